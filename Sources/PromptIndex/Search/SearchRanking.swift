/// How much a word says about a record: BM25F (Robertson, Zaragoza: "The Probabilistic Relevance Framework: BM25 and
/// Beyond", 2009, section 3.6), with the frequencies of all fields weighted and added before they are dampened.
enum SearchRanking {
    /// How soon more of the same word says nothing more.
    static let dampening: Float = 3
    /// What is added for a name that is nothing but the query's words, as a share of the score.
    static let titleBonus: Float = 0.5

    /// What one word in a field is worth beside one in a text.
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

    /// How far a field's length counts against it, from 0 to 1.
    static func lengthShare(_ field: SearchField) -> Float {
        switch field {
        case .name, .handle: 0.5
        case .text, .description: 0.75
        case .tag, .folder, .module, .option, .variable: 0.3
        }
    }

    /// What a word that only begins with the one asked for, or is its singular, is worth beside it.
    static func worth(_ kind: SearchMatchKind, asked: Int, found: Int) -> Float {
        switch kind {
        case .exact: 1
        case .prefix: 0.2 + 0.4 * Float(asked) / Float(max(found, 1))
        case .inflection: 0.6
        }
    }

    /// The rarer a word, the more it says.
    static func rarity(records: Int, with count: Int) -> Float {
        naturalLogarithm(1 + (Float(max(0, records - count)) + 0.5) / (Float(count) + 0.5))
    }

    /// The logarithm of a number from 1: the standard library has none. The series of the inverse hyperbolic tangent over
    /// the significand, to seven digits.
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
