import PromptCore
import TestSupport
import Testing

@testable import PromptMerge

@Suite struct SequenceDifferenceTests {
    private static func edits(
        _ old: [Int32], _ new: [Int32], _ limits: ComparisonLimits = .standard
    ) -> [SequenceDifference.Edit] {
        var budget = WorkBudget(limits)
        return SequenceDifference.edits(from: old, to: new, below: 256, budget: &budget)
    }

    /// Applies the edits to the old sequence. Returns `nil` if unchanged elements differ, or if two edits
    /// touch.
    private static func applied(
        _ edits: [SequenceDifference.Edit], to old: [Int32], _ new: [Int32]
    ) -> [Int32]? {
        var result: [Int32] = []
        var last = (0, 0)
        for (index, edit) in edits.enumerated() {
            guard edit.old.lowerBound - last.0 == edit.new.lowerBound - last.1,
                edit.old.lowerBound > last.0 || index == 0, !edit.old.isEmpty || !edit.new.isEmpty
            else { return nil }
            result += old[last.0..<edit.old.lowerBound]
            result += new[edit.new]
            last = (edit.old.upperBound, edit.new.upperBound)
        }
        return result + old[last.0...]
    }

    private static func cost(_ edits: [SequenceDifference.Edit]) -> Int {
        edits.reduce(0) { $0 + $1.old.count + $1.new.count }
    }

    /// Returns the length of the longest common subsequence, by the slow and simple algorithm.
    private static func longestCommon(_ old: [Int32], _ new: [Int32]) -> Int {
        var row = [Int](repeating: 0, count: new.count + 1)
        for a in old {
            var corner = 0
            for (index, b) in new.enumerated() {
                let above = row[index + 1]
                row[index + 1] = a == b ? corner + 1 : max(above, row[index])
                corner = above
            }
        }
        return row[new.count]
    }

    private static func random(_ random: inout SeededRandom) -> [Int32] {
        let letters = Int32.random(in: 1...6, using: &random)
        return (0..<Int.random(in: 0...24, using: &random)).map { _ in
            Int32.random(in: 0..<letters, using: &random)
        }
    }

    @Test func smallestAndRight() throws {
        var random = SeededRandom(1)
        for _ in 0..<4_000 {
            let (old, new) = (Self.random(&random), Self.random(&random))
            let edits = Self.edits(old, new)
            try #require(Self.applied(edits, to: old, new) == new, "\(old) → \(new): \(edits)")
            let least = old.count + new.count - 2 * Self.longestCommon(old, new)
            try #require(Self.cost(edits) == least, "\(old) → \(new): \(edits)")
            try #require(Self.cost(Self.edits(new, old)) == least, "the other way round: \(old) → \(new)")
        }
    }

    /// The result is right with any work limit.
    @Test(arguments: [
        ComparisonLimits(work: 0, edits: 4), ComparisonLimits(work: 300, edits: 4),
        ComparisonLimits(work: 100_000, edits: 0), ComparisonLimits(work: 2_000, edits: 1_000),
    ])
    func rightWithinLimits(_ limits: ComparisonLimits) throws {
        var random = SeededRandom(2)
        for _ in 0..<300 {
            let old = (0..<80).map { _ in Int32.random(in: 0..<200, using: &random) }
            var new = old
            new.shuffle(using: &random)
            let edits = Self.edits(old, new, limits)
            try #require(Self.applied(edits, to: old, new) == new, "\(old) → \(new): \(edits)")
        }
    }

    @Test func insertionsSlideDown() {
        // a b c → a b x b c: the inserted elements are `x b`, not `b x`.
        #expect(Self.edits([1, 2, 3], [1, 2, 9, 2, 3]) == [.init(old: 2..<2, new: 2..<4)])
        #expect(Self.edits([1, 1], [1, 1, 1]) == [.init(old: 2..<2, new: 2..<3)])
        #expect(Self.edits([1, 1, 1], [1]) == [.init(old: 1..<3, new: 1..<1)])
    }

    @Test func increasingRuns() {
        #expect(IncreasingRun.positions(in: []) == [])
        #expect(IncreasingRun.positions(in: [3, 0, 1, 2]) == [1, 2, 3])
        #expect(IncreasingRun.positions(in: [1, 2, 3, 0]) == [0, 1, 2])
        #expect(IncreasingRun.positions(in: [2, 1, 0]).count == 1)
        var random = SeededRandom(3)
        for _ in 0..<500 {
            let values = Array(0..<Int.random(in: 1...12, using: &random)).shuffled(using: &random)
            let run = IncreasingRun.positions(in: values)
            #expect(zip(run, run.dropFirst()).allSatisfy { $0 < $1 && values[$0] < values[$1] })
            let sorted = values.sorted().map { Int32($0) }
            #expect(run.count == Self.longestCommon(values.map { Int32($0) }, sorted))
        }
    }
}
