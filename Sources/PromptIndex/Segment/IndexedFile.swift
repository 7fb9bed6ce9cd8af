package import PromptCore

/// The data that an index keeps of one file.
package struct IndexedFile: Sendable {
    package let address: Address
    package let kind: RecordKind
    package var stamp: FileStamp
    var id: RecordID?
    var name: String?
    var summary: String?
    var tags: [String] = []
    var createdAt: String?
    var createdBy: String?
    /// True if the file can't be read as a record.
    var isBroken: Bool
    /// The names of the variables that the file declares.
    var variables: [String] = []
    var references: [IndexedReference] = []
    /// The texts to search.
    var texts: [SearchText] = []

    /// - Parameters:
    ///   - stamp: the file's stamp from before it was read.
    ///   - sections: the sections that are needed; what only the others need is left out.
    package init(_ file: ParsedFile, stamp: FileStamp, for sections: Set<SegmentSection>) {
        let header = file.record?.header
        address = file.address
        kind = file.kind
        self.stamp = stamp
        id = header?.id?.value
        name = header?.name?.value
        summary = header?.description
        tags = header?.tags.map(\.value) ?? []
        createdAt = header?.createdAt
        createdBy = header?.createdBy
        isBroken = file.record == nil
        if !sections.isDisjoint(with: [.references, .postings]) {
            references = IndexedReference.all(in: file)
        }
        if sections.contains(.lengths) { texts = file.searchTexts }
        variables =
            switch file.record {
            case .prompt(let prompt)?:
                (prompt.variables + prompt.modules.flatMap(\.variables)).map(\.name.value)
            case .module(let module)?: module.variables.map(\.name.value)
            case .variable(let variable)?: [variable.name.value]
            default: []
            }
    }
}

/// A reference to another file, as written; its target depends on the other files.
struct IndexedReference: Sendable, Hashable {
    var kind: Reference.Kind
    var name: String
    /// See ``Reference``.
    var module: String
    var option: String

    /// Returns the references of a file, in the order of ``ParsedFile/references(in:)``; each once per module
    /// and option.
    static func all(in file: ParsedFile) -> [IndexedReference] {
        var found: [IndexedReference] = []
        let partials = file.record?.partials ?? []
        let partialNames = Set(partials.map(\.name.value))
        func addReferences(in text: String, module: String, option: String, own: Set<String>) {
            var seen: Set<IndexedReference> = []
            for reference in Template(text, format: file.format).references {
                var named = IndexedReference(
                    kind: .partial, name: reference.name, module: module, option: option)
                if reference.kind == .partial {
                    if partialNames.contains(reference.name) { continue }
                } else {
                    guard let name = reference.name.split(separator: ".").first.map(String.init),
                        !own.contains(name)
                    else { continue }
                    named.kind = .variable
                    named.name = name
                }
                if seen.insert(named).inserted { found.append(named) }
            }
        }
        func addReferences(in options: [ModuleOption], syntax: Syntax, module: String, own: Set<String>) {
            if syntax == .none { return }
            for option in options {
                guard let text = option.content?.text else { continue }
                addReferences(in: text, module: module, option: option.handle, own: own)
            }
        }
        /// Adds the references in the texts under `partials:`.
        func addReferencesInPartials(syntax: Syntax, own: Set<String>) {
            for partial in partials where (partial.syntax ?? syntax) == .mustache {
                guard let text = partial.content?.text else { continue }
                addReferences(in: text, module: "partials", option: partial.name.value, own: own)
            }
        }
        switch file.record {
        case .prompt(let prompt)?:
            let own = Set(prompt.variables.map(\.name.value))
            for module in prompt.modules {
                guard case .use(let target, _) = module.body else { continue }
                found.append(
                    IndexedReference(kind: .use, name: target.value, module: module.handle, option: ""))
            }
            for module in prompt.modules {
                addReferences(
                    in: module.options, syntax: module.syntax ?? prompt.syntax, module: module.handle,
                    own: own)
            }
            addReferencesInPartials(syntax: prompt.syntax, own: own)
        case .module(let module)?:
            if case .use(let target, _) = module.body {
                found.append(IndexedReference(kind: .use, name: target.value, module: "", option: ""))
            }
            let own = Set(module.variables.map(\.name.value))
            addReferences(in: module.options, syntax: module.syntax ?? .mustache, module: "", own: own)
            addReferencesInPartials(syntax: module.syntax ?? .mustache, own: own)
        default: break
        }
        return found
    }

    /// The key under which an index finds the files with this reference; `nil` if the name can't be valid.
    var key: [UInt8]? {
        guard kind != .variable else { return IndexKey.variable.bytes(name.utf8) }
        guard let target = try? Address(validating: name) else { return nil }
        let key: IndexKey = name.hasPrefix("/") ? .absoluteModule : .module
        return key.bytes(target.path.utf8)
    }
}

/// The properties that identify one state of a file without reading it, as in Git's index.
///
/// Equal stamps mean equal bytes, unless the file was written again within the resolution of the clock. So a
/// cache must read a file again if its times are as young as the cache.
public struct FileStamp: Sendable, Hashable {
    /// Size in bytes; -1 for a file that could not be examined, which counts as missing.
    public let size: Int64
    /// Last change of the content, in nanoseconds since 1970-01-01T00:00:00Z.
    public let modified: Int64
    /// Last change of content, link count or permissions, in the same unit.
    public let changed: Int64
    /// The inode number.
    public let inode: UInt64
    /// The device number.
    public let device: UInt64

    /// Creates a stamp from its parts.
    public init(size: Int64, modified: Int64, changed: Int64, inode: UInt64, device: UInt64) {
        self.size = size
        self.modified = modified
        self.changed = changed
        self.inode = inode
        self.device = device
    }

    /// The stamp of a file that must be read again.
    package static let none = FileStamp(size: -1, modified: 0, changed: 0, inode: 0, device: 0)
}
