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
                if PatternMatcher.holds(assertion, before: before, after: after) { pending.append(address + 1) }
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
