public import Diagnostics
public import YAMLTree

/// One file of a store from bytes to record, with all problems found in it.
public struct ParsedFile: Sendable {
    /// The path below `prompts/` without the ending.
    public let address: Address
    /// The kind of the record, by the file's ending.
    public let kind: RecordKind
    /// The rules by which the file was read.
    public let format: Format
    /// The text with its path in the store.
    public let source: SourceText
    /// `nil` if the text is no YAML, and in a copy that does without.
    public let tree: YAMLTree?
    /// `nil` if the tree is no record.
    public let record: Record?
    /// The problems found by parsing and decoding.
    public let diagnostics: [Diagnostic]

    /// Reads `source` as a file of `kind`: bytes → tree → record + diagnostics.
    ///
    /// - Parameter format: the format of the store that the file belongs to; has no meaning for the manifest.
    public init(_ source: SourceText, kind: RecordKind, address: Address, format: Format) {
        let parsed = YAMLTree.parse(source)
        self.address = address
        self.kind = kind
        self.format = format
        self.source = source
        tree = parsed.tree
        guard let tree = parsed.tree else {
            record = nil
            diagnostics = parsed.diagnostics
            return
        }
        let decoded = Record.decode(tree, kind: kind, address: address, format: format)
        record = decoded.value
        diagnostics = parsed.diagnostics + decoded.diagnostics
    }

    /// The name that a person types for the file: its address, or `promptpal.yaml` for the manifest.
    public var shownAddress: String { kind == .manifest ? "promptpal.yaml" : address.shown }

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

    static func decode(
        _ tree: YAMLTree, kind: RecordKind, address: Address, format: Format
    ) -> Decoded<Record> {
        switch kind {
        case .prompt: Prompt.decode(tree, format: format).map(Record.prompt)
        case .module: Module.decode(tree, format: format).map(Record.module)
        case .variable:
            Variable.decode(tree, fileName: address.name, format: format).map(Record.variable)
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
        format = .one
        source = SourceText(name: address.file(kind), bytes: [])
        tree = nil
        record = nil
        diagnostics = [diagnostic]
    }
}

// The one rule for the id in a file's bytes. The id is the value of the top-level key `id` if it is a UUID.
// If the bytes are no YAML map (a merge has left its markers, an edit is half done), the first line that
// starts with `id:` is read instead, so that a damaged file keeps its identity.

extension RecordID {
    /// Returns the id in a record's file; `nil` if it has none, or if files of that kind have no id.
    ///
    /// - Parameter path: the file's path; its name defines the kind.
    package init?(in bytes: [UInt8], path: String) {
        let slash = path.utf8.lastIndex(of: 0x2F)
        let name = slash.map { String(path[path.utf8.index(after: $0)...]) } ?? path
        guard let kind = RecordKind(fileName: name), kind != .manifest else { return nil }
        if let id = FileIdentity.idOfFirstLine(bytes) {
            self = id
        } else if let id = FileIdentity.id(
            in: bytes, tree: YAMLTree.parse(SourceText(name: path, bytes: bytes)).tree)
        {
            self = id
        } else {
            return nil
        }
    }
}

extension ParsedFile {
    /// The id in the file's bytes, also if they are no record.
    package var recordID: RecordID? {
        kind == .manifest ? nil : FileIdentity.id(in: source.bytes, tree: tree)
    }
}

extension YAMLTree {
    /// The id of the record in the tree; `nil` if it has none.
    package var recordID: RecordID? {
        guard let node = root?["id"], node.kind == .scalar else { return nil }
        return RecordID(node.text)
    }
}

private enum FileIdentity {
    static func id(in bytes: [UInt8], tree: YAMLTree?) -> RecordID? {
        guard let tree, tree.root?.kind == .mapping else { return idOfLine(bytes) }
        return tree.recordID
    }

    private static let key = Array("id:".utf8)
    private static let length = 36

    /// Returns the id if it is the file's first entry, without parsing the rest. Most files are written so.
    ///
    /// No other line is read this way: it can be part of a value. The value ends here only if the next line
    /// with content starts in the first column.
    static func idOfFirstLine(_ bytes: [UInt8]) -> RecordID? {
        let start = key.count + 1
        guard bytes.count >= start + length, bytes.starts(with: key), bytes[key.count] == 0x20 else {
            return nil
        }
        var offset = start + length
        func skipBlanks() {
            while offset < bytes.count, [0x20, 0x09, 0x0D].contains(bytes[offset]) { offset += 1 }
        }
        skipBlanks()
        // Empty lines, until a line starts in the first column.
        while offset < bytes.count {
            guard bytes[offset] == 0x0A else { return nil }
            offset += 1
            if offset < bytes.count, bytes[offset] > 0x20 { break }
            skipBlanks()
        }
        return RecordID(String(decoding: bytes[start..<start + length], as: UTF8.self))
    }

    /// Returns the id in the first line that starts with `id:`. Quotes and a comment are left out.
    private static func idOfLine(_ bytes: [UInt8]) -> RecordID? {
        for line in bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) where line.starts(with: key) {
            let blanks: Set<UInt8> = [0x20, 0x09, 0x22, 0x27]
            let value = line.dropFirst(key.count).drop { blanks.contains($0) }.prefix { !blanks.contains($0) }
            return RecordID(String(decoding: value, as: UTF8.self))
        }
        return nil
    }
}

extension Record {
    /// The texts under `partials:`; empty for records that have none.
    public var partials: [LocalPartial] {
        switch self {
        case .prompt(let prompt): prompt.partials
        case .module(let module): module.partials
        case .variable, .folder, .manifest: []
        }
    }
}
