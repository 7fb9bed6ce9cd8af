internal import Diagnostics

extension DiagnosticRule {
    /// Line ends of more than one kind in a file.
    static let mixedLineEnds = DiagnosticRule(
        "PP114", severity: .warning, title: "mixed line ends",
        explanation: """
            Some lines end with LF and some with CRLF, which causes invisible differences. Use one ending \
            for all lines; `promptpal validate --fix` uses the ending that most lines have.
            """,
        wrong: "name: Hi\r\ndescription: A greeting\ncontent: Hi\n",
        right: "name: Hi\ndescription: A greeting\ncontent: Hi\n")
}

extension TextScan {
    /// Returns a warning with edits that make all line ends alike; `nil` if they are alike.
    func mixedLineEnds(in bytes: UnsafeBufferPointer<UInt8>) -> Diagnostic? {
        let odd = returns + (lineEnd == .lf ? pairs : lineFeeds)
        guard odd > 0 else { return nil }
        var edits: [TextEdit] = []
        var index = 0
        while index < bytes.count {
            var range = index..<index + 1
            if bytes[index] == 0x0D {
                if index + 1 < bytes.count, bytes[index + 1] == 0x0A { range = index..<index + 2 }
                if range.count == 1 || lineEnd == .lf {
                    edits.append(TextEdit(range, replacement: lineEnd.text))
                }
            } else if bytes[index] == 0x0A, lineEnd == .crlf {
                edits.append(TextEdit(range, replacement: lineEnd.text))
            }
            index = range.upperBound
        }
        guard let first = edits.first else { return nil }
        return .mixedLineEnds(
            count: odd, majority: lineEnd == .lf ? "LF" : "CRLF", at: first.range, edits: edits)
    }
}

extension Diagnostic {
    /// Reports `count` lines whose end is not `majority`; `range` is the first such end.
    fileprivate static func mixedLineEnds(
        count: Int, majority: String, at range: Range<Int>, edits: [TextEdit]
    ) -> Diagnostic {
        let lines = count == 1 ? "1 line does not end" : "\(count) lines do not end"
        return Diagnostic(
            .mixedLineEnds, message: "mixed line ends: \(lines) with \(majority)", at: range,
            help: "end every line with \(majority)", fix: .edits(edits))
    }
}
