package import PromptCore

/// What a person looks for, read by ``SearchQuery/init(_:)``.
public struct SearchQuery: Sendable {
    /// As it was typed.
    package var text = ""
    /// Words that must be there.
    package var terms: [SearchTerm] = []
    /// Phrases that must be there, word by word.
    package var phrases: [SearchPhrase] = []
    /// Words and phrases that must not be there.
    package var excludedTerms: [SearchTerm] = []
    package var excludedPhrases: [SearchPhrase] = []
    /// What else must hold.
    package var filters: [SearchFilter] = []

    /// No more words and filters than this are taken.
    package static let maxParts = 32
}

/// A condition on a record that has nothing to do with rank.
package struct SearchFilter: Sendable, Hashable {
    package enum Condition: Sendable, Hashable {
        /// It has this tag, folded as ``Slug/foldingKey(_:)``.
        case tag(String)
        /// It lies in this folder or below.
        case folder(Address)
        /// It declares or uses the variable with this name.
        case variable(String)
        /// It refers to the shared module or variable with this address.
        case uses(Address)
        case kind(RecordKind)
    }

    package var condition: Condition
    /// It must not hold.
    package var isExcluded = false

    package init(_ condition: Condition, isExcluded: Bool = false) {
        self.condition = condition
        self.isExcluded = isExcluded
    }
}

/// One word as it was typed, and what it may stand as in an index: several ways where it has parts.
package struct SearchTerm: Sendable, Hashable {
    /// A word of the index that is looked for.
    package struct Piece: Sendable, Hashable {
        /// Folded.
        package var word: [UInt8]
        /// Longer words that begin with it count too, a little less.
        package var isPrefix: Bool
        /// Where it stands in the query's UTF-8.
        package var source: Range<Int>
    }

    /// As it was typed.
    package var text: String
    /// The term is there where all pieces of one of these are.
    package var ways: [[Piece]]
}

/// Words that must follow one another in one text.
package struct SearchPhrase: Sendable, Hashable {
    /// As it was typed, without its quotes.
    package var text: String
    /// Folded; parts of compounds one by one.
    package var words: [[UInt8]]
    /// Its words as terms, for their rank; none begins a longer word.
    package var terms: [SearchTerm]
}

/// A query that can't be one.
public struct SearchQueryError: Error, Sendable, Equatable {
    public var message: String
    /// What to do.
    public var help: String?

    package init(message: String, help: String? = nil) {
        self.message = message
        self.help = help
    }
}
