/// How a text became another: the lines that changed, with the words that did, and some lines around them.
public struct TextDifference: Sendable, Hashable {
    /// The changed places, in order. None where the texts are equal.
    public var hunks: [Hunk]

    /// Lines of both texts that belong together: changed ones and the unchanged ones around them.
    public struct Hunk: Sendable, Hashable {
        /// Its lines in the old text, counted from 0; empty where it only adds to no context.
        public var old: Range<Int>
        /// Its lines in the new text, counted from 0.
        public var new: Range<Int>
        /// What to show, in order: where a line was replaced as a whole, the old one goes first.
        public var lines: [Line]
    }

    /// One line to show.
    public struct Line: Sendable, Hashable {
        /// Its number in the old text, from 1; `nil` for an added line.
        public var oldNumber: Int?
        /// Its number in the new text, from 1; `nil` for a removed line.
        public var newNumber: Int?
        /// Its text in pieces. `same` and `removed` pieces together are the old line, `same` and `added` ones the new
        /// line, each with its line end, if it has one.
        public var runs: [Run]
    }

    /// A piece of a line.
    public struct Run: Sendable, Hashable {
        public var kind: RunKind
        public var text: String
    }

    /// What became of a piece.
    public enum RunKind: String, Sendable, Hashable {
        case same, removed, added
    }

    /// Compares two texts line by line, and within lines word by word.
    /// - Parameters:
    ///   - context: how many unchanged lines are shown around a changed one.
    ///   - limits: how much work it may take.
    public static func between(
        _ old: String, _ new: String, context: Int = 2, limits: ComparingLimits = .standard
    ) -> TextDifference {
        var budget = WorkBudget(limits)
        return between(old, new, context: context, &budget)
    }

    static func between(
        _ old: String, _ new: String, context: Int = 2, _ budget: inout WorkBudget
    ) -> TextDifference {
        if old.utf8.elementsEqual(new.utf8) { return TextDifference(hunks: []) }
        var comparing = TextComparing(TextLines(Array(old.utf8)), TextLines(Array(new.utf8)), budget)
        let hunks = comparing.hunks(context: context)
        budget = comparing.budget
        return TextDifference(hunks: hunks)
    }

    /// Whether the texts are equal.
    public var isEmpty: Bool { hunks.isEmpty }
}

extension TextDifference.Line {
    /// Whether both texts have the line as it is.
    public var isContext: Bool {
        oldNumber != nil && newNumber != nil && runs.allSatisfy { $0.kind == .same }
    }
}
