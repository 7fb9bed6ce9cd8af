internal import Diagnostics
internal import YAMLTree

/// The changes of a shared module's options, for the `default:` of the files that use it.
public struct OptionChange: Sendable {
    /// The address of the shared module's file.
    public let address: Address
    /// The module's options before and after the change.
    private var old: [ModuleOption] = []
    private var new: [ModuleOption] = []
    /// For each old option, its index in `new`; `nil` if it was removed.
    private var places: [Int?] = []

    /// - Parameters:
    ///   - before, after: the shared module's file.
    ///   - removed: the handle of the removed option; `nil` if none was removed.
    public init(from before: ParsedFile, to after: ParsedFile, removing removed: String? = nil) {
        address = before.address
        guard case .module(let old)? = before.record, case .module(let new)? = after.record else { return }
        (self.old, self.new) = (old.options, new.options)
        var left = new.options.indices
        places = old.options.map { $0.handle == removed ? nil : left.popFirst() }
    }

    /// True if no `default:` of another file can be affected.
    public var isEmpty: Bool {
        func names(_ options: [ModuleOption]) -> [[String?]] { options.map { [$0.handle, $0.name?.value] } }
        return names(old) == names(new)
    }

    /// Returns the file's uses of the module whose `default:` no longer means the same option: the handle of
    /// each use, and true if its option was removed.
    public func overrides(in file: ParsedFile, _ library: any Library) -> [(module: String, isGone: Bool)] {
        affectedUses(in: file, library: library).map { ($0.handle, $0.text == nil) }
    }

    /// Returns the file with each such `default:` set to the option's new name. If the option was removed,
    /// its `default:` is removed.
    ///
    /// - Throws: ``StructureError`` if the file can't be edited.
    public func following(in file: ParsedFile, _ library: any Library) throws(StructureError) -> ParsedFile {
        let uses = affectedUses(in: file, library: library)
        guard !uses.isEmpty else { return file }
        var editor = try StructureEditor(file)
        for use in uses {
            let path = use.path + [.key("default")]
            try editor.apply(use.text.map { .set(path, .text($0)) } ?? .remove(path))
        }
        return try editor.finished("").file
    }

    private struct AffectedUse {
        let path: [YAMLPathStep]
        let handle: String
        /// The new value; `nil` if the option was removed.
        let text: String?
    }

    private func affectedUses(in file: ParsedFile, library: any Library) -> [AffectedUse] {
        switch file.record {
        case .prompt(let prompt)?:
            prompt.modules.enumerated().compactMap { index, module in
                affectedUse(
                    module, handle: module.handle, path: [.key("modules"), .index(index)], in: file,
                    library: library)
            }
        case .module(let module)?:
            [affectedUse(module, handle: file.address.name, path: [], in: file, library: library)].compactMap(
                \.self)
        default: []
        }
    }

    private func affectedUse(
        _ module: Module, handle: String, path: [YAMLPathStep], in file: ParsedFile, library: any Library
    ) -> AffectedUse? {
        guard case .use(let reference, let chosen?) = module.body,
            case .one(let index) = PartLookup.chosen(chosen.value, among: old)
        else { return nil }
        let place = places[index]
        if let place, PartLookup.chosen(chosen.value, among: new) == .one(place) { return nil }
        let followed = Resolver(library: library).follow(reference.value, from: file.address.folder)
        guard followed.problem == nil, followed.chain.last?.address == address else { return nil }
        let now = place.map { new[$0] }
        var text = now?.handle
        // A name stays a name if it says which option is meant.
        if let place, let name = now?.name?.value, chosen.value != old[index].handle,
            PartLookup.chosen(name, among: new) == .one(place)
        {
            text = name
        }
        return AffectedUse(path: path, handle: handle, text: text)
    }
}
