/// A regular expression that a whole value must match, in time linear in the value.
///
/// The syntax is the common part of RE2 and ECMAScript. Constructs that would need backtracking
/// (back-references, look-around, atomic groups, possessive quantifiers) are refused by name. Matching works
/// on Unicode scalars and follows all alternatives at once (Thompson's simulation), so it is never slow for
/// any pattern or value.
///
/// `\d`, `\w` and `\b` are ASCII, as in both; `\s` is ECMAScript's; `.` is any scalar except a line end; `^`
/// and `$` are the start and the end of the value. `(?i)`, `(?s)` or `(?is)` is allowed at the very start.
public struct Pattern: Sendable {
    private let program: PatternProgram

    /// Compiles a pattern.
    ///
    /// - Throws: ``PatternError`` with the range of the error in the text.
    public init(_ text: String) throws(PatternError) {
        var parser = try PatternParser(text)
        let node = try parser.parse()
        var compiler = PatternCompiler(ignoresCase: parser.ignoresCase, textLength: text.utf8.count)
        program = try compiler.compile(node)
    }

    /// Returns true if the whole value matches.
    ///
    /// - Parameter budget: maximum number of instructions to visit; one scalar costs at most the program's
    ///   size.
    /// - Throws: ``PatternBudgetExceeded`` if the budget is too small for the result.
    public func matches(
        _ value: String, budget: Int = PatternLimits.defaultBudget
    ) throws(PatternBudgetExceeded) -> Bool {
        var matcher = PatternMatcher(program, budget: budget)
        return try matcher.matches(value)
    }
}

/// The reason why a text is no pattern.
public struct PatternError: Error, Sendable, Hashable {
    /// One sentence without a full stop.
    public let message: String
    /// UTF-8 byte range in the pattern's text.
    public let range: Range<Int>
    /// The text to write instead.
    public let help: String?

    init(_ message: String, at range: Range<Int>, help: String? = nil) {
        self.message = message
        self.range = range
        self.help = help
    }
}

/// The value is too long to be checked within the budget.
public struct PatternBudgetExceeded: Error, Sendable, Hashable {
    /// The budget, in instructions.
    public let budget: Int
}

/// The limits on the cost of a hostile pattern or value.
public enum PatternLimits {
    /// Maximum UTF-8 bytes of a pattern's text.
    public static let maxTextBytes = 10_000
    /// Maximum number of instructions of a program; `{m,n}` repeats the instructions of its operand.
    public static let maxInstructions = 10_000
    /// Maximum depth of groups inside groups.
    public static let maxGroupDepth = 100
    /// Maximum count in `{m,n}`.
    public static let maxCount = 1_000
    /// Maximum number of instructions visited in one match: enough for the largest program and 5,000 scalars.
    public static let defaultBudget = 50_000_000
}
