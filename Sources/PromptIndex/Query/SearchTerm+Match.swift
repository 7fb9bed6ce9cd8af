extension SearchTerm {
    /// Returns the terms of a part of a query without spaces: usually one, several if signs separate words.
    ///
    /// - Parameter start: offset of `text` in the query.
    static func read(_ text: String, at start: Int, prefixes: Bool) -> [SearchTerm] {
        let bytes = Array(text.utf8)
        var terms: [SearchTerm] = []
        for group in groups(SearchTokenizer.words(text)) {
            let source = group.source
            func piece(_ word: SearchWord, isPrefix: Bool) -> Piece {
                Piece(
                    word: word.folded, isPrefix: isPrefix && prefixes && mayBegin(word.folded),
                    source: start + word.source.lowerBound..<start + word.source.upperBound)
            }
            var ways: [[Piece]] = []
            if let whole = group.whole { ways.append([piece(whole, isPrefix: true)]) }
            if !group.parts.isEmpty {
                ways.append(
                    group.parts.enumerated().map {
                        piece($1, isPrefix: !group.isBigrams && $0 == group.parts.count - 1)
                    })
            }
            terms.append(SearchTerm(text: String(decoding: bytes[source], as: UTF8.self), ways: ways))
        }
        return terms
    }

    /// False for a word of one ASCII letter, because too many words begin with it.
    private static func mayBegin(_ word: [UInt8]) -> Bool { word.count > 1 }

    /// Words that belong together.
    private struct Group {
        var parts: [SearchWord]
        var whole: SearchWord?
        var isBigrams = false
        var source: Range<Int>
    }

    /// Groups the words of one compound, or of one run of a script without spaces.
    private static func groups(_ words: [SearchWord]) -> [Group] {
        var groups: [Group] = []
        for word in words {
            guard let last = groups.last else {
                groups.append(Group(parts: [word], source: word.source))
                continue
            }
            if word.source.lowerBound <= last.parts.last?.source.lowerBound ?? -1 {
                // The whole compound of the parts before it, which may be groups already.
                var parts: [SearchWord] = []
                while let before = groups.last, before.source.lowerBound >= word.source.lowerBound {
                    parts = before.parts + parts
                    groups.removeLast()
                }
                // `c` alone does not match `C++`.
                if let sign = word.folded.last, sign == 0x2B || sign == 0x23 { parts = [] }
                groups.append(Group(parts: parts, whole: word, source: word.source))
            } else if word.source.lowerBound < last.source.upperBound {
                // The next pair of a run, or its last letter alone, which adds nothing.
                if word.source.upperBound > last.source.upperBound {
                    groups[groups.count - 1].parts.append(word)
                    groups[groups.count - 1].source = last.source.lowerBound..<word.source.upperBound
                }
                groups[groups.count - 1].isBigrams = true
            } else {
                groups.append(Group(parts: [word], source: word.source))
            }
        }
        return groups
    }
}

extension SearchTerm.Piece {
    /// Returns the kind of match between a word of a text and the piece; `nil` if there is none.
    package func match(_ other: UnsafeBufferPointer<UInt8>) -> SearchMatchKind? {
        if other.count >= word.count {
            guard (isPrefix || other.count == word.count), word.indices.allSatisfy({ other[$0] == word[$0] })
            else { return nil }
            return other.count == word.count ? .exact : .prefix
        }
        return isPrefix && inflections.contains { $0.elementsEqual(other) } ? .inflection : nil
    }

    /// The singular forms that the word may be the plural of.
    package var inflections: [ArraySlice<UInt8>] {
        guard isPrefix, word.count > 3, word.last == 0x73, word.allSatisfy({ $0 < 0x80 }) else { return [] }
        var forms = [word.dropLast()]
        if word.suffix(3) == [0x69, 0x65, 0x73] { forms.append(ArraySlice(word.dropLast(3) + [0x79])) }
        if word.count > 4, word.suffix(2) == [0x65, 0x73] { forms.append(word.dropLast(2)) }
        return forms
    }
}

/// The kind of match between a word of a text and a requested word.
package enum SearchMatchKind: Sendable, Hashable {
    case exact, prefix, inflection
}

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
