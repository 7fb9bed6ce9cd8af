internal import Diagnostics
internal import YAMLTree

/// Applies several edits to a file; each keeps the rest of the file unchanged.
struct StructureEditor {
    let before: ParsedFile
    private(set) var file: ParsedFile
    private(set) var tree: YAMLTree

    init(_ file: ParsedFile) throws(StructureError) {
        guard let tree = file.tree, file.record != nil else {
            throw StructureError(
                "\(file.source.name) can't be read as a \(file.kind.rawValue)",
                help: "`promptpal validate \(ShellWord.quoted(file.source.name))` shows why")
        }
        before = file
        self.file = file
        self.tree = tree
    }

    mutating func apply(_ edit: YAMLEdit) throws(StructureError) {
        do {
            tree = try tree.applying(edit)
        } catch {
            throw StructureError(
                "\(file.source.name) can't be changed here: \(error)",
                help: "`promptpal edit \(ShellWord.quoted(file.address.path))` opens it")
        }
        file = ParsedFile(tree.source, kind: file.kind, address: file.address, format: file.format)
    }

    /// Sets a key. A new key is inserted at its usual position in `order`.
    mutating func set(
        _ key: String, to value: YAMLValue, at path: [YAMLPathStep], order: [String]
    ) throws(StructureError) {
        let orders = [[String]](repeating: [], count: path.count) + [order]
        let location = KeyLocation(path: path + [.key(key)], shape: .free, orders: orders)
        try apply(location.setting(value, in: tree.root))
    }

    /// Removes a flag. If it has a comment that would be lost, sets it to `instead`.
    mutating func clear(
        _ key: String, at path: [YAMLPathStep], instead: String
    ) throws(StructureError) {
        guard let entry = node(at: path)?.entries.first(where: { $0.key.text == key }) else { return }
        let hasComment = entry.leadingComments != nil || entry.trailingComment != nil
        try apply(
            hasComment ? .set(path + [.key(key)], .plain(instead)) : .remove(path + [.key(key)]))
    }

    /// Returns the node at a path.
    func node(at path: [YAMLPathStep]) -> YAMLNode? {
        path.reduce(tree.root) { node, step in
            switch step {
            case .key(let key): node?.value(forKey: key)
            case .index(let index): node.flatMap { index < $0.count ? Array($0.items)[index] : nil }
            }
        }
    }

    /// Returns the file.
    ///
    /// - Throws: ``StructureError`` if decoding finds an error that the file did not have before.
    func finished(_ part: String) throws(StructureError) -> StructureResult {
        if let new = file.diagnostics.new(.error, since: before.diagnostics).first {
            throw StructureError(new.message, help: new.help)
        }
        return StructureResult(file: file, part: part)
    }
}

/// The reason why a module, option or variable can't be changed as requested. The file is unchanged.
public struct StructureError: Error, Sendable, Equatable {
    /// The obstacle, in one sentence without a full stop.
    public let message: String
    /// The remedy.
    public let help: String?

    init(_ message: String, help: String? = nil) {
        self.message = message
        self.help = help
    }

    init(_ error: AssignmentError) {
        self.init(error.message, help: error.help)
    }
}

/// A file after a change of its structure.
public struct StructureResult: Sendable {
    /// Differs from the old file only as far as necessary; if nothing had to change, the bytes are equal.
    public let file: ParsedFile
    /// The name that people type for the changed part after the change: a module's or option's handle, or a
    /// variable's name. If the part was removed, the name it had.
    public let part: String
}

extension PartLookup {
    /// Returns the index of a module in a prompt.
    static func module(_ text: String, in prompt: Prompt) throws(StructureError) -> Int {
        let names = prompt.modules.map { $0.header.name?.value }
        return try index(
            of: text, handles: prompt.modules.map(\.handle), names: names, whole: "prompt", part: "module")
    }

    /// Returns the index of an option in a module.
    static func option(_ text: String, among options: [ModuleOption]) throws(StructureError) -> Int {
        try index(
            of: text, handles: options.map(\.handle), names: options.map { $0.name?.value }, whole: "module",
            part: "option")
    }

    private static func index(
        of text: String, handles: [String], names: [String?], whole: String, part: String
    ) throws(StructureError) -> Int {
        switch typed(text, handles: handles, names: names) {
        case .one(let index): return index
        case .several(let indices):
            let (message, help) = several(
                for: text, among: indices.map { handles[$0] }, names: indices.map { names[$0] }, part: part)
            throw StructureError(message, help: help)
        case .none:
            throw StructureError(
                "the \(whole) has no \(part) \(quoted(text))",
                help: Suggestion.help(for: Slug.make(text), among: handles, what: "its \(part)s"))
        }
    }
}
