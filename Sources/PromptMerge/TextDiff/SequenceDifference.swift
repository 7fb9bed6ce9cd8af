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

/// Finds a common subsequence of two sequences: Myers' divide and conquer in linear space. If that would take
/// too long, it splits the sequences as the patience algorithm does.
struct MyersSearch {
    private let old: [Int32]
    private let new: [Int32]
    private let count: Int
    /// For each element of the two sequences, true if it is outside the common part.
    private(set) var removed: [Bool]
    private(set) var added: [Bool]
    /// For each diagonal (index in old − index in new, plus `origin`), the index in `old` that a path from
    /// the start of the box has reached, and that of a path from its end.
    private var forward: [Int32]
    private var backward: [Int32]
    private let origin: Int

    /// A range of the old sequence and a range of the new one.
    private struct Box {
        var old: Range<Int>
        var new: Range<Int>
    }

    /// - Parameter count: all numbers are less than this.
    init(old: [Int32], new: [Int32], below count: Int) {
        self.old = old
        self.new = new
        self.count = count
        removed = [Bool](repeating: false, count: old.count)
        added = [Bool](repeating: false, count: new.count)
        origin = new.count + 1
        forward = [Int32](repeating: 0, count: old.count + new.count + 3)
        backward = forward
    }

    /// Marks all elements outside the common part.
    mutating func run(_ budget: inout WorkBudget) {
        var boxes = [Box(old: 0..<old.count, new: 0..<new.count)]
        while let box = boxes.popLast() {
            let box = trimmed(box)
            if box.old.isEmpty || box.new.isEmpty {
                replace(box)
                continue
            }
            switch middle(of: box, &budget) {
            case .found(let x, let y):
                boxes.append(Box(old: x..<box.old.upperBound, new: y..<box.new.upperBound))
                boxes.append(Box(old: box.old.lowerBound..<x, new: box.new.lowerBound..<y))
            case .tooFar:
                guard budget.take(box.old.count + box.new.count + count) else {
                    replace(box)
                    continue
                }
                let parts = cut(box)
                if parts.isEmpty { replace(box) } else { boxes += parts }
            case .outOfWork:
                replace(box)
            }
        }
    }

    private mutating func replace(_ box: Box) {
        for index in box.old { removed[index] = true }
        for index in box.new { added[index] = true }
    }

    /// Returns the box without the common prefix and suffix of its ranges.
    private func trimmed(_ box: Box) -> Box {
        var (x, y) = (box.old.lowerBound, box.new.lowerBound)
        var (endX, endY) = (box.old.upperBound, box.new.upperBound)
        while x < endX, y < endY, old[x] == new[y] {
            x += 1
            y += 1
        }
        while x < endX, y < endY, old[endX - 1] == new[endY - 1] {
            endX -= 1
            endY -= 1
        }
        return Box(old: x..<endX, new: y..<endY)
    }

    private enum Middle {
        /// A point on a shortest path, at which the box is split in two.
        case found(Int, Int)
        /// There are more edits than the limit.
        case tooFar
        case outOfWork
    }

    /// Searches from both ends of the box, one edit at a time, until the paths meet.
    private mutating func middle(of box: Box, _ budget: inout WorkBudget) -> Middle {
        let (startX, endX) = (box.old.lowerBound, box.old.upperBound)
        let (startY, endY) = (box.new.lowerBound, box.new.upperBound)
        let (lowest, highest) = (startX - endY, endX - startY)
        let (first, last) = (startX - startY, endX - endY)
        let isOdd = (first - last) & 1 != 0
        var (low, high) = (first, first)
        var (backLow, backHigh) = (last, last)
        forward[origin + first] = Int32(truncatingIfNeeded: startX)
        backward[origin + last] = Int32(truncatingIfNeeded: endX)
        for _ in 0...budget.edits / 2 {
            var steps = 0
            // A diagonal that enters the box has no path yet; one that leaves the box is dropped.
            if low > lowest {
                low -= 1
                forward[origin + low - 1] = -1
            } else {
                low += 1
            }
            if high < highest {
                high += 1
                forward[origin + high + 1] = -1
            } else {
                high -= 1
            }
            for diagonal in stride(from: high, through: low, by: -2) {
                let (below, above) = (forward[origin + diagonal - 1], forward[origin + diagonal + 1])
                var x = Int(below >= above ? below + 1 : above)
                let start = x
                while x < endX, x - diagonal < endY, old[x] == new[x - diagonal] { x += 1 }
                steps += x - start + 1
                forward[origin + diagonal] = Int32(truncatingIfNeeded: x)
                if isOdd, diagonal >= backLow, diagonal <= backHigh, x >= Int(backward[origin + diagonal]) {
                    return .found(x, x - diagonal)
                }
            }
            if backLow > lowest {
                backLow -= 1
                backward[origin + backLow - 1] = .max
            } else {
                backLow += 1
            }
            if backHigh < highest {
                backHigh += 1
                backward[origin + backHigh + 1] = .max
            } else {
                backHigh -= 1
            }
            for diagonal in stride(from: backHigh, through: backLow, by: -2) {
                let (below, above) = (backward[origin + diagonal - 1], backward[origin + diagonal + 1])
                var x = Int(below < above ? below : above - 1)
                let start = x
                while x > startX, x - diagonal > startY, old[x - 1] == new[x - diagonal - 1] { x -= 1 }
                steps += start - x + 1
                backward[origin + diagonal] = Int32(truncatingIfNeeded: x)
                if !isOdd, diagonal >= low, diagonal <= high, x <= Int(forward[origin + diagonal]) {
                    return .found(x, x - diagonal)
                }
            }
            guard budget.take(steps) else { return .outOfWork }
        }
        return .tooFar
    }

    /// Returns the parts of the box between the elements that occur once on both sides, along a longest
    /// increasing run of them; empty if there are none.
    private func cut(_ box: Box) -> [Box] {
        // Indices from 0; -1 if absent, -2 if it occurs several times.
        var inOld = [Int](repeating: -1, count: count)
        var inNew = inOld
        for index in box.old { inOld[Int(old[index])] = inOld[Int(old[index])] == -1 ? index : -2 }
        for index in box.new { inNew[Int(new[index])] = inNew[Int(new[index])] == -1 ? index : -2 }
        let common = box.new.filter { inNew[Int(new[$0])] >= 0 && inOld[Int(new[$0])] >= 0 }
        let partners = common.map { inOld[Int(new[$0])] }
        var parts: [Box] = []
        var (x, y) = (box.old.lowerBound, box.new.lowerBound)
        for position in IncreasingRun.positions(in: partners) {
            let (anchorX, anchorY) = (partners[position], common[position])
            parts.append(Box(old: x..<anchorX, new: y..<anchorY))
            (x, y) = (anchorX + 1, anchorY + 1)
        }
        guard !parts.isEmpty else { return [] }
        parts.append(Box(old: x..<box.old.upperBound, new: y..<box.new.upperBound))
        return parts
    }
}

/// The longest increasing subsequence: the elements that keep their order when a list is rearranged.
enum IncreasingRun {
    /// Returns the indices of a longest increasing subsequence of `values`, which must all be different. O(n
    /// log n), by patience sorting.
    static func positions(in values: [Int]) -> [Int] {
        // The last index of the best run of each length, and for each index the previous one in its run.
        var ends: [Int] = []
        var previous = [Int](repeating: -1, count: values.count)
        for (position, value) in values.enumerated() {
            var low = 0
            var high = ends.count
            while low < high {
                let middle = (low + high) / 2
                if values[ends[middle]] < value { low = middle + 1 } else { high = middle }
            }
            if low > 0 { previous[position] = ends[low - 1] }
            if low == ends.count { ends.append(position) } else { ends[low] = position }
        }
        var run: [Int] = []
        var position = ends.last ?? -1
        while position >= 0 {
            run.append(position)
            position = previous[position]
        }
        return run.reversed()
    }
}

/// A text's bytes and its lines, each with its line end; the last may have none.
struct TextLines {
    let bytes: [UInt8]
    let lines: [Range<Int>]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var lines: [Range<Int>] = []
        var start = 0
        bytes.withUnsafeBufferPointer { buffer in
            var index = 0
            while index < buffer.count {
                let byte = buffer[index]
                index += 1
                if byte == 0x0A {
                    lines.append(start..<index)
                    start = index
                }
            }
        }
        if start < bytes.count { lines.append(start..<bytes.count) }
        self.lines = lines
    }

    /// Returns a number for each line; equal lines get equal numbers.
    func numbers(_ interner: inout Interner) -> [Int32] {
        lines.map { interner.number(of: bytes[$0]) }
    }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// Returns the edits from `old` to `new`, in lines.
    static func edits(
        from old: TextLines, to new: TextLines, budget: inout WorkBudget
    ) -> [SequenceDifference.Edit] {
        var interner = Interner()
        let (a, b) = (old.numbers(&interner), new.numbers(&interner))
        return SequenceDifference.edits(from: a, to: b, below: interner.count, budget: &budget)
    }

    /// Returns groups of edits that are shown together, because at most `2 × context` lines are between them.
    static func groups(
        _ edits: [SequenceDifference.Edit], context: Int
    ) -> [ArraySlice<SequenceDifference.Edit>] {
        var groups: [ArraySlice<SequenceDifference.Edit>] = []
        var start = 0
        for index in edits.indices {
            let isLast = index + 1 == edits.count
            if isLast || edits[index + 1].old.lowerBound - edits[index].old.upperBound > 2 * context {
                groups.append(edits[start...index])
                start = index + 1
            }
        }
        return groups
    }
}

/// Assigns equal byte sequences equal numbers, from 0 in the order of first use, so that a comparison of two
/// sequences is a comparison of two numbers.
struct Interner {
    private var numbers: [ByteKey: Int32] = [:]

    /// Number of different sequences.
    var count: Int { numbers.count }

    mutating func number(of bytes: ArraySlice<UInt8>) -> Int32 {
        let key = ByteKey(bytes: bytes)
        if let number = numbers[key] { return number }
        let number = Int32(truncatingIfNeeded: numbers.count)
        numbers[key] = number
        return number
    }
}

/// Bytes as a dictionary key. A `String` can't be used, because it equals other spellings of the same
/// characters.
private struct ByteKey: Hashable {
    let bytes: ArraySlice<UInt8>

    static func == (left: ByteKey, right: ByteKey) -> Bool {
        guard left.bytes.count == right.bytes.count else { return false }
        return left.bytes.withUnsafeBytes { a in
            right.bytes.withUnsafeBytes { b in equal(a, b) }
        }
    }

    /// Compares eight bytes at a time, because most keys are words and lines of some length.
    private static func equal(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
        var index = 0
        while index + 8 <= a.count {
            if a.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                != b.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            {
                return false
            }
            index += 8
        }
        while index < a.count {
            if a[index] != b[index] { return false }
            index += 1
        }
        return true
    }

    func hash(into hasher: inout Hasher) {
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    }
}
