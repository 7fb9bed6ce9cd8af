import PromptCore
import TestSupport
import Testing

@testable import PromptMerge

/// Large and hostile texts are compared in bounded time. The limits are several times the processor time of a
/// debug build.
@Suite(.serialized) struct ComparingTimeTests {
    private static let words = (0..<4_000).map { "w\($0)" }

    private static func line(_ random: inout SeededRandom) -> String {
        (0..<9).map { _ in words.randomElement(using: &random) ?? "" }.joined(separator: " ")
    }

    private func time(_ old: String, _ new: String, under bound: Duration, _ about: String) -> TextDifference
    {
        let start = threadTime()
        let difference = TextDifference.between(old, and: new)
        let taken = threadTime() - start
        #expect(taken < bound, "\(about): \(taken)")
        return difference
    }

    @Test func aTenthOfTheLinesChanged() {
        var random = SeededRandom(7)
        let old = (0..<20_000).map { _ in Self.line(&random) }
        let new = old.enumerated().map { index, line in
            index % 10 == 3 ? line.replacing(" ", with: " and ", maxReplacements: 1) : line
        }
        let difference = time(
            old.joined(separator: "\n"), new.joined(separator: "\n"), under: .seconds(2), "1 MB, 10 % changed"
        )
        #expect(difference.hunks.flatMap(\.lines).filter { !$0.isContext }.count == 2_000)
    }

    @Test(arguments: [
        "shuffled lines", "shuffled words", "nothing in common", "few different lines", "one letter",
    ])
    func hostile(_ kind: String) {
        var random = SeededRandom(8)
        let old: String
        let new: String
        switch kind {
        case "shuffled lines":
            let lines = (0..<40_000).map { "line \($0)\n" }
            (old, new) = (lines.joined(), lines.shuffled(using: &random).joined())
        case "shuffled words":
            let words = (0..<100_000).map { _ in Self.words.randomElement(using: &random) ?? "" }
            (old, new) = (
                words.joined(separator: " "), words.shuffled(using: &random).joined(separator: " ")
            )
        case "nothing in common":
            old = (0..<40_000).map { "old \($0)\n" }.joined()
            new = (0..<40_000).map { "new \($0)\n" }.joined()
        case "few different lines":
            let lines = ["a\n", "b\n", "c\n"]
            old = (0..<100_000).map { _ in lines.randomElement(using: &random) ?? "" }.joined()
            new = (0..<100_000).map { _ in lines.randomElement(using: &random) ?? "" }.joined()
        default:
            old = String(repeating: "a ", count: 200_000)
            new = String(repeating: "a b ", count: 100_000)
        }
        let difference = time(old, new, under: .seconds(15), kind)
        #expect(difference.applied(to: old) == new)
    }
}
