internal import PromptCore
internal import PromptMerge

/// How what was removed and added is marked.
enum DiffStyle {
    /// As `git diff --word-diff=plain` does: `[-old-]{+new+}`.
    case plain
    /// Red and green.
    case colour

    /// What goes to `output`.
    static func of(_ output: Output) -> DiffStyle { output.usesColour ? .colour : .plain }

    /// A piece of a line, with its marks.
    func marked(_ text: String, _ kind: TextDifference.RunKind) -> String {
        if text.isEmpty { return "" }
        switch (self, kind) {
        case (_, .same): return text
        case (.plain, .removed): return "[-\(text)-]"
        case (.plain, .added): return "{+\(text)+}"
        // Bold, since words are smaller than lines.
        case (.colour, .removed): return DiffStyle.sgr(text, "1;31")
        case (.colour, .added): return DiffStyle.sgr(text, "1;32")
        }
    }

    /// A whole line.
    func line(_ text: String, _ kind: TextDifference.RunKind) -> String {
        switch (self, kind) {
        case (.plain, _), (_, .same): text
        case (.colour, .removed): DiffStyle.sgr(text, "31")
        case (.colour, .added): DiffStyle.sgr(text, "32")
        }
    }

    func bold(_ text: String) -> String { self == .plain ? text : DiffStyle.sgr(text, "1") }
    func dim(_ text: String) -> String { self == .plain ? text : DiffStyle.sgr(text, "2") }
    func cyan(_ text: String) -> String { self == .plain ? text : DiffStyle.sgr(text, "36") }

    /// ECMA-48 "select graphic rendition".
    private static func sgr(_ text: String, _ codes: String) -> String {
        text.isEmpty ? "" : "\u{1B}[\(codes)m\(text)\u{1B}[0m"
    }
}
