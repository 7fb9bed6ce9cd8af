internal import Diagnostics
package import YAMLTree

// The one rule for the id in a file's bytes. The id is the value of the top-level key `id` if it is a UUID. If
// the bytes are no YAML map (a merge has left its markers, an edit is half done), the first line that starts with
// `id:` is read instead, so that a damaged file keeps its identity.

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
        } else if let id = FileIdentity.id(in: bytes, tree: YAMLTree.parse(SourceText(name: path, bytes: bytes)).tree) {
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
    /// No other line is read this way: it can be part of a value. The value ends here only if the next line with
    /// content starts in the first column.
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
