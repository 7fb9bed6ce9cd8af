/// The paths of a sorted list that are in one folder.
struct FolderChanges {
    private let touched: [[UInt8]]
    private let places: Range<Int>
    /// Length of the folder's own path, with its slash.
    private let depth: Int

    /// Creates the list of all paths, for the root folder.
    init(_ touched: [[UInt8]]) {
        self.init(touched, touched.indices, 0)
    }

    private init(_ touched: [[UInt8]], _ places: Range<Int>, _ depth: Int) {
        self.touched = touched
        self.places = places
        self.depth = depth
    }

    /// True if there is no path.
    var isEmpty: Bool { places.isEmpty }

    /// Returns the paths in a subfolder of this folder.
    func entering(_ name: ArraySlice<UInt8>) -> FolderChanges {
        guard !isEmpty else { return self }
        let below = name + [IndexPath.slash]
        let first = touched[places].firstPlace { !$0[depth...].lexicographicallyPrecedes(below) }
        let end = touched[first..<places.upperBound].firstPlace { !$0[depth...].starts(with: below) }
        return FolderChanges(touched, first..<end, depth + below.count)
    }

    /// True if one of the paths is this name itself, and not something below it.
    func changes(_ name: ArraySlice<UInt8>) -> Bool {
        let place = touched[places].firstPlace { !$0[depth...].lexicographicallyPrecedes(name) }
        return place < places.upperBound && touched[place][depth...].elementsEqual(name)
    }
}

extension RandomAccessCollection {
    /// Returns the first index whose element meets the condition. All elements after it must meet it too.
    func firstPlace(where condition: (Element) -> Bool) -> Index {
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
