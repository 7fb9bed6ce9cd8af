extension Catalog {
    /// The catalog in which some records are gone and others are there instead.
    ///
    /// Where little has changed since the older segment was made, that one stays and what is new is laid over it.
    ///
    /// - Parameters:
    ///   - gone: numbers of records of this catalog that are no more, or that `pieces` have anew.
    ///   - pieces: records by path, each path in one of them at most.
    ///   - header: of what is made: the store, and when it was taken.
    ///   - whole: this catalog with all its sections. Asked for only where all is put together and this one has not all.
    /// - Returns: `nil` where all is to be put together, and it is not all there.
    package func replacing(
        _ gone: [Int], with pieces: [CatalogSegment], _ header: CatalogHeader, whole: () -> Catalog?
    ) -> Catalog? {
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
            let merge = CatalogMerge([changes] + pieces) { $0 > 0 || !dropped.contains($1) }
            return Catalog(base: base, changes: merge.result(header, gone: bits))
        }
        var old = self
        if !base.isWhole {
            guard let loaded = whole(), loaded.base.isWhole, loaded.base.header == base.header,
                loaded.changes.header == changes.header
            else { return nil }
            old = loaded
        }
        header.base = 0
        let merge = CatalogMerge([old.base, old.changes] + pieces) { segment, record in
            switch segment {
            case 0: bits[record / 8] & 1 << UInt8(record % 8) == 0
            case 1: !dropped.contains(record)
            default: true
            }
        }
        return Catalog(base: merge.result(header, gone: []), changes: .empty)
    }

    /// Up to so many records, or such a part of all, are kept apart as changes.
    private static let least = 256
    private static let share = 16

    /// A header for what is made of a store's files.
    package static func header(store: String, takenAt: Int64) -> CatalogHeader {
        var header = CatalogHeader()
        header.store = Array(store.utf8)
        header.takenAt = takenAt
        return header
    }
}
