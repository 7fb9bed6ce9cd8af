/// Pairs the old and the new lines of one edit, in order and as similar as possible.
struct LineMatcher {
    struct Pair {
        let old: Int
        let new: Int
    }

    /// Minimum similarity of a pair; below it, marked words would be hard to read.
    static let leastLikeness = 0.4

    private let edit: SequenceDifference.Edit
    private let old: [Side]
    private let new: [Side]

    private struct Side {
        let tokens: [TextTokens.Token]
        let bag: WordBag
    }

    init(old: TextLines, new: TextLines, edit: SequenceDifference.Edit, words: inout Interner) {
        self.edit = edit
        guard !edit.old.isEmpty, !edit.new.isEmpty else {
            self.old = []
            self.new = []
            return
        }
        self.old = LineMatcher.sides(of: old, lines: edit.old, words: &words)
        self.new = LineMatcher.sides(of: new, lines: edit.new, words: &words)
    }

    private static func sides(of text: TextLines, lines: Range<Int>, words: inout Interner) -> [Side] {
        lines.map { index in
            let tokens = TextTokens.tokens(of: text.bytes, in: text.lines[index])
            return Side(tokens: tokens, bag: WordBag(text.bytes, tokens: tokens, interner: &words))
        }
    }

    func oldTokens(_ line: Int) -> [TextTokens.Token] { old[line - edit.old.lowerBound].tokens }
    func newTokens(_ line: Int) -> [TextTokens.Token] { new[line - edit.new.lowerBound].tokens }

    /// Returns the pairs, in order. If a comparison of every line with every other would take too long, each
    /// line is compared with the one at the same index.
    func pairs(_ budget: inout WorkBudget) -> [Pair] {
        guard !old.isEmpty, !new.isEmpty else { return [] }
        let oldWords = old.reduce(old.count) { $0 + $1.bag.words.count }
        let newWords = new.reduce(new.count) { $0 + $1.bag.words.count }
        let (whole, isTooMuch) = oldWords.multipliedReportingOverflow(by: new.count)
        let (rest, isTooMuchToo) = newWords.multipliedReportingOverflow(by: old.count)
        if !isTooMuch, !isTooMuchToo, whole <= budget.left / 4, rest <= budget.left / 4,
            budget.take(whole + rest)
        {
            return best()
        }
        guard budget.take(oldWords + newWords) else { return [] }
        return zip(old, new).enumerated().compactMap { index, sides in
            guard sides.0.bag.likeness(sides.1.bag) >= LineMatcher.leastLikeness else { return nil }
            return Pair(old: edit.old.lowerBound + index, new: edit.new.lowerBound + index)
        }
    }

    /// Returns the pairs with the greatest total similarity, by dynamic programming.
    private func best() -> [Pair] {
        let width = new.count + 1
        var likeness = [Double](repeating: 0, count: old.count * new.count)
        var sums = [Double](repeating: 0, count: (old.count + 1) * width)
        for x in stride(from: old.count - 1, through: 0, by: -1) {
            for y in stride(from: new.count - 1, through: 0, by: -1) {
                let alike = old[x].bag.likeness(new[y].bag)
                likeness[x * new.count + y] = alike
                var sum = max(sums[(x + 1) * width + y], sums[x * width + y + 1])
                if alike >= LineMatcher.leastLikeness {
                    sum = max(sum, alike + sums[(x + 1) * width + y + 1])
                }
                sums[x * width + y] = sum
            }
        }
        var pairs: [Pair] = []
        var (x, y) = (0, 0)
        while x < old.count, y < new.count {
            let alike = likeness[x * new.count + y]
            if alike >= LineMatcher.leastLikeness,
                sums[x * width + y] == alike + sums[(x + 1) * width + y + 1]
            {
                pairs.append(Pair(old: edit.old.lowerBound + x, new: edit.new.lowerBound + y))
                x += 1
                y += 1
            } else if sums[x * width + y] == sums[(x + 1) * width + y] {
                x += 1
            } else {
                y += 1
            }
        }
        return pairs
    }
}

/// The words of a text without their order, a fast measure of the similarity of two texts.
struct WordBag {
    /// The numbers of the words, sorted; if there are no words, those of the signs.
    let words: [Int32]

    init(_ bytes: [UInt8], tokens: [TextTokens.Token], interner: inout Interner) {
        var counted = tokens.filter { $0.kind == .word || $0.kind == .tag }
        if counted.isEmpty { counted = tokens.filter { $0.kind == .sign } }
        words = counted.map { interner.number(of: bytes[$0.range]) }.sorted()
    }

    init(_ text: String, interner: inout Interner) {
        let bytes = Array(text.utf8)
        self.init(bytes, tokens: TextTokens.tokens(of: bytes, in: 0..<bytes.count), interner: &interner)
    }

    /// Returns the similarity, from 0 (no common word) to 1 (the same words): twice the number of common
    /// words divided by the number of all words (Dice's coefficient).
    func likeness(_ other: WordBag) -> Double {
        let total = words.count + other.words.count
        guard total > 0 else { return 1 }
        var (a, b, shared) = (0, 0, 0)
        while a < words.count, b < other.words.count {
            if words[a] == other.words[b] {
                shared += 1
                a += 1
                b += 1
            } else if words[a] < other.words[b] {
                a += 1
            } else {
                b += 1
            }
        }
        return Double(2 * shared) / Double(total)
    }
}
