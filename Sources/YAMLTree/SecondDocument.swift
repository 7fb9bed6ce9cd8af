internal import Diagnostics

extension DiagnosticRule {
    /// A second YAML document, or a directive, which belongs to a document.
    static let secondDocument = DiagnosticRule(
        "PP112", severity: .error, title: "second document",
        explanation: """
            One file holds one record, so it holds one YAML document and no directives. Remove the second `---` or the `%` \
            line, or move the second document into another file.
            """,
        wrong: "content: Write it.\n---\ncontent: Write another.\n",
        right: "content: Write it.\n")
}

/// Checks for `%YAML` and `%TAG` lines before the document.
enum Directives {
    /// Reports each directive, and turns it into a comment in the copy.
    static func check(_ text: inout [UInt8], problems: inout Problems) {
        let found: [Range<Int>] = text.withUnsafeBufferPointer { bytes in
            var found: [Range<Int>] = []
            var line = Lines.byteOrderMark(bytes)
            while true {
                line = Lines.skipTrivia(bytes, from: line)
                guard line < bytes.count, bytes[line] == UInt8(ascii: "%"),
                    Lines.start(bytes, of: line) == line
                else { return found }
                let end = Lines.end(bytes, of: line)
                found.append(line..<end)
                line = end
            }
        }
        for range in found {
            text[range.lowerBound] = UInt8(ascii: "#")
            problems.add(.secondDocument(directiveAt: range))
        }
    }
}

extension Diagnostic {
    /// Reports the `---` of a second document.
    static func secondDocument(markerAt range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .secondDocument, message: "a second document starts here", at: range,
            help:
                "one file holds one document: remove the `---`, or move the second document into another file"
        )
    }

    /// Reports a line that starts with `%`.
    static func secondDocument(directiveAt range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .secondDocument, message: "a `%` directive is not allowed here", at: range,
            help: "remove the line")
    }
}
