import TestSupport
import Testing

@testable import PromptMerge

@Suite struct LineMergeTests {
    private static func merge(_ base: String, _ one: String, _ other: String) -> String? {
        LineMerge(base: Array(base.utf8), ours: Array(one.utf8), theirs: Array(other.utf8)).text.map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    @Test(arguments: [
        ("a\nb\nc\nd\n", "A\nb\nc\nd\n", "a\nb\nc\nD\n", "A\nb\nc\nD\n"),
        ("a\nb\nc\n", "a\nb\nc\n", "a\nc\n", "a\nc\n"),
        ("a\nb\nc\n", "x\na\nb\nc\n", "a\nb\nc\ny\n", "x\na\nb\nc\ny\n"),
        ("a\nb\nc\n", "a\nB\nc\n", "a\nB\nc\n", "a\nB\nc\n"),
        ("a\nb\nc\nd\ne\n", "a\nc\nd\ne2\n", "a\nb\nc\nC\nd\ne\n", "a\nc\nC\nd\ne2\n"),
        ("a\r\nb\r\nc", "a\r\nb\r\nc", "x\r\nb\r\nc", "x\r\nb\r\nc"),
        ("", "", "", ""),
    ])
    func both(_ base: String, _ one: String, _ other: String, _ merged: String) {
        #expect(LineMergeTests.merge(base, one, other) == merged)
        #expect(LineMergeTests.merge(base, other, one) == merged)
    }

    @Test(arguments: [
        ("a\nb\nc\n", "a\nB\nc\n", "a\nX\nc\n"), ("a\nb\nc\n", "a\nB\nc\n", "a\nb\nC\n"),
        ("a\n", "a\nx\n", "a\ny\n"), ("a\nb\n", "", "a\nb\nc\n"),
    ])
    func neither(_ base: String, _ one: String, _ other: String) {
        #expect(LineMergeTests.merge(base, one, other) == nil)
        #expect(LineMergeTests.merge(base, other, one) == nil)
    }

    /// If there is a merge, it equals that of `git merge-file`.
    @Test func asGitMerges() throws {
        let git = try GitMergeFile()
        defer { git.remove() }
        var random = SeededRandom(7)
        var merges = 0
        for round in 0..<60 {
            let base = (0..<12).map { _ in "line \(Int.random(in: 0..<5, using: &random))" }
            func changed() -> [String] {
                var lines = base
                for _ in 0..<Int.random(in: 0...2, using: &random) {
                    let at = Int.random(in: 0..<lines.count, using: &random)
                    switch Int.random(in: 0..<3, using: &random) {
                    case 0: lines[at] = "new \(Int.random(in: 0..<9, using: &random))"
                    case 1: lines.remove(at: at)
                    default: lines.insert("more \(Int.random(in: 0..<9, using: &random))", at: at)
                    }
                }
                return lines
            }
            let (one, other) = (changed(), changed())
            func text(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }
            let merged = LineMergeTests.merge(text(base), text(one), text(other))
            let expected = try git.merge(
                base: Array(text(base).utf8), ours: Array(text(one).utf8), theirs: Array(text(other).utf8))
            guard let merged, expected.conflicts == 0 else { continue }
            merges += 1
            #expect(Array(merged.utf8) == expected.text, "round \(round)")
        }
        #expect(merges > 20)
    }

    @Test func largeTextsAreOneChange() {
        let lines = (0..<6000).map { "\($0)\n" }
        var one = lines
        one[0] = "x\n"
        var other = lines
        other[5999] = "y\n"
        var both = one
        both[5999] = "y\n"
        #expect(LineMergeTests.merge(lines.joined(), one.joined(), other.joined()) == both.joined())
        let far = (0..<6000).map { "other \($0)\n" }
        #expect(LineMergeTests.merge(lines.joined(), far.joined(), other.joined()) == nil)
    }
}
