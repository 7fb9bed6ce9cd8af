internal import Diagnostics

extension DiagnosticRule {
    /// A tab in the indentation of a line.
    static let tabInIndentation = DiagnosticRule(
        "PP106", severity: .error, title: "tab in the indentation",
        explanation: """
            YAML is indented with spaces; a tab has no agreed width and is refused. Replace the tabs with spaces. Inside a text, \
            after its indentation, tabs are fine.
            """,
        wrong: "content: Hi\nmodel:\n\tprovider: anthropic\n",
        right: "content: Hi\nmodel:\n  provider: anthropic\n")
}

extension TreeBuilder {
    /// Reports tabs in indentation from the line of an error on. Returns true if the line of the error has
    /// one.
    mutating func reportTabs(problem: Int, context: Int) -> Bool {
        let first = Lines.start(bytes, of: min(problem, context))
        let last = Lines.start(bytes, of: problem)
        var isCause = false
        var end = problem
        while end < bytes.count, bytes[end] == 0x09 { end += 1 }
        if end > problem {
            problems.add(.tabInIndentation(atError: problem..<end, isIndentation: isIndentation(problem)))
            isCause = true
        }
        for tab in TabScan.tabs(bytes, from: first) where !tab.overlaps(problem..<end) {
            let line = Lines.start(bytes, of: tab.lowerBound)
            if line == first || line == last { isCause = true }
            problems.add(.tabInIndentation(at: tab))
        }
        return isCause
    }

    private func isIndentation(_ index: Int) -> Bool {
        bytes[Lines.start(bytes, of: index)..<index].allSatisfy { $0 == 0x20 || $0 == 0x09 }
    }
}

/// Finds tabs in the indentation of lines, in a text that libyaml refused.
enum TabScan {
    /// Returns the runs of tabs before the first content of each line from `start` on. Lines of a literal or
    /// folded block, comments and lines inside brackets are skipped.
    static func tabs(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var line = Lines.byteOrderMark(bytes)
        var blockIndent: Int?
        var isOpen = false
        while line < bytes.count, found.count < Problems.limit {
            let end = Lines.end(bytes, of: line)
            let spaces = Lines.skipSpaces(bytes, from: line)
            let content = Lines.skipBlanks(bytes, from: line)
            let isBlank = content >= end
            if let indent = blockIndent, !isBlank, spaces - line <= indent { blockIndent = nil }
            if blockIndent == nil, !isBlank, bytes[content] != UInt8(ascii: "#") {
                if content > spaces, line >= start, !isOpen { found.append(spaces..<content) }
                let last = lastContent(bytes, in: content..<end)
                isOpen = [UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ",")].contains(last)
                if opensBlock(bytes, in: content..<end) { blockIndent = content - line }
            }
            line = end + max(1, Lines.breakLength(bytes, at: end))
        }
        return found
    }

    private static func lastContent(_ bytes: UnsafeBufferPointer<UInt8>, in line: Range<Int>) -> UInt8 {
        bytes[line].last { $0 != 0x20 && $0 != 0x09 } ?? 0
    }

    /// True if a line ends in `|` or `>` with its indicators after a blank.
    private static func opensBlock(_ bytes: UnsafeBufferPointer<UInt8>, in line: Range<Int>) -> Bool {
        var index = line.upperBound
        while index > line.lowerBound, bytes[index - 1] == 0x20 || bytes[index - 1] == 0x09 { index -= 1 }
        while index > line.lowerBound {
            let byte = bytes[index - 1]
            let isIndicator =
                byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") || (byte >= 0x30 && byte <= 0x39)
            if !isIndicator { break }
            index -= 1
        }
        guard index > line.lowerBound + 1 else { return false }
        return (bytes[index - 1] == UInt8(ascii: "|") || bytes[index - 1] == UInt8(ascii: ">"))
            && bytes[index - 2] == 0x20
    }
}

extension Diagnostic {
    /// Reports the tabs at which libyaml stopped; `isIndentation` is false if text stands before them.
    fileprivate static func tabInIndentation(atError range: Range<Int>, isIndentation: Bool) -> Diagnostic {
        if isIndentation {
            Diagnostic(
                .tabInIndentation, message: "a tab in the indentation", at: range,
                help:
                    "indent with spaces only; if a block's text starts with a tab, state the indentation: `|2`"
            )
        } else {
            Diagnostic(
                .tabInIndentation, message: "a tab is not allowed here", at: range, help: "use a space")
        }
    }

    /// Reports the tabs in the indentation of another line.
    fileprivate static func tabInIndentation(at range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .tabInIndentation, message: "a tab in the indentation", at: range, help: "indent with spaces only"
        )
    }
}
