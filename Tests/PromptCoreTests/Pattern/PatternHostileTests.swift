import PromptCore
import Testing

/// Patterns and values that keep a backtracking engine busy for years.
struct PatternHostileTests {
    static let manyA = String(repeating: "a", count: 50)

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            "(a+)+$", "(a*)*$", "(a|aa)+$", "(a|a)*$", "(a|a?)+$", "([a-zA-Z]+)*$", "(.*a){25}",
            "(a?){50}a{50}",
            "^(([a-z])+.)+[A-Z]([a-z])+$", "(x+x+)+y", "((((a*)*)*)*)*$", "(.*)(.*)(.*)(.*)(.*)[^a]b$",
        ])
    func answersAtOnce(_ text: String) throws {
        let pattern = try Pattern(text)
        let clock = ContinuousClock()
        var answer = true
        let time = try clock.measure { answer = try pattern.matches(Self.manyA + "!") }
        #expect(!answer)
        #expect(time < .seconds(2))
    }

    @Test func timeGrowsWithTheValueAlone() throws {
        // The number of steps per scalar does not depend on the length of the value: the budget is just large
        // enough.
        let pattern = try Pattern("(a|aa)+b")
        for count in [1_000, 10_000, 100_000] {
            let value = String(repeating: "a", count: count)
            #expect(try !pattern.matches(value, budget: 12 * count))
        }
    }

    @Test func theBudgetEndsIt() throws {
        let pattern = try Pattern("(?:.?){1000}")
        #expect(throws: PatternBudgetExceeded.self) {
            try pattern.matches(String(repeating: "a", count: 1_000), budget: 100_000)
        }
    }

    @Test func groupsNestToADepth() throws {
        let most = PatternLimits.maxGroupDepth
        func nested(_ depth: Int) -> String {
            String(repeating: "(", count: depth) + "a" + String(repeating: ")*", count: depth)
        }
        #expect(try Pattern(nested(most)).matches("aaa"))
        let error = try #require(throws: PatternError.self) { try Pattern(nested(most + 1)) }
        #expect(error.range == most..<most + 1)
        #expect(throws: PatternError.self) { try Pattern(nested(3_000)) }
        #expect(throws: PatternError.self) { try Pattern(String(repeating: "(", count: 9_000)) }
    }

    @Test func textsHaveALength() {
        let text = String(repeating: "a", count: PatternLimits.maxTextBytes + 1)
        #expect(throws: PatternError.self) { try Pattern(text) }
    }

    @Test func nothingRepeatedIsNothing() throws {
        var pattern = try Pattern("b")
        let time = try ContinuousClock().measure { pattern = try Pattern("(?:(?:(?:){1000}){1000}){1000}a") }
        #expect(try pattern.matches("a"))
        #expect(time < .seconds(2))
        #expect(try !Pattern("((()*)*)*").matches("a"))
    }

    @Test(.timeLimit(.minutes(1))) func anyTextIsAPatternOrAnError() {
        // Every text of three of these characters: none may crash, and each that compiles must run.
        let signs = [
            "a", "(", ")", "[", "]", "^", "-", "\\", "{", "1", ",", "}", "?", "*", "|", "<", ":", "p", "$",
            "é",
        ]
        for first in signs {
            for second in signs {
                for third in signs {
                    for text in [
                        first + second + third, "a" + first + second + third + "b",
                        "[" + first + second + third + "]",
                    ] {
                        guard let pattern = try? Pattern(text) else { continue }
                        #expect((try? pattern.matches("a1-é")) != nil)
                    }
                }
            }
        }
    }
}
