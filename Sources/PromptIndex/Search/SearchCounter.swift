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

/// The weight of words: BM25F (Robertson, Zaragoza: "The Probabilistic Relevance Framework: BM25 and Beyond",
/// 2009, section 3.6). The frequencies of all fields are weighted and added before they are dampened.
enum SearchWeights {
    /// Controls how fast further occurrences of a word lose weight.
    static let dampening: Float = 3
    /// The bonus, as a share of the score, for a name that consists of the query's words only.
    static let titleBonus: Float = 0.5

    /// Returns the weight of a word in a field, relative to a word in a text.
    static func weight(_ field: SearchField) -> Float {
        switch field {
        case .name: 8
        case .handle: 5
        case .tag: 5
        case .module, .option, .variable: 2.5
        case .description: 3
        case .folder: 2
        case .text: 1
        }
    }

    /// Returns the influence of a field's length on its weight, from 0 to 1.
    static func lengthShare(_ field: SearchField) -> Float {
        switch field {
        case .name, .handle: 0.5
        case .text, .description: 0.75
        case .tag, .folder, .module, .option, .variable: 0.3
        }
    }

    /// Returns the relative weight of a word that only begins with the requested one, or is its singular.
    static func worth(_ kind: SearchMatchKind, asked: Int, found: Int) -> Float {
        switch kind {
        case .exact: 1
        case .prefix: 0.2 + 0.4 * Float(asked) / Float(max(found, 1))
        case .inflection: 0.6
        }
    }

    /// Returns the weight of a word by its rarity; the rarer, the higher.
    static func rarity(records: Int, with count: Int) -> Float {
        naturalLogarithm(1 + (Float(max(0, records - count)) + 0.5) / (Float(count) + 0.5))
    }

    /// Returns the natural logarithm of a number from 1, which the standard library lacks. It uses the series
    /// of the inverse hyperbolic tangent of the significand, with seven digits.
    static func naturalLogarithm(_ number: Float) -> Float {
        guard number.isNormal, number > 0 else { return 0 }
        let part = (number.significand - 1) / (number.significand + 1)
        let square = part * part
        var power = part
        var sum: Float = 0
        for divisor in stride(from: Float(1), through: 13, by: 2) {
            sum += power / divisor
            power *= square
        }
        return 2 * sum + Float(number.exponent) * 0.693_147_18
    }
}
