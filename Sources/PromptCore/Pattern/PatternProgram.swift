/// A compiled pattern.
struct PatternProgram: Sendable {
    enum Instruction: Sendable {
        /// Matches this scalar; if the program ignores case, it is compared with the fold of the next scalar.
        case scalar(Unicode.Scalar)
        /// Matches a set; the value is an index of `sets`.
        case set(Int)
        /// Continues at both instructions.
        case split(Int, Int)
        case jump(Int)
        case assertion(PatternAssertion)
        case match
    }

    var code: [Instruction] = []
    var sets: [PatternSet] = []
    let ignoresCase: Bool
}

/// Compiles a parsed pattern to a program.
struct PatternCompiler {
    private var program: PatternProgram
    private let textLength: Int

    init(ignoresCase: Bool, textLength: Int) {
        program = PatternProgram(ignoresCase: ignoresCase)
        self.textLength = textLength
    }

    mutating func compile(_ node: PatternNode) throws(PatternError) -> PatternProgram {
        try add(node)
        try emit(.match)
        return program
    }

    private mutating func add(_ node: PatternNode) throws(PatternError) {
        switch node {
        case .empty: break
        case .scalar(let scalar): try emit(.scalar(program.ignoresCase ? scalar.simpleFold : scalar))
        case .set(let set):
            program.sets.append(set)
            try emit(.set(program.sets.count - 1))
        case .assertion(let assertion): try emit(.assertion(assertion))
        case .sequence(let parts): for part in parts { try add(part) }
        case .choice(let parts): try add(choice: parts)
        case .repetition(let body, let least, let most): try add(repetition: body, least: least, most: most)
        }
    }

    private mutating func add(choice parts: [PatternNode]) throws(PatternError) {
        var exits: [Int] = []
        for (index, part) in parts.enumerated() {
            guard index < parts.count - 1 else {
                try add(part)
                break
            }
            let split = program.code.count
            try emit(.split(split + 1, 0))
            try add(part)
            exits.append(program.code.count)
            try emit(.jump(0))
            program.code[split] = .split(split + 1, program.code.count)
        }
        for exit in exits { program.code[exit] = .jump(program.code.count) }
    }

    private mutating func add(repetition body: PatternNode, least: Int, most: Int?) throws(PatternError) {
        for _ in 0..<least {
            let start = program.code.count
            try add(body)
            // A repetition of nothing needs no code.
            if program.code.count == start { return }
        }
        guard let most else {
            let split = program.code.count
            try emit(.split(split + 1, 0))
            try add(body)
            try emit(.jump(split))
            program.code[split] = .split(split + 1, program.code.count)
            return
        }
        var splits: [Int] = []
        for _ in 0..<(most - least) {
            splits.append(program.code.count)
            try emit(.split(program.code.count + 1, 0))
            try add(body)
        }
        for split in splits { program.code[split] = .split(split + 1, program.code.count) }
    }

    private mutating func emit(_ instruction: PatternProgram.Instruction) throws(PatternError) {
        guard program.code.count < PatternLimits.maxInstructions else {
            throw PatternError(
                "the pattern is too large", at: 0..<textLength,
                help:
                    "`{m,n}` copies the part that it repeats; use smaller counts, or `min_length` and `max_length`"
            )
        }
        program.code.append(instruction)
    }
}

/// A parsed pattern. Only groups nest, and their depth is limited.
indirect enum PatternNode: Sendable {
    case empty
    case scalar(Unicode.Scalar)
    case set(PatternSet)
    case assertion(PatternAssertion)
    case sequence([PatternNode])
    case choice([PatternNode])
    /// Repeats from `least` to `most` times; without an upper limit if `most` is `nil`.
    case repetition(PatternNode, least: Int, most: Int?)
}

/// A condition on the position between two scalars.
enum PatternAssertion: Sendable {
    case start, end, wordBoundary, noWordBoundary
}
