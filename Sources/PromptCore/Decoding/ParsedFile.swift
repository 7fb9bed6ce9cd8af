public import Diagnostics
public import YAMLTree

/// One file of a store from bytes to record, with all problems found in it.
public struct ParsedFile: Sendable {
    /// The path below `prompts/` without the ending.
    public let address: Address
    /// The kind of the record, by the file's ending.
    public let kind: RecordKind
    /// The text with its path in the store.
    public let source: SourceText
    /// `nil` if the text is no YAML, and in a copy that does without.
    public let tree: YAMLTree?
    /// `nil` if the tree is no record.
    public let record: Record?
    /// The problems found by parsing and decoding.
    public let diagnostics: [Diagnostic]

    /// Reads `source` as a file of `kind`: bytes → tree → record + diagnostics.
    public init(_ source: SourceText, kind: RecordKind, address: Address) {
        let parsed = YAMLTree.parse(source)
        self.address = address
        self.kind = kind
        self.source = source
        tree = parsed.tree
        guard let tree = parsed.tree else {
            record = nil
            diagnostics = parsed.diagnostics
            return
        }
        let decoded = Record.decode(tree, kind: kind, address: address)
        record = decoded.value
        diagnostics = parsed.diagnostics + decoded.diagnostics
    }

    /// True if the file has Git's markers of a merge conflict.
    public var hasConflictMarkers: Bool { diagnostics.contains { $0.breaks(.conflictMarkers) } }
}

/// The content of a file.
public enum Record: Sendable {
    case prompt(Prompt)
    case module(Module)
    case variable(Variable)
    case folder(Folder)
    case manifest(Manifest)

    /// The keys that all kinds except the manifest share; empty for the manifest.
    public var header: Header {
        switch self {
        case .prompt(let prompt): prompt.header
        case .module(let module): module.header
        case .variable(let variable): variable.header
        case .folder(let folder): folder.header
        case .manifest: Header()
        }
    }

    static func decode(_ tree: YAMLTree, kind: RecordKind, address: Address) -> Decoded<Record> {
        switch kind {
        case .prompt: Prompt.decode(tree).map(Record.prompt)
        case .module: Module.decode(tree).map(Record.module)
        case .variable: Variable.decode(tree, fileName: address.name).map(Record.variable)
        case .folder: Folder.decode(tree).map(Record.folder)
        case .manifest: Manifest.decode(tree).map(Record.manifest)
        }
    }
}

extension Decoded {
    func map<Other: Sendable>(_ transform: (Value) -> Other) -> Decoded<Other> {
        Decoded<Other>(value: value.map(transform), diagnostics: diagnostics)
    }
}

extension ParsedFile {
    /// Creates the entry of a file that exists but could not be read.
    public init(unreadable address: Address, kind: RecordKind, diagnostic: Diagnostic) {
        self.address = address
        self.kind = kind
        source = SourceText(name: address.file(kind), bytes: [])
        tree = nil
        record = nil
        diagnostics = [diagnostic]
    }
}
