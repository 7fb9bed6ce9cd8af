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
            SequenceDifference.edits(from: oldNumbers, to: newNumbers, below: count, budget: &budget), oldTokens: oldTokens)
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
