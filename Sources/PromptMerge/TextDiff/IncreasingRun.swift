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
