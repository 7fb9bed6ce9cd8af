/// The entries of a sound index while its bytes are held in place.
struct IndexEntries {
    let base: UnsafeRawPointer
    let offsets: UnsafeBufferPointer<UInt32>

    var count: Int { offsets.count - 1 }

    subscript(_ place: Int) -> RawIndexEntry { RawIndexEntry(address: base + Int(offsets[place])) }

    /// The first place whose entry is this one or comes after it; `count` where all come before.
    func firstPlace(notBefore path: UnsafeRawBufferPointer, stage: Int) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            let entry = self[middle]
            let order = comparePaths(entry.path, path)
            if order < 0 || (order == 0 && entry.stage < stage) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The place of an entry; nil where there is none.
    func place(of path: UnsafeRawBufferPointer, stage: Int) -> Int? {
        let place = firstPlace(notBefore: path, stage: stage)
        guard place < count else { return nil }
        let entry = self[place]
        return entry.stage == stage && comparePaths(entry.path, path) == 0 ? place : nil
    }
}

extension IndexFile {
    /// Holds the bytes in place and hands the entries over.
    func withEntries<Result>(_ body: (IndexEntries) -> Result) -> Result {
        bytes.withUnsafeBytes { bytes in
            offsets.withUnsafeBufferPointer { body(IndexEntries(base: bytes.start, offsets: $0)) }
        }
    }
}
