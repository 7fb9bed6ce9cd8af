/// Reads from an index how often, and in which fields, records have a word.
struct SearchCounter<Index: WordIndex> {
    let index: Index
    /// Indexed by the number of the field.
    private let averages: [Float]

    init(_ index: Index) {
        self.index = index
        averages = SearchField.allCases.map { Float(index.averageLength(of: $0)) }
    }

    /// Returns the weighted frequencies of a term: for each record, those of its best reading.
    func frequencies(of term: SearchTerm) -> SearchFrequencies {
        var best = SearchFrequencies()
        for way in term.ways {
            var all: SearchFrequencies?
            for piece in way {
                let found = frequencies(of: piece)
                if all == nil { all = found } else { all?.formMinimum(found) }
            }
            if let all { best.formMaximum(all) }
        }
        return best
    }

    func frequencies(of piece: SearchTerm.Piece) -> SearchFrequencies {
        var found = SearchFrequencySum()
        words(of: piece) { wordID, worth in add(wordID, worth: worth, to: &found) }
        return found.finish(recordCount: index.recordCount)
    }

    /// Returns true if any record has the piece.
    func hasAny(_ piece: SearchTerm.Piece) -> Bool {
        var has = false
        words(of: piece) { wordID, _ in
            if !has { index.postings(of: wordID) { _, _, _ in has = true } }
        }
        return has
    }

    private func words(of piece: SearchTerm.Piece, _ body: (_ wordID: Int, _ worth: Float) -> Void) {
        index.words(withPrefix: piece.word) { word, wordID in
            let isExact = word.count == piece.word.count
            guard isExact || piece.isPrefix else { return false }
            body(
                wordID,
                SearchWeights.worth(isExact ? .exact : .prefix, asked: piece.word.count, found: word.count))
            return true
        }
        for form in piece.inflections {
            index.words(withPrefix: Array(form)) { word, wordID in
                if word.count == form.count {
                    body(wordID, SearchWeights.worth(.inflection, asked: 1, found: 1))
                }
                return false
            }
        }
    }

    private func add(_ wordID: Int, worth: Float, to found: inout SearchFrequencySum) {
        index.postings(of: wordID) { record, field, count in
            let average = averages[Int(field.rawValue)]
            let share = SearchWeights.lengthShare(field)
            let length = max(1, Float(index.length(of: record, in: field)))
            let norm = 1 - share + share * (average > 0 ? length / average : 1)
            var title: Float = 0
            if worth == 1, field == .name || field == .handle {
                let other: SearchField = field == .name ? .handle : .name
                title = Float(count) / length / (index.length(of: record, in: other) > 0 ? 2 : 1)
            }
            found.add(
                worth * SearchWeights.weight(field) * Float(count) / norm, title: title, to: record)
        }
    }
}
