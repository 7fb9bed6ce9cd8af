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
            for diagnostic in file.diagnostics.inOrder {
                render(diagnostic, in: file.source, lines: lines, into: &text)
            }
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

/// One line of a text, made safe for a terminal, with a range of it underlined.
struct SourceExcerpt {
    /// The line (see ``visible(_:)``). If it is too long, only a window around the range remains.
    let line: String
    /// Spaces, then carets, counted in terminal columns.
    let underline: String

    /// Maximum number of columns shown of a line.
    static let maxWidth = 120
    /// Maximum number of columns shown of the range, if the line is cut.
    private static let maxMarkedWidth = 70
    /// Number of bytes read before, in and after the range, so that a line of megabytes costs no more than a
    /// short one. It is enough for a window of one-column characters of four bytes.
    private static let reach = 512

    /// - Parameters:
    ///   - bytes: the line without its line end.
    ///   - range: the range to underline, in UTF-8 bytes from the line's start. It is cut at the line's end
    ///     and widened to whole scalars. If it is empty, it gets one caret.
    init(_ bytes: ArraySlice<UInt8>, underlining range: Range<Int>) {
        func boundary(_ offset: Int, step: Int) -> Int {
            var offset = min(max(0, offset), bytes.count)
            // In well-formed UTF-8 this skips at most three bytes.
            for _ in 0..<3
            where offset > 0 && offset < bytes.count && bytes[bytes.startIndex + offset] & 0xC0 == 0x80 {
                offset += step
            }
            return offset
        }
        func cells(from start: Int, to end: Int) -> [Cell] {
            guard start < end else { return [] }
            return String(decoding: bytes[bytes.startIndex + start..<bytes.startIndex + end], as: UTF8.self)
                .unicodeScalars.map(Cell.init)
        }
        let lower = boundary(range.lowerBound, step: -1)
        let upper = max(lower, boundary(range.upperBound, step: 1))
        let first = boundary(lower - SourceExcerpt.reach, step: 1)
        let markedEnd =
            upper - lower > SourceExcerpt.reach ? boundary(lower + SourceExcerpt.reach, step: -1) : upper
        let last = boundary(upper + SourceExcerpt.reach, step: -1)

        var before = cells(from: first, to: lower)
        var marked = cells(from: lower, to: markedEnd)
        var after = cells(from: upper, to: last)
        let isCut = first > 0 || markedEnd < upper || last < bytes.count
        if isCut || SourceExcerpt.width(before + marked + after) > SourceExcerpt.maxWidth {
            marked = SourceExcerpt.cut(marked, to: SourceExcerpt.maxMarkedWidth, always: markedEnd < upper)
            let room = SourceExcerpt.maxWidth - SourceExcerpt.width(marked)
            let beforeRoom = max(room / 2, room - SourceExcerpt.width(after) - (last < bytes.count ? 1 : 0))
            before = SourceExcerpt.cut(before.reversed(), to: beforeRoom, always: first > 0).reversed()
            after = SourceExcerpt.cut(
                after, to: room - SourceExcerpt.width(before), always: last < bytes.count)
        }
        line = (before + marked + after).map(\.text).joined()
        underline =
            String(repeating: " ", count: SourceExcerpt.width(before))
            + String(repeating: "^", count: max(1, SourceExcerpt.width(marked)))
    }

    private static func width(_ cells: [Cell]) -> Int { cells.reduce(0) { $0 + $1.width } }

    /// Returns the first cells that fit, with an ellipsis if some did not fit or if `always`.
    private static func cut(_ cells: [Cell], to width: Int, always: Bool) -> [Cell] {
        guard always || self.width(cells) > width else { return cells }
        var kept: [Cell] = []
        var used = 1
        for cell in cells {
            used += cell.width
            if used > width { break }
            kept.append(cell)
        }
        return kept + [.ellipsis]
    }
}
