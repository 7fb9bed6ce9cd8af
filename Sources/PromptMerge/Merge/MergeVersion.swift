internal import Diagnostics
internal import YAMLTree

/// One of the three versions of a file in the form that the merge needs: no byte-order mark, our line ends, a
/// line end after the last line.
struct MergeVersion {
    let tree: YAMLTree
    var bytes: [UInt8] { tree.source.bytes }

    /// `nil` if the text is no YAML, or has errors that make its content uncertain.
    init?(_ bytes: [UInt8], path: String, lineEnd: LineEnd) {
        let text = MergeVersion.converted(bytes, to: lineEnd)
        let parsed = YAMLTree.parse(SourceText(name: path, bytes: text))
        guard let tree = parsed.tree, parsed.diagnostics.allSatisfy({ $0.severity < .error }),
            let ended = tree.endingItsLastLine()
        else { return nil }
        self.tree = ended
    }

    init?(_ tree: YAMLTree?) {
        guard let tree else { return nil }
        self.tree = tree
    }

    private static func converted(_ bytes: [UInt8], to lineEnd: LineEnd) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        let start = hasMark(bytes) ? 3 : 0
        for index in bytes.indices.dropFirst(start) {
            let byte = bytes[index]
            if byte == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { continue }
            if byte == 0x0A, lineEnd == .crlf { text.append(0x0D) }
            text.append(byte)
        }
        return text
    }

    /// True if a text begins with a byte-order mark.
    static func hasMark(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0xEF, 0xBB, 0xBF]) }

    /// Returns the most frequent line end.
    static func lineEnd(_ bytes: [UInt8]) -> LineEnd {
        var (all, crlf) = (0, 0)
        for index in bytes.indices where bytes[index] == 0x0A {
            all += 1
            if index > 0, bytes[index - 1] == 0x0D { crlf += 1 }
        }
        return crlf * 2 > all ? .crlf : .lf
    }

    /// Returns the bytes of `range`; each line that starts in it is moved by `delta` columns.
    func text(_ range: Range<Int>, movedBy delta: Int = 0) -> [UInt8] {
        let bytes = self.bytes
        guard delta != 0, !range.isEmpty else { return Array(bytes[range]) }
        var text: [UInt8] = []
        text.reserveCapacity(range.count + 16)
        var index = range.lowerBound
        var isLineStart = index == 0 || bytes[index - 1] == 0x0A
        while index < range.upperBound {
            if isLineStart {
                var content = index
                while content < range.upperBound, bytes[content] == 0x20 { content += 1 }
                let isEmpty = content < range.upperBound && (bytes[content] == 0x0A || bytes[content] == 0x0D)
                if delta > 0 {
                    if !isEmpty || content > index { text += repeatElement(0x20, count: delta) }
                } else {
                    index += min(content - index, -delta)
                }
            }
            let end = bytes[index..<range.upperBound].firstIndex(of: 0x0A).map { $0 + 1 } ?? range.upperBound
            text += bytes[index..<end]
            index = end
            isLineStart = true
        }
        return text
    }

    /// Returns the start of the line of `index`.
    func lineStart(_ index: Int) -> Int {
        var position = index
        while position > 0, bytes[position - 1] != 0x0A { position -= 1 }
        return position
    }

    /// Returns the start of the line after that of `index`.
    func nextLine(_ index: Int) -> Int {
        bytes[index...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
    }
}
