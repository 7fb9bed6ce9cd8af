internal import PromptCore
internal import PromptMerge

/// The style in which removed and added text is marked.
enum DiffStyle {
    /// The style of `git diff --word-diff=plain`: `[-old-]{+new+}`.
    case plain
    /// Red and green.
    case colour

    /// Returns the style for `output`.
    static func of(_ output: Output) -> DiffStyle { output.usesColour ? .colour : .plain }

    /// Returns a piece of a line with its marks.
    func marked(_ text: String, as kind: TextDifference.RunKind) -> String {
        if text.isEmpty { return "" }
        switch (self, kind) {
        case (_, .same): return text
        case (.plain, .removed): return "[-\(text)-]"
        case (.plain, .added): return "{+\(text)+}"
        // Bold, because words are smaller than lines.
        case (.colour, .removed): return DiffStyle.sgr(text, codes: "1;31")
        case (.colour, .added): return DiffStyle.sgr(text, codes: "1;32")
        }
    }

    /// Returns a whole line with its marks.
    func line(_ text: String, as kind: TextDifference.RunKind) -> String {
        switch (self, kind) {
        case (.plain, _), (_, .same): text
        case (.colour, .removed): DiffStyle.sgr(text, codes: "31")
        case (.colour, .added): DiffStyle.sgr(text, codes: "32")
        }
    }

    func bold(_ text: String) -> String { self == .plain ? text : DiffStyle.sgr(text, codes: "1") }
    func dim(_ text: String) -> String { self == .plain ? text : DiffStyle.sgr(text, codes: "2") }
    func cyan(_ text: String) -> String { self == .plain ? text : DiffStyle.sgr(text, codes: "36") }

    /// ECMA-48 "select graphic rendition".
    private static func sgr(_ text: String, codes: String) -> String {
        text.isEmpty ? "" : "\u{1B}[\(codes)m\(text)\u{1B}[0m"
    }
}
