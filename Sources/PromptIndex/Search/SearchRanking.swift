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
