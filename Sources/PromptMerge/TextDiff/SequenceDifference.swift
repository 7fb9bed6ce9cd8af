/// The difference of two sequences of numbers.
enum SequenceDifference {
    /// A range of the old sequence and the range of the new one that replaces it; at most one of them is
    /// empty.
    struct Edit: Hashable {
        var old: Range<Int>
        var new: Range<Int>
    }

    /// Returns the edits from `old` to `new`, in order, with at least one common element between two edits.
    ///
    /// They keep a longest common subsequence, by Myers' algorithm in linear space ("An O(ND) difference
    /// algorithm and its variations", 1986), unless the budget is used up.
    ///
    /// - Parameter count: all numbers are less than this.
    static func edits(
        from old: [Int32], to new: [Int32], below count: Int, budget: inout WorkBudget
    ) -> [Edit] {
        var marks = Marks(old: old, new: new)
        // Elements that only one side has are removed or added in any case, and would slow down the search.
        let oldIndices = indices(of: old, alsoIn: new, below: count)
        let newIndices = indices(of: new, alsoIn: old, below: count)
        var search = MyersSearch(
            old: oldIndices.map { old[$0] }, new: newIndices.map { new[$0] }, below: count)
        search.run(&budget)
        for index in oldIndices.indices where !search.removed[index] {
            marks.removed[oldIndices[index]] = false
        }
        for index in newIndices.indices where !search.added[index] { marks.added[newIndices[index]] = false }
        return slid(marks.edits, old: old, new: new)
    }

    private static func indices(of side: [Int32], alsoIn other: [Int32], below count: Int) -> [Int] {
        var isThere = [Bool](repeating: false, count: count)
        for number in other { isThere[Int(number)] = true }
        return side.indices.filter { isThere[Int(side[$0])] }
    }

    /// For each element, true if only one sequence has it.
    private struct Marks {
        var removed: [Bool]
        var added: [Bool]

        init(old: [Int32], new: [Int32]) {
            removed = [Bool](repeating: true, count: old.count)
            added = [Bool](repeating: true, count: new.count)
        }

        var edits: [Edit] {
            var edits: [Edit] = []
            var (x, y) = (0, 0)
            while x < removed.count || y < added.count {
                let (startX, startY) = (x, y)
                while x < removed.count, removed[x] { x += 1 }
                while y < added.count, added[y] { y += 1 }
                if x > startX || y > startY { edits.append(Edit(old: startX..<x, new: startY..<y)) }
                while x < removed.count, y < added.count, !removed[x], !added[y] {
                    x += 1
                    y += 1
                }
            }
            return edits
        }
    }

    /// Returns the edits, with each pure insertion or removal moved down as far as possible, as `diff` does,
    /// so that it begins with the new element and does not end with it. Two edits that touch become one.
    private static func slid(_ edits: [Edit], old: [Int32], new: [Int32]) -> [Edit] {
        var result: [Edit] = []
        // From the end, so that the edits that an edit may touch are at their final positions.
        for edit in edits.reversed() {
            var edit = edit
            let nextOld = result.last?.old.lowerBound ?? old.count
            let room = nextOld - edit.old.upperBound
            var steps = 0
            if edit.old.isEmpty {
                while steps < room, new[edit.new.lowerBound + steps] == new[edit.new.upperBound + steps] {
                    steps += 1
                }
            } else if edit.new.isEmpty {
                while steps < room, old[edit.old.lowerBound + steps] == old[edit.old.upperBound + steps] {
                    steps += 1
                }
            }
            edit.old = edit.old.lowerBound + steps..<edit.old.upperBound + steps
            edit.new = edit.new.lowerBound + steps..<edit.new.upperBound + steps
            if steps == room, let next = result.popLast() {
                edit.old = edit.old.lowerBound..<next.old.upperBound
                edit.new = edit.new.lowerBound..<next.new.upperBound
            }
            result.append(edit)
        }
        return result.reversed()
    }
}

/// The maximum work of a comparison. Beyond it the result is still correct (applied to the old text it gives
/// the new one) but larger than necessary. One step is one comparison of a pair of tokens or lines.
public struct ComparisonLimits: Sendable, Hashable {
    /// Maximum number of steps for one text, its lines and words together. When they are used up, the rest of
    /// a changed range counts as replaced.
    public var work: Int
    /// Maximum number of edits in one range for which the smallest result is searched. If there are more, the
    /// range is split at lines that occur once in both texts.
    public var edits: Int

    /// Limits for the work and the number of edits.
    public init(work: Int, edits: Int) {
        self.work = work
        self.edits = edits
    }

    /// Up to 1000 edits in one range are found exactly. Texts that people write stay far below both limits. A
    /// hostile text of 4 MiB, the maximum size of a file, reaches them.
    public static let standard = ComparisonLimits(work: 20_000_000, edits: 1_000)
}

/// The rest of ``ComparisonLimits/work``.
struct WorkBudget {
    let edits: Int
    private(set) var left: Int

    init(_ limits: ComparisonLimits) {
        edits = limits.edits
        left = limits.work
    }

    /// Takes `steps` from the budget. If fewer are left, returns false and takes none.
    mutating func take(_ steps: Int) -> Bool {
        guard steps <= left else { return false }
        left -= steps
        return true
    }
}
