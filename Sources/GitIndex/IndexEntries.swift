/// The entries of a valid index while its bytes are held in memory.
struct IndexEntries {
    let base: UnsafeRawPointer
    let offsets: UnsafeBufferPointer<UInt32>

    var count: Int { offsets.count - 1 }

    subscript(_ index: Int) -> RawIndexEntry { RawIndexEntry(address: base + Int(offsets[index])) }

    /// Returns the index of the first entry that equals this path and stage or comes after them; `count` if
    /// all come before.
    func firstIndex(notBefore path: UnsafeRawBufferPointer, stage: Int) -> Int {
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

    /// Returns the index of an entry; nil if there is none.
    func index(of path: UnsafeRawBufferPointer, stage: Int) -> Int? {
        let index = firstIndex(notBefore: path, stage: stage)
        guard index < count else { return nil }
        let entry = self[index]
        return entry.stage == stage && comparePaths(entry.path, path) == 0 ? index : nil
    }
}

extension IndexFile {
    /// Calls `body` with the entries; the bytes are held in memory during the call.
    func withEntries<Result>(_ body: (IndexEntries) -> Result) -> Result {
        bytes.withUnsafeBytes { bytes in
            offsets.withUnsafeBufferPointer { body(IndexEntries(base: bytes.start, offsets: $0)) }
        }
    }
}
