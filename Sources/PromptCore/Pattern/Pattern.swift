/// A regular expression that a whole value must match, in time linear in the value.
///
/// The syntax is what RE2 and ECMAScript share. What would need backtracking (back-references, look-around, atomic
/// groups, possessive quantifiers) is refused by name. Matching goes by Unicode scalars and follows all
/// alternatives at once (Thompson's simulation), so no pattern and no value makes it slow.
///
/// `\d`, `\w` and `\b` are ASCII, as in both; `\s` is ECMAScript's; `.` is anything but a line end; `^` and `$` are the
/// start and the end of the value. `(?i)`, `(?s)` or `(?is)` may stand at the very start.
public struct Pattern: Sendable {
    private let program: PatternProgram

    /// Compiles a pattern.
    /// - Throws: ``PatternError`` with the place in the text.
    public init(_ text: String) throws(PatternError) {
        var parser = try PatternParser(text)
        let node = try parser.parse()
        var compiler = PatternCompiler(ignoresCase: parser.ignoresCase, textLength: text.utf8.count)
        program = try compiler.compile(node)
    }

    /// Whether the whole value matches.
    /// - Parameter budget: instructions that may be looked at; one scalar costs at most the program's size.
    /// - Throws: ``PatternBudgetExceeded`` where that is not enough to tell.
    public func matches(
        _ value: String, budget: Int = PatternLimits.defaultBudget
    ) throws(PatternBudgetExceeded) -> Bool {
        var matcher = PatternMatcher(program, budget: budget)
        return try matcher.matches(value)
    }
}

/// Why a text is no pattern.
public struct PatternError: Error, Sendable, Hashable {
    /// One sentence without a full stop.
    public let message: String
    /// UTF-8 byte range in the pattern's text.
    public let range: Range<Int>
    /// What to write instead.
    public let help: String?

    init(_ message: String, at range: Range<Int>, help: String? = nil) {
        self.message = message
        self.range = range
        self.help = help
    }
}

/// The value is too long for the pattern to be checked within the budget.
public struct PatternBudgetExceeded: Error, Sendable, Hashable {
    /// The budget, in instructions.
    public let budget: Int
}

/// The bounds that keep a hostile pattern or value from costing more than it should.
public enum PatternLimits {
    /// UTF-8 bytes of a pattern's text.
    public static let maxTextBytes = 10_000
    /// Instructions of a program; `{m,n}` repeats what it counts.
    public static let maxInstructions = 10_000
    /// Groups inside groups.
    public static let maxGroupDepth = 100
    /// The highest count in `{m,n}`.
    public static let maxCount = 1_000
    /// Instructions looked at in one match: a program of the largest size over 5,000 scalars.
    public static let defaultBudget = 50_000_000
}
