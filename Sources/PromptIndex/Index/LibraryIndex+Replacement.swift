extension LibraryIndex {
    /// Returns the index with some records removed and others added.
    ///
    /// If little has changed since the older segment was made, that segment is kept and the changes are put
    /// into a second segment over it.
    ///
    /// - Parameters:
    ///   - gone: numbers of records of this index that no longer exist, or that `pieces` replace.
    ///   - pieces: new records, each path in at most one of them.
    ///   - header: the header of the result: the store, and the time of the scan.
    ///   - sections: the sections that this index and `pieces` have, and the result gets. All of them if the
    ///     index is kept.
    ///   - whole: returns this index with all its sections. Called only if all segments are merged and this
    ///     index lacks sections.
    /// - Returns: `nil` if all segments must be merged and a section is missing.
    package func replacing(
        _ gone: [Int], with pieces: [IndexSegment], header: SegmentHeader,
        sections: Set<SegmentSection> = SegmentSection.all, whole: () -> LibraryIndex?
    ) -> LibraryIndex? {
        var bits = changes.section(.gone).bytes
        let length = (base.count + 7) / 8
        bits = Array(bits.prefix(length)) + [UInt8](repeating: 0, count: max(0, length - bits.count))
        var dropped: Set<Int> = []
        for record in gone {
            if record < base.count {
                bits[record / 8] |= 1 << UInt8(record % 8)
            } else {
                dropped.insert(record - base.count)
            }
        }
        let added = pieces.reduce(changes.count - dropped.count) { $0 + $1.count }
        let missing = bits.reduce(0) { $0 + $1.nonzeroBitCount }
        var header = header
        if added + missing <= max(Self.least, base.count / Self.share), base.count > 0 {
            header.base = base.header.identity
            let merge = SegmentMerge([changes] + pieces) { $0 > 0 || !dropped.contains($1) }
            return LibraryIndex(base: base, changes: merge.result(header, gone: bits, sections: sections))
        }
        var old = self
        if !base.isWhole {
            guard let loaded = whole(), loaded.base.isWhole, loaded.base.header == base.header,
                loaded.changes.header == changes.header
            else { return nil }
            old = loaded
        }
        header.base = 0
        let merge = SegmentMerge([old.base, old.changes] + pieces) { segment, record in
            switch segment {
            case 0: bits[record / 8] & 1 << UInt8(record % 8) == 0
            case 1: !dropped.contains(record)
            default: true
            }
        }
        return LibraryIndex(base: merge.result(header, gone: [], sections: sections), changes: .empty)
    }

    /// Up to this number of records, or this fraction of all, changes are kept in a second segment.
    private static let least = 256
    private static let share = 16

    /// Returns a header for an index of a store's files.
    package static func header(store: String, takenAt: Int64) -> SegmentHeader {
        var header = SegmentHeader()
        header.store = Array(store.utf8)
        header.takenAt = takenAt
        return header
    }
}
