/// The difference of two texts: the changed lines with their changed words, and some lines around them.
public struct TextDifference: Sendable, Hashable {
    /// The changed ranges, in order; empty if the texts are equal.
    public var hunks: [Hunk]

    /// Lines of both texts that are shown together: changed lines and the unchanged ones around them.
    public struct Hunk: Sendable, Hashable {
        /// Its lines in the old text, from 0; empty if it has only added lines without context.
        public var old: Range<Int>
        /// Its lines in the new text, from 0.
        public var new: Range<Int>
        /// The lines to show, in order. If a line was replaced as a whole, the old line comes first.
        public var lines: [Line]
    }

    /// One line to show.
    public struct Line: Sendable, Hashable {
        /// Its number in the old text, from 1; `nil` for an added line.
        public var oldNumber: Int?
        /// Its number in the new text, from 1; `nil` for a removed line.
        public var newNumber: Int?
        /// Its text in runs. The `same` and `removed` runs together are the old line, the `same` and `added`
        /// runs the new one, each with its line end if it has one.
        public var runs: [Run]
    }

    /// A part of a line.
    public struct Run: Sendable, Hashable {
        /// The same on both sides, removed, or added.
        public var kind: RunKind
        /// The characters of the part, including a line end.
        public var text: String
    }

    /// The kind of a run.
    public enum RunKind: String, Sendable, Hashable {
        case same, removed, added
    }

    /// Compares two texts line by line, and within lines word by word.
    ///
    /// - Parameters:
    ///   - context: number of unchanged lines to show around a changed one.
    ///   - limits: the maximum work.
    public static func between(
        _ old: String, and new: String, context: Int = 2, limits: ComparisonLimits = .standard
    ) -> TextDifference {
        var budget = WorkBudget(limits)
        return between(old, and: new, context: context, budget: &budget)
    }

    static func between(
        _ old: String, and new: String, context: Int = 2, budget: inout WorkBudget
    ) -> TextDifference {
        if old.utf8.elementsEqual(new.utf8) { return TextDifference(hunks: []) }
        var builder = HunkBuilder(
            old: TextLines(Array(old.utf8)), new: TextLines(Array(new.utf8)), budget: budget)
        let hunks = builder.hunks(context: context)
        budget = builder.budget
        return TextDifference(hunks: hunks)
    }

    /// True if the texts are equal.
    public var isEmpty: Bool { hunks.isEmpty }
}

extension TextDifference.Line {
    /// True if both texts have the line unchanged.
    public var isContext: Bool {
        oldNumber != nil && newNumber != nil && runs.allSatisfy { $0.kind == .same }
    }
}

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
                        old: old, oldTokens: matcher.oldTokens(pair.old), new: new,
                        newTokens: matcher.newTokens(pair.new), words: &words, budget: &budget)))
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

/// The runs of a line that replaced another one.
enum WordRuns {
    static func between(
        old: TextLines, oldTokens: [TextTokens.Token], new: TextLines, newTokens: [TextTokens.Token],
        words: inout Interner, budget: inout WorkBudget
    ) -> [TextDifference.Run] {
        let a = oldTokens.map { words.number(of: old.bytes[$0.range]) }
        let b = newTokens.map { words.number(of: new.bytes[$0.range]) }
        // The numbers are reassigned for this line, so that tables are as small as possible.
        let (oldNumbers, newNumbers, count) = renumbered(a, and: b)
        let edits = joined(
            SequenceDifference.edits(from: oldNumbers, to: newNumbers, below: count, budget: &budget),
            oldTokens: oldTokens)
        var runs: [TextDifference.Run] = []
        var x = 0
        for edit in edits {
            append(.same, from: old, tokens: oldTokens[x..<edit.old.lowerBound], to: &runs)
            append(.removed, from: old, tokens: oldTokens[edit.old], to: &runs)
            append(.added, from: new, tokens: newTokens[edit.new], to: &runs)
            x = edit.old.upperBound
        }
        append(.same, from: old, tokens: oldTokens[x...], to: &runs)
        return runs
    }

    private static func renumbered(_ a: [Int32], and b: [Int32]) -> ([Int32], [Int32], Int) {
        var numbers: [Int32: Int32] = [:]
        func number(_ word: Int32) -> Int32 {
            if let known = numbers[word] { return known }
            let next = Int32(truncatingIfNeeded: numbers.count)
            numbers[word] = next
            return next
        }
        let (left, right) = (a.map(number), b.map(number))
        return (left, right, numbers.count)
    }

    /// Joins two replaced words with only a space between them, because one replaced phrase is easier to
    /// read.
    private static func joined(
        _ edits: [SequenceDifference.Edit], oldTokens: [TextTokens.Token]
    ) -> [SequenceDifference.Edit] {
        var result: [SequenceDifference.Edit] = []
        for edit in edits {
            if let last = result.last, isReplacement(last), isReplacement(edit),
                oldTokens[last.old.upperBound..<edit.old.lowerBound].allSatisfy({ $0.kind == .space })
            {
                result[result.count - 1] = SequenceDifference.Edit(
                    old: last.old.lowerBound..<edit.old.upperBound,
                    new: last.new.lowerBound..<edit.new.upperBound)
            } else {
                result.append(edit)
            }
        }
        return result
    }

    private static func isReplacement(_ edit: SequenceDifference.Edit) -> Bool {
        !edit.old.isEmpty && !edit.new.isEmpty
    }

    private static func append(
        _ kind: TextDifference.RunKind, from text: TextLines, tokens: ArraySlice<TextTokens.Token>,
        to runs: inout [TextDifference.Run]
    ) {
        guard let first = tokens.first, let last = tokens.last else { return }
        let range = first.range.lowerBound..<last.range.upperBound
        runs.append(TextDifference.Run(kind: kind, text: text.text(range)))
    }
}
