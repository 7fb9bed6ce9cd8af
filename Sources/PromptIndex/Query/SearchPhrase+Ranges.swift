extension SearchPhrase {
    init(_ text: String, at start: Int) {
        self.text = text
        words = SearchPhrase.sequence(SearchTokenizer.words(text)).map(\.folded)
        terms = SearchTerm.read(text, at: start, prefixes: false)
    }

    /// Returns the words without whole compounds, so that each word follows the one before it.
    private static func sequence(_ words: [SearchWord]) -> [SearchWord] {
        var sequence: [SearchWord] = []
        for word in words where word.source.lowerBound > sequence.last?.source.lowerBound ?? -1 {
            sequence.append(word)
        }
        return sequence
    }

    /// Returns the byte ranges of the phrase in `text`.
    package func ranges(in text: String) -> [Range<Int>] {
        guard !words.isEmpty else { return [] }
        let sequence = SearchPhrase.sequence(SearchTokenizer.words(text))
        var ranges: [Range<Int>] = []
        var index = 0
        while index + words.count <= sequence.count {
            if stands(in: sequence, at: index) {
                let last = sequence[index + words.count - 1].source
                ranges.append(sequence[index].source.lowerBound..<last.upperBound)
                index += words.count
            } else {
                index += 1
            }
        }
        return ranges
    }

    private func stands(in sequence: [SearchWord], at index: Int) -> Bool {
        for (offset, word) in words.enumerated() {
            let other = sequence[index + offset].folded
            if other == word { continue }
            // The last letter of a run is a word of its own in the phrase, and part of a pair in a longer
            // run.
            guard offset == words.count - 1, let lead = word.first, lead >= 0xE0, other.starts(with: word)
            else { return false }
        }
        return true
    }
}
