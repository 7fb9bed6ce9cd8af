internal import PromptCore
internal import PromptMerge

/// A changed key on one line: `user → system`.
struct DiffField {
    private let field: FieldChange
    /// True if the part that it belongs to was added or removed with it, so that there is only one value to
    /// show.
    private let isWhole: Bool
    private let style: DiffStyle

    init(_ field: FieldChange, isWhole: Bool, style: DiffStyle) {
        self.field = field
        self.isWhole = isWhole
        self.style = style
    }

    /// The change on one line: `old → new`, the text with its changed words marked, or a list's added and
    /// removed items. `nil` if a text of several lines has changed, or was added or removed.
    var inline: String? {
        if let text = field.text { return inline(text) }
        guard let before = field.before, let after = field.after else {
            if DiffField.hasLines(field.after ?? field.before) { return nil }
            let value = DiffField.shown(field.after ?? field.before)
            if isWhole { return value }
            return field.before == nil ? "(none) → \(value)" : "\(value) → (none)"
        }
        if case .list(let old) = before, case .list(let new) = after, let words = items(from: old, to: new) {
            return words
        }
        let (left, right) = (DiffField.shown(before), DiffField.shown(after))
        // One is a text that looks like a number, the other is the number.
        if left == right { return "\(DiffField.typed(before)) → \(DiffField.typed(after))" }
        return "\(left) → \(right)"
    }

    /// The difference of a text that takes several lines; also if it is new or removed.
    var block: TextDifference {
        func text(_ value: FreeValue?) -> String {
            if case .scalar(let text, _)? = value { text } else { "" }
        }
        return field.text ?? TextDifference.between(text(field.before), and: text(field.after))
    }

    private static func hasLines(_ value: FreeValue?) -> Bool {
        if case .scalar(let text, _)? = value { text.utf8.contains(0x0A) } else { false }
    }

    /// Returns the line with its words marked, or the two lines if they have little in common.
    private func inline(_ text: TextDifference) -> String? {
        guard let hunk = text.hunks.first, text.hunks.count == 1, hunk.old.count <= 1, hunk.new.count <= 1,
            hunk.old.lowerBound == 0, hunk.new.lowerBound == 0
        else { return nil }
        if hunk.lines.count == 1 { return DiffText.shown(hunk.lines[0].runs, style: style) }
        return "\(DiffField.shown(field.before)) → \(DiffField.shown(field.after))"
    }

    /// Returns the added and removed items of a list; `nil` if only its order changed.
    private func items(from old: [FreeValue], to new: [FreeValue]) -> String? {
        let (before, after) = (Swift.Set(old), Swift.Set(new))
        let gone = old.filter { !after.contains($0) }
        let come = new.filter { !before.contains($0) }
        if gone.isEmpty, come.isEmpty { return nil }
        return
            (gone.map { style.marked(DiffField.shown($0), as: .removed) }
            + come.map { style.marked(DiffField.shown($0), as: .added) }).joined(separator: " ")
    }

    /// Returns a value on one line.
    private static func shown(_ value: FreeValue?) -> String {
        switch value {
        case nil: "(none)"
        case .scalar(let text, let isQuoted): text.isEmpty && isQuoted ? "\"\"" : Terminal.line(text)
        case .list(let items): "[" + items.map { shown($0) }.joined(separator: ", ") + "]"
        case .map(let entries):
            "{" + entries.map { "\(Terminal.line($0.key)): \(shown($0.value))" }.joined(separator: ", ") + "}"
        }
    }

    private static func typed(_ value: FreeValue) -> String {
        if case .scalar(_, isQuoted: true) = value { return "\"\(shown(value))\"" }
        return shown(value)
    }
}

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
