extension SearchPhrase {
    init(_ text: String, at start: Int) {
        self.text = text
        words = SearchPhrase.sequence(SearchTokenizer.words(text)).map(\.folded)
        terms = SearchTerm.read(text, at: start, prefixes: false)
    }

    /// The words without the wholes of compounds, so that each stands behind the one before it.
    private static func sequence(_ words: [SearchWord]) -> [SearchWord] {
        var sequence: [SearchWord] = []
        for word in words where word.source.lowerBound > sequence.last?.source.lowerBound ?? -1 {
            sequence.append(word)
        }
        return sequence
    }

    /// Where the phrase stands in `text`, in bytes.
    package func ranges(in text: String) -> [Range<Int>] {
        guard !words.isEmpty else { return [] }
        let sequence = SearchPhrase.sequence(SearchTokenizer.words(text))
        var ranges: [Range<Int>] = []
        var place = 0
        while place + words.count <= sequence.count {
            if stands(in: sequence, at: place) {
                let last = sequence[place + words.count - 1].source
                ranges.append(sequence[place].source.lowerBound..<last.upperBound)
                place += words.count
            } else {
                place += 1
            }
        }
        return ranges
    }

    private func stands(in sequence: [SearchWord], at place: Int) -> Bool {
        for (offset, word) in words.enumerated() {
            let other = sequence[place + offset].folded
            if other == word { continue }
            // The last letter of a run stands by itself in the phrase, and with the next one in a longer run.
            guard offset == words.count - 1, let lead = word.first, lead >= 0xE0, other.starts(with: word)
            else { return false }
        }
        return true
    }
}
