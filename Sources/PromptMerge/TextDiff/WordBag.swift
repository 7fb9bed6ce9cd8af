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
