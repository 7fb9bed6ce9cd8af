/// The paths of a sorted list that are in one folder.
struct FolderChanges {
    private let touched: [[UInt8]]
    private let range: Range<Int>
    /// Length of the folder's own path, with its slash.
    private let depth: Int

    /// Creates the list of all paths, for the root folder.
    init(_ touched: [[UInt8]]) {
        self.init(touched, within: touched.indices, depth: 0)
    }

    private init(_ touched: [[UInt8]], within range: Range<Int>, depth: Int) {
        self.touched = touched
        self.range = range
        self.depth = depth
    }

    /// True if there is no path.
    var isEmpty: Bool { range.isEmpty }

    /// Returns the paths in a subfolder of this folder.
    func entering(_ name: ArraySlice<UInt8>) -> FolderChanges {
        guard !isEmpty else { return self }
        let below = name + [IndexPath.slash]
        let first = touched[range].partitioningIndex { !$0[depth...].lexicographicallyPrecedes(below) }
        let end = touched[first..<range.upperBound].partitioningIndex { !$0[depth...].starts(with: below) }
        return FolderChanges(touched, within: first..<end, depth: depth + below.count)
    }

    /// True if one of the paths is this name itself, and not something below it.
    func changes(_ name: ArraySlice<UInt8>) -> Bool {
        let index = touched[range].partitioningIndex { !$0[depth...].lexicographicallyPrecedes(name) }
        return index < range.upperBound && touched[index][depth...].elementsEqual(name)
    }
}

extension RandomAccessCollection {
    /// Returns the first index whose element meets the condition. All elements after it must meet it too.
    func partitioningIndex(where condition: (Element) -> Bool) -> Index {
        var low = startIndex
        var length = count
        while length > 0 {
            let middle = index(low, offsetBy: length / 2)
            if condition(self[middle]) {
                length /= 2
            } else {
                low = index(after: middle)
                length -= length / 2 + 1
            }
        }
        return low
    }
}
