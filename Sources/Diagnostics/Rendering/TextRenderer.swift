/// Writes diagnostics for people, as compilers do: the message, its position, the line with the range
/// underlined, and the remedy.
public struct TextRenderer: Sendable {
    /// Output with or without colour (ECMA-48 SGR).
    public enum Style: Sendable {
        /// The text only.
        case plain
        /// Escape sequences around the important parts of the text.
        case colour
    }

    private let style: Style

    /// Creates a renderer for one style.
    public init(style: Style) {
        self.style = style
    }

    /// Appends a report.
    ///
    /// - Parameter summary: if true, a line with all counts follows.
    public func render(_ report: DiagnosticReport, summary: Bool, into text: inout String) {
        for file in report.files {
            let lines = LineTable(file.source)
            for diagnostic in file.diagnostics.inOrder { render(diagnostic, in: file.source, lines: lines, into: &text) }
        }
        if summary { text += TextRenderer.summary(report) + "\n" }
    }

    /// Returns the counts: `12 files: 1 error, 2 warnings`.
    public static func summary(_ report: DiagnosticReport) -> String {
        let counts = [(Severity.error, "error"), (.warning, "warning"), (.note, "note")].compactMap {
            severity, name in
            let count = report.count(severity)
            return count == 0 ? nil : "\(count) \(name)\(count == 1 ? "" : "s")"
        }
        let files = "\(report.fileCount) file\(report.fileCount == 1 ? "" : "s")"
        return "\(files): \(counts.isEmpty ? "no problems" : counts.joined(separator: ", "))"
    }

    private func render(
        _ diagnostic: Diagnostic, in source: SourceText, lines: LineTable, into text: inout String
    ) {
        let range = diagnostic.range
        let start = range.map { lines.position(at: $0.lowerBound) }
        let position = start.map { ":\($0.line):\($0.column)" } ?? ""
        text += paint("\(visible(source.name))\(position): ", as: .bold)
        text += paint("\(diagnostic.severity.rawValue)[\(diagnostic.code)]: ", as: diagnostic.severity.paint)
        text += paint(visible(diagnostic.message), as: .bold) + "\n"
        var gutter = "  "
        if let range, let start, !source.bytes.isEmpty {
            let whole = lines.text(ofLine: start.line)
            let first = max(range.lowerBound - whole.lowerBound, 0)
            let last = min(range.upperBound, whole.upperBound) - whole.lowerBound
            let excerpt = SourceExcerpt(source.bytes[whole], underlining: first..<max(first, last))
            let number = String(start.line)
            gutter = String(repeating: " ", count: max(5, number.utf8.count + 1))
            let padding = String(repeating: " ", count: gutter.utf8.count - number.utf8.count)
            text += paint("\(padding)\(number) | ", as: .dim) + excerpt.line + "\n"
            text += paint("\(gutter) | ", as: .dim) + paint(excerpt.underline, as: diagnostic.severity.paint)
            // If a range ends with a line's end, it does not reach the next line.
            let end = lines.position(at: max(range.lowerBound, range.upperBound - 1))
            text += end.line > start.line ? " … to line \(end.line)\n" : "\n"
        }
        guard let help = diagnostic.help else { return }
        for (index, line) in help.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            text += index == 0 ? paint("\(gutter) = help: ", as: .dim) : "\(gutter)         "
            text += visible(String(line)) + "\n"
        }
    }

    private func paint(_ text: String, as paint: Paint) -> String {
        style == .colour ? "\u{1B}[\(paint.rawValue)m\(text)\u{1B}[0m" : text
    }
}

/// SGR codes.
private enum Paint: String {
    case bold = "1"
    case dim = "2"
    case error = "1;31"
    case warning = "1;33"
    case note = "1;36"
}

extension Severity {
    fileprivate var paint: Paint {
        switch self {
        case .error: .error
        case .warning: .warning
        case .note: .note
        }
    }
}

extension [Diagnostic] {
    /// The diagnostics sorted by position, then by code; those without a position come first.
    var inOrder: [Diagnostic] {
        guard count > 1 else { return self }
        return sorted { left, right in
            let (a, b) = (left.range?.lowerBound ?? -1, right.range?.lowerBound ?? -1)
            return (a, left.code, left.message) < (b, right.code, right.message)
        }
    }
}
