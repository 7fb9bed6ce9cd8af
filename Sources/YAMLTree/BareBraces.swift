internal import Diagnostics

/// A value that starts with `{{` and stands bare, which YAML reads as a map in a map.
struct BareBraces: Equatable {
    /// All of the value, as the writer meant it.
    let range: Range<Int>

    /// - Parameters:
    ///   - start: the first brace.
    ///   - isInFlow: whether it stands in `[…]` or `{…}`.
    ///   - parentIndent: the column of the enclosing block collection; -1 at the root.
    init(_ bytes: UnsafeBufferPointer<UInt8>, start: Int, isInFlow: Bool, parentIndent: Int) {
        var end = BareBraces.end(bytes, from: start, isInFlow: isInFlow)
        if !isInFlow, parentIndent >= 0 {
            // A bare text goes on over lines that are indented deeper.
            while true {
                let line = Lines.next(bytes, after: end)
                let content = Lines.skipTrivia(bytes, from: line)
                guard content < bytes.count, bytes[end..<content].allSatisfy({ $0 != UInt8(ascii: "#") }),
                    Lines.start(bytes, of: content) == line || Lines.skipSpaces(bytes, from: line) == content,
                    content - line > parentIndent, isText(bytes, content..<Lines.end(bytes, of: content))
                else { break }
                end = BareBraces.end(bytes, from: content, isInFlow: false)
            }
        }
        range = start..<end
    }

    /// Where the value ends on its line: before a comment, blanks, or in flow before what closes it.
    private static func end(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, isInFlow: Bool) -> Int {
        let line = Lines.end(bytes, of: start)
        var end = start
        if isInFlow {
            var braces = 0
            while end < line, bytes[end] == UInt8(ascii: "{") { (braces, end) = (braces + 1, end + 1) }
            var closed = 0
            while end < line, closed < braces {
                closed = bytes[end] == UInt8(ascii: "}") ? closed + 1 : 0
                end += 1
            }
        }
        while end < line {
            let byte = bytes[end]
            if byte == UInt8(ascii: "#"), end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 {
                break
            }
            if isInFlow, byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") {
                break
            }
            end += 1
        }
        while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        return end
    }

    /// Makes it a quoted scalar of the same length, so that the rest of the text can be read.
    func quote(in text: inout [UInt8]) {
        for index in range where text[index] != 0x0A && text[index] != 0x0D {
            text[index] = UInt8(ascii: "x")
        }
        text[range.lowerBound] = UInt8(ascii: "'")
        text[range.upperBound - 1] = UInt8(ascii: "'")
    }

    /// The problem, with the quoted form and the edit that writes it.
    func problem(in source: UnsafeBufferPointer<UInt8>) -> Diagnostic {
        let text = String(decoding: source[range], as: UTF8.self)
        let quoted =
            text.utf8.contains(UInt8(ascii: "\"")) || text.utf8.contains(UInt8(ascii: "\\"))
            ? "'"
                + text.utf8.reduce(into: [UInt8]()) { bytes, byte in
                    if byte == UInt8(ascii: "'") { bytes.append(byte) }
                    bytes.append(byte)
                }.asString + "'"
            : "\"\(text)\""
        let isOneLine = !text.utf8.contains(0x0A) && !text.utf8.contains(0x0D)
        return Diagnostic(
            "PP113", .error, "YAML reads a value that starts with `{{` as a map", at: range,
            help: isOneLine ? "put it in quotes: \(quoted)" : "put the whole text in quotes",
            fix: .edits([TextEdit(range, quoted)]))
    }
}

/// Whether a line goes on with text, and is not an entry or item of its own.
private func isText(_ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> Bool {
    for index in line {
        let isLast = index + 1 == line.upperBound || bytes[index + 1] == 0x20
        if bytes[index] == UInt8(ascii: ":"), isLast { return false }
        if index == line.lowerBound, bytes[index] == UInt8(ascii: "-"), isLast { return false }
    }
    return true
}

extension [UInt8] {
    fileprivate var asString: String { String(decoding: self, as: UTF8.self) }
}

extension TreeBuilder {
    /// Notes a flow map in a flow map where a value is expected.
    mutating func noteBareBraces(at start: Int) {
        if stack.last?.expectsKey ?? false { return }
        if noBraces.contains(start) { return }
        if let last = newBare.last, start < last.range.upperBound { return }
        newBare.append(
            BareBraces(
                bytes, start: start, isInFlow: stack.last?.isFlow ?? false,
                parentIndent: stack.last?.indent ?? -1))
    }

    /// Where libyaml's scanner stumbled before the parser came to a bare `{{`: looks for one on the line.
    mutating func findBareBraces(near offset: Int) -> Bool {
        let line = Lines.start(bytes, of: min(offset, bytes.count))
        let end = min(Lines.end(bytes, of: line), bytes.count)
        var index = Lines.skipSpaces(bytes, from: line)
        var mayStart = false
        while index + 1 < end {
            if mayStart, bytes[index] == 0x7B, bytes[index + 1] == 0x7B {
                if index > offset || noBraces.contains(index) { return false }
                newBare.append(
                    BareBraces(bytes, start: index, isInFlow: false, parentIndent: index - line))
                return true
            }
            let isMark = bytes[index] == UInt8(ascii: ":") || bytes[index] == UInt8(ascii: "-")
            mayStart = bytes[index] == 0x20 ? mayStart : isMark && bytes[index + 1] == 0x20
            index += 1
        }
        return false
    }
}
