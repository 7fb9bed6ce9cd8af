/// The difference of two texts: the changed lines with their changed words, and some lines around them.
public struct TextDifference: Sendable, Hashable {
    /// The changed ranges, in order; empty if the texts are equal.
    public var hunks: [Hunk]

    /// Lines of both texts that are shown together: changed lines and the unchanged ones around them.
    public struct Hunk: Sendable, Hashable {
        /// Its lines in the old text, from 0; empty if it has only added lines without context.
        public var old: Range<Int>
        /// Its lines in the new text, from 0.
        public var new: Range<Int>
        /// The lines to show, in order. If a line was replaced as a whole, the old line comes first.
        public var lines: [Line]
    }

    /// One line to show.
    public struct Line: Sendable, Hashable {
        /// Its number in the old text, from 1; `nil` for an added line.
        public var oldNumber: Int?
        /// Its number in the new text, from 1; `nil` for a removed line.
        public var newNumber: Int?
        /// Its text in runs. The `same` and `removed` runs together are the old line, the `same` and `added`
        /// runs the new one, each with its line end if it has one.
        public var runs: [Run]
    }

    /// A part of a line.
    public struct Run: Sendable, Hashable {
        /// The same on both sides, removed, or added.
        public var kind: RunKind
        /// The characters of the part, including a line end.
        public var text: String
    }

    /// The kind of a run.
    public enum RunKind: String, Sendable, Hashable {
        case same, removed, added
    }

    /// Compares two texts line by line, and within lines word by word.
    ///
    /// - Parameters:
    ///   - context: number of unchanged lines to show around a changed one.
    ///   - limits: the maximum work.
    public static func between(
        _ old: String, and new: String, context: Int = 2, limits: ComparisonLimits = .standard
    ) -> TextDifference {
        var budget = WorkBudget(limits)
        return between(old, and: new, context: context, budget: &budget)
    }

    static func between(
        _ old: String, and new: String, context: Int = 2, budget: inout WorkBudget
    ) -> TextDifference {
        if old.utf8.elementsEqual(new.utf8) { return TextDifference(hunks: []) }
        var builder = HunkBuilder(old: TextLines(Array(old.utf8)), new: TextLines(Array(new.utf8)), budget: budget)
        let hunks = builder.hunks(context: context)
        budget = builder.budget
        return TextDifference(hunks: hunks)
    }

    /// True if the texts are equal.
    public var isEmpty: Bool { hunks.isEmpty }
}

extension TextDifference.Line {
    /// True if both texts have the line unchanged.
    public var isContext: Bool {
        oldNumber != nil && newNumber != nil && runs.allSatisfy { $0.kind == .same }
    }
}
