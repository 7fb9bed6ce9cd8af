internal import Diagnostics

/// The edits that write a scalar's text in double quotes, with escapes for the characters at which YAML 1.1 ends a
/// line. The text stays the same.
struct OddBreakFix {
    private(set) var edits: [TextEdit] = []

    /// - Parameter offsets: those of the characters in the scalar.
    init(_ node: YAMLNode, offsets: [Int], in bytes: UnsafeBufferPointer<UInt8>) {
        let text = node.withTextBytes(Array.init)
        switch node.style {
        case .doubleQuoted:
            for offset in offsets {
                let range = offset..<offset + OddBreaks.length(bytes, at: offset)
                let escaped = QuotedText.double(Array(bytes[range])).dropFirst().dropLast()
                replace(range, with: escaped)
            }
        case .literal, .folded: rewrite(node, text: text, offsets: offsets, in: bytes)
        default: replace(node.range, with: QuotedText.double(text))
        }
    }

    private mutating func replace(_ range: Range<Int>, with text: some Sequence<UInt8>) {
        edits.append(TextEdit(range, replacement: String(decoding: Array(text), as: UTF8.self)))
    }

    /// Rewrites a literal or folded block. Each line of the text stays on a line of its own.
    private mutating func rewrite(
        _ node: YAMLNode, text: [UInt8], offsets: [Int], in bytes: UnsafeBufferPointer<UInt8>
    ) {
        let range = node.range
        let shape = BlockScalarShape(
            bytes, start: range.lowerBound, limit: range.upperBound, parentIndent: -1)
        var headerEnd = range.lowerBound + 1
        while headerEnd < shape.bodyStart, "+-123456789".utf8.contains(bytes[headerEnd]) { headerEnd += 1 }
        let rest = Lines.skipBlanks(bytes, from: headerEnd)
        if rest < shape.bodyStart, bytes[rest] == UInt8(ascii: "#") {
            // The comment beside the header stays beside the text.
            replace(range.lowerBound..<headerEnd, with: QuotedText.double(text))
            for offset in offsets where offset < shape.bodyStart {
                replace(offset..<offset + OddBreaks.length(bytes, at: offset), with: [0x20])
            }
            return replace(shape.bodyStart..<range.upperBound, with: [])
        }
        let newline = node.tree.lineEnd.text
        var quoted = Array("\"\\".utf8)
        for line in lines(of: text) {
            quoted += newline.utf8
            quoted += repeatElement(0x20, count: node.record.indent)
            // Blanks at the start of a line are not part of the text unless they are escaped.
            if line.first == 0x20 || line.first == 0x09 { quoted.append(UInt8(ascii: "\\")) }
            let escaped = QuotedText.double(line).dropFirst().dropLast()
            quoted += line.first == 0x09 ? escaped.dropFirst() : escaped
            quoted.append(UInt8(ascii: "\\"))
        }
        quoted[quoted.count - 1] = UInt8(ascii: "\"")
        if Lines.breakLength(bytes, before: range.upperBound) > 0 { quoted += newline.utf8 }
        replace(range, with: quoted)
    }

    /// Returns the lines of a text, each with its line feed.
    private func lines(of text: [UInt8]) -> [[UInt8]] {
        var lines = text.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) + [0x0A] }
        lines[lines.count - 1].removeLast()
        if lines.count > 1, lines[lines.count - 1].isEmpty { lines.removeLast() }
        return lines
    }
}
