/// A set of Unicode general categories, one bit each.
struct GeneralCategories: Sendable, OptionSet {
    let rawValue: UInt32

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        rawValue != 0 && rawValue & GeneralCategories.bit(scalar.properties.generalCategory) != 0
    }

    /// The categories that are not in it. Every scalar is in exactly one category.
    var inverted: GeneralCategories { GeneralCategories(rawValue: ~rawValue) }

    /// Returns the categories for a name of the Unicode standard, long or short: `Lu`, `L`,
    /// `Uppercase_Letter`.
    init?(named name: String) {
        guard let value = GeneralCategories.named[name] else { return nil }
        self = value
    }

    init(rawValue: UInt32) { self.rawValue = rawValue }

    private init(_ categories: Unicode.GeneralCategory...) {
        rawValue = categories.reduce(0) { $0 | GeneralCategories.bit($1) }
    }

    private static let cased = GeneralCategories(.uppercaseLetter, .lowercaseLetter, .titlecaseLetter)
    private static let letters = cased.union(GeneralCategories(.modifierLetter, .otherLetter))
    private static let marks = GeneralCategories(.nonspacingMark, .spacingMark, .enclosingMark)
    private static let numbers = GeneralCategories(.decimalNumber, .letterNumber, .otherNumber)
    private static let punctuation = GeneralCategories(
        .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
        .finalPunctuation, .otherPunctuation)
    private static let symbols = GeneralCategories(
        .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol)
    private static let separators = GeneralCategories(.spaceSeparator, .lineSeparator, .paragraphSeparator)
    private static let others = GeneralCategories(.control, .format, .surrogate, .privateUse, .unassigned)

    private static let named: [String: GeneralCategories] = [
        "L": letters, "Letter": letters, "LC": cased, "Cased_Letter": cased,
        "Lu": GeneralCategories(.uppercaseLetter), "Uppercase_Letter": GeneralCategories(.uppercaseLetter),
        "Ll": GeneralCategories(.lowercaseLetter), "Lowercase_Letter": GeneralCategories(.lowercaseLetter),
        "Lt": GeneralCategories(.titlecaseLetter), "Titlecase_Letter": GeneralCategories(.titlecaseLetter),
        "Lm": GeneralCategories(.modifierLetter), "Modifier_Letter": GeneralCategories(.modifierLetter),
        "Lo": GeneralCategories(.otherLetter), "Other_Letter": GeneralCategories(.otherLetter),
        "M": marks, "Mark": marks, "Mn": GeneralCategories(.nonspacingMark),
        "Mc": GeneralCategories(.spacingMark),
        "Me": GeneralCategories(.enclosingMark),
        "N": numbers, "Number": numbers, "Nd": GeneralCategories(.decimalNumber),
        "Decimal_Number": GeneralCategories(.decimalNumber), "Nl": GeneralCategories(.letterNumber),
        "No": GeneralCategories(.otherNumber),
        "P": punctuation, "Punctuation": punctuation, "Pc": GeneralCategories(.connectorPunctuation),
        "Pd": GeneralCategories(.dashPunctuation), "Ps": GeneralCategories(.openPunctuation),
        "Pe": GeneralCategories(.closePunctuation), "Pi": GeneralCategories(.initialPunctuation),
        "Pf": GeneralCategories(.finalPunctuation), "Po": GeneralCategories(.otherPunctuation),
        "S": symbols, "Symbol": symbols, "Sm": GeneralCategories(.mathSymbol),
        "Sc": GeneralCategories(.currencySymbol), "Sk": GeneralCategories(.modifierSymbol),
        "So": GeneralCategories(.otherSymbol),
        "Z": separators, "Separator": separators, "Zs": GeneralCategories(.spaceSeparator),
        "Zl": GeneralCategories(.lineSeparator), "Zp": GeneralCategories(.paragraphSeparator),
        "C": others, "Other": others, "Cc": GeneralCategories(.control), "Cf": GeneralCategories(.format),
        "Co": GeneralCategories(.privateUse), "Cn": GeneralCategories(.unassigned),
    ]

    private static func bit(_ category: Unicode.GeneralCategory) -> UInt32 {
        switch category {
        case .uppercaseLetter: 1 << 0
        case .lowercaseLetter: 1 << 1
        case .titlecaseLetter: 1 << 2
        case .modifierLetter: 1 << 3
        case .otherLetter: 1 << 4
        case .nonspacingMark: 1 << 5
        case .spacingMark: 1 << 6
        case .enclosingMark: 1 << 7
        case .decimalNumber: 1 << 8
        case .letterNumber: 1 << 9
        case .otherNumber: 1 << 10
        case .connectorPunctuation: 1 << 11
        case .dashPunctuation: 1 << 12
        case .openPunctuation: 1 << 13
        case .closePunctuation: 1 << 14
        case .initialPunctuation: 1 << 15
        case .finalPunctuation: 1 << 16
        case .otherPunctuation: 1 << 17
        case .mathSymbol: 1 << 18
        case .currencySymbol: 1 << 19
        case .modifierSymbol: 1 << 20
        case .otherSymbol: 1 << 21
        case .spaceSeparator: 1 << 22
        case .lineSeparator: 1 << 23
        case .paragraphSeparator: 1 << 24
        case .control: 1 << 25
        case .format: 1 << 26
        case .surrogate: 1 << 27
        case .privateUse: 1 << 28
        case .unassigned: 1 << 29
        @unknown default: 1 << 30
        }
    }
}

extension Unicode.Scalar {
    /// The lower case if it is one scalar; else the scalar itself.
    var simpleLowercase: Unicode.Scalar {
        if value < 128 { return (0x41...0x5A).contains(value) ? Unicode.Scalar(UInt8(value + 32)) : self }
        return Unicode.Scalar.only(properties.lowercaseMapping) ?? self
    }

    /// The upper case if it is one scalar; else the scalar itself.
    var simpleUppercase: Unicode.Scalar {
        if value < 128 { return (0x61...0x7A).contains(value) ? Unicode.Scalar(UInt8(value - 32)) : self }
        return Unicode.Scalar.only(properties.uppercaseMapping) ?? self
    }

    /// One scalar for all its cases, for comparison without regard to case.
    var simpleFold: Unicode.Scalar { simpleUppercase.simpleLowercase }

    private static func only(_ text: String) -> Unicode.Scalar? {
        text.unicodeScalars.count == 1 ? text.unicodeScalars.first : nil
    }
}
