/// The computation of ``TextDifference``: first the lines, then the pairs of changed lines, then their words.
struct HunkBuilder {
    private let old: TextLines
    private let new: TextLines
    private(set) var budget: WorkBudget
    private var words = Interner()

    init(old: TextLines, new: TextLines, budget: WorkBudget) {
        self.old = old
        self.new = new
        self.budget = budget
    }

    mutating func hunks(context: Int) -> [TextDifference.Hunk] {
        let edits = TextLines.edits(from: old, to: new, budget: &budget)
        return TextLines.groups(edits, context: context).map { hunk($0, context: context) }
    }

    private mutating func hunk(
        _ edits: ArraySlice<SequenceDifference.Edit>, context: Int
    ) -> TextDifference.Hunk {
        var lines: [TextDifference.Line] = []
        let (first, last) = (edits[edits.startIndex], edits[edits.endIndex - 1])
        let before = min(context, first.old.lowerBound)
        let after = min(context, old.lines.count - last.old.upperBound)
        var (x, y) = (first.old.lowerBound - before, first.new.lowerBound - before)
        let start = (x, y)
        for edit in edits {
            appendContext(from: x, y, until: edit.old.lowerBound, to: &lines)
            append(edit, to: &lines)
            (x, y) = (edit.old.upperBound, edit.new.upperBound)
        }
        appendContext(from: x, y, until: x + after, to: &lines)
        return TextDifference.Hunk(old: start.0..<x + after, new: start.1..<y + after, lines: lines)
    }

    private func appendContext(
        from x: Int, _ y: Int, until end: Int, to lines: inout [TextDifference.Line]
    ) {
        for offset in 0..<end - x {
            lines.append(
                TextDifference.Line(
                    oldNumber: x + offset + 1, newNumber: y + offset + 1,
                    runs: [TextDifference.Run(kind: .same, text: old.text(old.lines[x + offset]))]))
        }
    }

    /// Appends the lines of one edit: paired lines with their words marked, the others whole.
    private mutating func append(_ edit: SequenceDifference.Edit, to lines: inout [TextDifference.Line]) {
        let matcher = LineMatcher(old: old, new: new, edit: edit, words: &words)
        var (x, y) = (edit.old.lowerBound, edit.new.lowerBound)
        for pair in matcher.pairs(&budget) {
            appendWhole(removed: x..<pair.old, added: y..<pair.new, to: &lines)
            lines.append(
                TextDifference.Line(
                    oldNumber: pair.old + 1, newNumber: pair.new + 1,
                    runs: WordRuns.between(
                        old: old, oldTokens: matcher.oldTokens(pair.old), new: new, newTokens: matcher.newTokens(pair.new), words: &words, budget: &budget)))
            (x, y) = (pair.old + 1, pair.new + 1)
        }
        appendWhole(removed: x..<edit.old.upperBound, added: y..<edit.new.upperBound, to: &lines)
    }

    private func appendWhole(
        removed: Range<Int>, added: Range<Int>, to lines: inout [TextDifference.Line]
    ) {
        for index in removed {
            let run = TextDifference.Run(kind: .removed, text: old.text(old.lines[index]))
            lines.append(TextDifference.Line(oldNumber: index + 1, newNumber: nil, runs: [run]))
        }
        for index in added {
            let run = TextDifference.Run(kind: .added, text: new.text(new.lines[index]))
            lines.append(TextDifference.Line(oldNumber: nil, newNumber: index + 1, runs: [run]))
        }
    }
}
