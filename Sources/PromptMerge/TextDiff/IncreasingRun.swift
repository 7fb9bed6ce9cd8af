/// The longest increasing subsequence: what keeps its order when a list was rearranged.
enum IncreasingRun {
    /// Positions of `values` whose values increase, as many as there can be. The values are all different.
    /// O(n log n), by patience sorting.
    static func positions(in values: [Int]) -> [Int] {
        // The last position of the best run of each length, and what stands before each position in its run.
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
