/// Those of some sorted paths that lie in one folder.
struct FolderChanges {
    private let touched: [[UInt8]]
    private let places: Range<Int>
    /// How long the folder's own path is, with its slash.
    private let depth: Int

    /// All paths: those in the root.
    init(_ touched: [[UInt8]]) {
        self.init(touched, touched.indices, 0)
    }

    private init(_ touched: [[UInt8]], _ places: Range<Int>, _ depth: Int) {
        self.touched = touched
        self.places = places
        self.depth = depth
    }

    /// Whether there is none.
    var isEmpty: Bool { places.isEmpty }

    /// Those in a folder of this folder.
    func entering(_ name: ArraySlice<UInt8>) -> FolderChanges {
        guard !isEmpty else { return self }
        let below = name + [IndexPath.slash]
        let first = touched[places].firstPlace { !$0[depth...].lexicographicallyPrecedes(below) }
        let end = touched[first..<places.upperBound].firstPlace { !$0[depth...].starts(with: below) }
        return FolderChanges(touched, first..<end, depth + below.count)
    }

    /// Whether one of them is this name in the folder, and not something below it.
    func changes(_ name: ArraySlice<UInt8>) -> Bool {
        let place = touched[places].firstPlace { !$0[depth...].lexicographicallyPrecedes(name) }
        return place < places.upperBound && touched[place][depth...].elementsEqual(name)
    }
}

extension RandomAccessCollection {
    /// The first place whose element fulfils the condition, which all after it must fulfil too.
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
