internal import Diagnostics

extension DiagnosticRule {
    /// A value that starts with `{{` without quotes.
    static let bareBraces = DiagnosticRule(
        "PP113", severity: .error, title: "a bare value that starts with {{",
        explanation: """
            To YAML, a bare value that starts with `{{` is a map in a map. Put the value in quotes, or write it below `content: |`. \
            `promptpal validate --fix` writes the quotes.
            """,
        wrong: "variables: {topic: {}}\ncontent: {{topic}} in one line\n",
        right: "variables: {topic: {}}\ncontent: \"{{topic}} in one line\"\n")
}

/// A value that starts with `{{` without quotes, which YAML reads as a map in a map.
struct BareBraces: Equatable {
    /// The whole value as the author meant it.
    let range: Range<Int>

    /// - Parameters:
    ///   - start: offset of the first brace.
    ///   - isInFlow: true if the value is inside `[…]` or `{…}`.
    ///   - parentIndent: column of the enclosing block collection; -1 at the root.
    init(_ bytes: UnsafeBufferPointer<UInt8>, start: Int, isInFlow: Bool, parentIndent: Int) {
        var end = BareBraces.end(bytes, from: start, isInFlow: isInFlow)
        if !isInFlow, parentIndent >= 0 {
            // A plain scalar continues over lines that are indented deeper.
            while true {
                let line = Lines.next(bytes, after: end)
                let content = Lines.skipTrivia(bytes, from: line)
                guard content < bytes.count, bytes[end..<content].allSatisfy({ $0 != UInt8(ascii: "#") }),
                    Lines.start(bytes, of: content) == line || Lines.skipSpaces(bytes, from: line) == content,
                    content - line > parentIndent, isText(bytes, in: content..<Lines.end(bytes, of: content))
                else { break }
                end = BareBraces.end(bytes, from: content, isInFlow: false)
            }
        }
        range = start..<end
    }

    /// Returns the end of the value on its line: before a comment or trailing blanks and, in flow, before the
    /// closing bracket.
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

    /// Overwrites the value in `text` with a quoted scalar of the same length, so that the rest can be
    /// parsed.
    func quote(in text: inout [UInt8]) {
        for index in range where text[index] != 0x0A && text[index] != 0x0D {
            text[index] = UInt8(ascii: "x")
        }
        text[range.lowerBound] = UInt8(ascii: "'")
        text[range.upperBound - 1] = UInt8(ascii: "'")
    }

    /// Returns the problem with a fix that quotes the value.
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
        return .bareBraces(
            at: range, quoted: quoted,
            help: isOneLine ? "put it in quotes: \(quoted)" : "put the whole text in quotes")
    }
}

/// True if the line continues the text, and is neither a map entry nor a list item.
private func isText(_ bytes: UnsafeBufferPointer<UInt8>, in line: Range<Int>) -> Bool {
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
    /// Records a flow map inside a flow map at a position that expects a value.
    mutating func noteBareBraces(at start: Int) {
        if stack.last?.expectsKey ?? false { return }
        if noBraces.contains(start) { return }
        if let last = newBare.last, start < last.range.upperBound { return }
        newBare.append(
            BareBraces(
                bytes, start: start, isInFlow: stack.last?.isFlow ?? false,
                parentIndent: stack.last?.indent ?? -1))
    }

    /// Looks for an unquoted `{{` on the line of `offset`, for use if libyaml's scanner fails before the
    /// parser reports the map. Returns true if it found one.
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

extension Diagnostic {
    /// Reports the value at `range`; the fix replaces it by `quoted`.
    fileprivate static func bareBraces(at range: Range<Int>, quoted: String, help: String) -> Diagnostic {
        Diagnostic(
            .bareBraces, message: "YAML reads a value that starts with `{{` as a map", at: range, help: help,
            fix: .edits([TextEdit(range, replacement: quoted)]))
    }
}
