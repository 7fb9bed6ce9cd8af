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

/// Runs a program over a value. It keeps the set of all instructions that the program can be at, and advances
/// the set scalar by scalar. No instruction is in a set twice, so a scalar costs at most the program's size.
struct PatternMatcher {
    private let program: PatternProgram
    private let budget: Int
    private var left: Int
    /// The instructions reached after the scalars so far; only those that consume a scalar, and `match`.
    private var current: [Int] = []
    private var next: [Int] = []
    /// For each instruction, the last step in which it was reached.
    private var reached: [Int]
    private var pending: [Int] = []

    init(_ program: PatternProgram, budget: Int) {
        self.program = program
        self.budget = budget
        left = budget
        reached = [Int](repeating: -1, count: program.code.count)
    }

    mutating func matches(_ value: String) throws(PatternBudgetExceeded) -> Bool {
        var scalars = value.unicodeScalars.makeIterator()
        var before: Unicode.Scalar?
        var after = scalars.next()
        var step = 0
        try reach(0, step: step, before: before, after: after)
        swap(&current, &next)
        while let scalar = after {
            if current.isEmpty { return false }
            before = scalar
            after = scalars.next()
            step += 1
            let folded = program.ignoresCase ? scalar.simpleFold : scalar
            for address in current where instruction(at: address, takes: scalar, folded: folded) {
                try reach(address + 1, step: step, before: before, after: after)
            }
            current.removeAll(keepingCapacity: true)
            swap(&current, &next)
        }
        return current.contains { if case .match = program.code[$0] { true } else { false } }
    }

    private func instruction(at address: Int, takes scalar: Unicode.Scalar, folded: Unicode.Scalar) -> Bool {
        switch program.code[address] {
        case .scalar(let wanted): wanted == folded
        case .set(let index):
            program.ignoresCase
                ? program.sets[index].containsAnyCase(of: scalar) : program.sets[index].contains(scalar)
        case .split, .jump, .assertion, .match: false
        }
    }

    /// Adds an instruction and all that can be reached from it without a scalar.
    private mutating func reach(
        _ address: Int, step: Int, before: Unicode.Scalar?, after: Unicode.Scalar?
    ) throws(PatternBudgetExceeded) {
        pending.append(address)
        while let address = pending.popLast() {
            left -= 1
            guard left >= 0 else { throw PatternBudgetExceeded(budget: budget) }
            guard reached[address] != step else { continue }
            reached[address] = step
            switch program.code[address] {
            case .split(let first, let second):
                pending.append(second)
                pending.append(first)
            case .jump(let target): pending.append(target)
            case .assertion(let assertion):
                if PatternMatcher.holds(assertion, before: before, after: after) {
                    pending.append(address + 1)
                }
            case .scalar, .set, .match: next.append(address)
            }
        }
    }

    private static func holds(
        _ assertion: PatternAssertion, before: Unicode.Scalar?, after: Unicode.Scalar?
    ) -> Bool {
        switch assertion {
        case .start: before == nil
        case .end: after == nil
        case .wordBoundary: isWord(before) != isWord(after)
        case .noWordBoundary: isWord(before) == isWord(after)
        }
    }

    private static func isWord(_ scalar: Unicode.Scalar?) -> Bool {
        scalar.map(PatternSet.wordScalars.contains) ?? false
    }
}
