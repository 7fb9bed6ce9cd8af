internal import PromptCore
internal import PromptMerge

/// The difference of two records for people.
///
/// ```
/// prompt marketing/launch-email  v3 → v4
///   description: Announces a product [-launch-]{+release+}
///   variable words: default 150 → 120; max 400 → 300
///   module Task (task)
///     role: user → system
/// ```
struct DiffText {
    private let style: DiffStyle
    private var lines: [String] = []

    /// Returns the lines, without line ends; none if the two are the same.
    /// - Parameter title: the first line.
    static func lines(
        _ comparison: RecordComparison, title: String, style: DiffStyle = .of(.standard)
    ) -> [String] {
        if comparison.isEmpty { return [] }
        var text = DiffText(style: style)
        text.addLine(depth: 0, text: style.bold(Terminal.line(title)))
        switch comparison.form {
        case .same: break
        case .structure: text.addContents(of: comparison.record, depth: 1)
        case .layout: text.addLine(depth: 1, text: "only comments or layout differ")
        case .spelling:
            text.addLine(depth: 1, text: "the meaning is the same; only the spelling of values differs")
        case .lines(let reason):
            text.addLine(depth: 1, text: style.dim("line by line: \(Terminal.line(reason))"))
            text.lines += lines(comparison.lines(), style: style).map { "  " + $0 }
        }
        return text.lines
    }

    /// Returns the lines of a file's difference, in the form of `diff -u` without the names of the files.
    static func lines(_ difference: UnifiedDiff, style: DiffStyle = .of(.standard)) -> [String] {
        var lines: [String] = []
        for hunk in difference.hunks {
            lines.append(style.cyan(hunk.head))
            for line in hunk.lines {
                let text = String(decoding: line.bytes, as: UTF8.self)
                lines.append(style.line(line.sign + DiffText.withoutLineEnd(text), as: line.kind))
                if line.bytes.last != 0x0A { lines.append(style.dim(UnifiedDiff.noLineEnd)) }
            }
        }
        return lines
    }

    private init(style: DiffStyle) {
        self.style = style
    }

    private mutating func addLine(depth: Int, text: String) {
        lines.append(text.isEmpty ? "" : String(repeating: "  ", count: depth) + text)
    }

    // MARK: Parts

    private mutating func addContents(of part: PartComparison, depth: Int) {
        for field in part.fields { add(field, in: part, depth: depth) }
        if let text = part.text { add(text, depth: depth) }
        for variable in part.variables { addVariable(variable, in: part, depth: depth) }
        for child in part.parts {
            // A text in `content` belongs to its module or prompt directly.
            if (child.before ?? child.after)?.isBare ?? false, (child.after ?? child.before)?.isBare ?? false
            {
                addContents(of: child, depth: depth)
            } else {
                addLine(depth: depth, text: head(child, in: part))
                addContents(of: child, depth: depth + 1)
            }
        }
    }

    private mutating func addVariable(_ variable: PartComparison, in owner: PartComparison, depth: Int) {
        let head = head(variable, in: owner)
        let inline = variable.fields.map { DiffField($0, isWhole: variable.isWhole, style: style).inline }
        if inline.allSatisfy({ $0 != nil }) {
            let facts = zip(variable.fields, inline).map { "\(Terminal.line($0.key)) \($1 ?? "")" }
            addLine(depth: depth, text: head + (facts.isEmpty ? "" : ": " + facts.joined(separator: "; ")))
        } else {
            addLine(depth: depth, text: head)
            for field in variable.fields { add(field, in: variable, depth: depth + 1) }
        }
    }

    /// `module Task (task, new)`
    private func head(_ part: PartComparison, in owner: PartComparison) -> String {
        guard let name = part.after ?? part.before else { return "" }
        var notes: [String] = []
        if part.part == .module, name.handle != name.shown { notes.append(name.handle) }
        // Parts of a new module are not marked as new.
        if part.isAdded, !owner.isAdded { notes.append("new") }
        if part.isRemoved, !owner.isRemoved { notes.append("removed") }
        if part.isRenamed, let before = part.before { notes.append("renamed from \(before.shown)") }
        if let move = part.move { notes.append(move.after.map { "moved after \($0)" } ?? "moved to the top") }
        let about = notes.isEmpty ? "" : " (\(Terminal.line(notes.joined(separator: ", "))))"
        let kind: TextDifference.RunKind = part.isAdded ? .added : part.isRemoved ? .removed : .same
        return part.part.rawValue + " "
            + (kind == .same
                ? style.bold(Terminal.line(name.shown))
                : style.line(Terminal.line(name.shown), as: kind)) + about
    }

    // MARK: Fields and texts

    private mutating func add(_ field: FieldChange, in part: PartComparison, depth: Int) {
        let key = Terminal.line(field.key)
        let shown = DiffField(field, isWhole: part.isWhole, style: style)
        if let inline = shown.inline {
            addLine(depth: depth, text: "\(key): \(inline)")
        } else {
            addLine(depth: depth, text: "\(key):")
            add(shown.block, depth: depth + 1)
        }
    }

    private mutating func add(_ difference: TextDifference, depth: Int) {
        for hunk in difference.hunks {
            let isWholeText = hunk.old.lowerBound == 0 && (hunk.old.count <= 1 && hunk.new.count <= 1)
            let isOneSided = hunk.old.isEmpty && hunk.new.lowerBound == 0 || hunk.new.isEmpty
            if !isWholeText, !isOneSided, let line = hunk.firstChange {
                addLine(depth: depth, text: style.cyan("@ line \(line)"))
            }
            for line in hunk.lines { addLine(depth: depth, text: shown(line)) }
        }
    }

    /// Returns a line of a text; its first two columns are marked if it was added or removed as a whole.
    private func shown(_ line: TextDifference.Line) -> String {
        if line.runs.count == 1, let run = line.runs.first, run.kind != .same {
            let (sign, text) = (run.kind == .removed ? "-" : "+", DiffText.withoutLineEnd(run.text))
            return style.line(text.isEmpty ? sign : sign + " " + text, as: run.kind)
        }
        let text = DiffText.shown(line.runs, style: style)
        return text.isEmpty ? "" : "  " + text
    }

    /// Returns the pieces of a line in a row; a line end is shown only if it was removed or added.
    static func shown(_ runs: [TextDifference.Run], style: DiffStyle) -> String {
        runs.map { run in
            guard run.kind != .same else { return DiffText.withoutLineEnd(run.text) }
            let text = run.text.replacing("\r\n", with: "␍⏎").replacing("\n", with: "⏎")
            return style.marked(Terminal.safe(text), as: run.kind)
        }.joined()
    }

    static func withoutLineEnd(_ text: String) -> String {
        var bytes = Array(text.utf8)[...]
        if bytes.last == 0x0A { bytes.removeLast() }
        if bytes.last == 0x0D { bytes.removeLast() }
        return Terminal.line(String(decoding: bytes, as: UTF8.self))
    }
}

extension PartComparison {
    /// True if all of it was added or removed.
    fileprivate var isWhole: Bool { isAdded || isRemoved }
}

extension TextDifference.Hunk {
    /// The number of its first changed line: in the new text, or, if it was removed, in the old one.
    fileprivate var firstChange: Int? {
        lines.first { !$0.isContext }.flatMap { $0.newNumber ?? $0.oldNumber }
    }
}
