package import PromptCore

/// All records of a store at one moment, in a form that answers questions without reading a file: an older run of records, and
/// over it those that have changed since.
///
/// It never changes; a newer one is derived from it at the cost of what is new. So it is read from many threads while
/// another is made. Numbers of records are good for one catalog only.
package struct Catalog: Sendable {
    package let base: CatalogSegment
    /// Its own ``CatalogSection/gone`` says which records of `base` are no more.
    package let changes: CatalogSegment

    /// No records.
    package static let empty = Catalog(base: .empty, changes: .empty)

    package init(base: CatalogSegment, changes: CatalogSegment) {
        self.base = base
        self.changes = changes
    }

    /// One more than the highest number.
    package var recordCount: Int { base.count + changes.count }

    /// Whether a number is a record's, and not one of a record that is no more.
    package func isPresent(_ record: Int) -> Bool {
        record >= base.count ? record < recordCount : record >= 0 && !changes.marksGone(record)
    }

    /// The segment of a record, and its number there.
    @inline(__always)
    func place(_ record: Int) -> (segment: CatalogSegment, record: Int) {
        record < base.count ? (base, record) : (changes, record &- base.count)
    }

    /// What is known of a record.
    package subscript(record: Int) -> CatalogRecord {
        let (segment, number) = place(record)
        return CatalogRecord(segment: segment, number: number)
    }

    /// The numbers of all records in the order of their paths.
    package var inPathOrder: [Int] {
        merged((0..<base.count).map(\.self), (0..<changes.count).map(\.self)) { left, right in
            CatalogOrder.compare(left, right)
        }
    }

    /// The numbers of all records in the order of lists: by the parts of the address, a folder before what is in it.
    package var inListOrder: [Int] {
        func order(_ segment: CatalogSegment) -> [Int] {
            let order = segment.section(.order)
            return (0..<segment.count).map { min(order.word(at: $0 * 4), segment.count - 1) }
        }
        return merged(order(base), order(changes), byParts: true) { left, right in
            CatalogOrder.compareParts(left, right)
        }
    }

    private func merged(
        _ older: [Int], _ newer: [Int], byParts: Bool = false,
        _ compare: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Int
    ) -> [Int] {
        if newer.isEmpty, changes.section(.gone).count == 0 { return older }
        var merged: [Int] = []
        merged.reserveCapacity(older.count + newer.count)
        var next = 0
        base.paths.bytes.withUnsafeBytes { basePaths in
            changes.paths.bytes.withUnsafeBytes { newPaths in
                for record in older where !changes.marksGone(record) {
                    let range = byParts ? base.addressRange(record) : base.pathRange(record)
                    let path = UnsafeRawBufferPointer(rebasing: basePaths[range])
                    while next < newer.count {
                        let other = newer[next]
                        let range = byParts ? changes.addressRange(other) : changes.pathRange(other)
                        let order = compare(UnsafeRawBufferPointer(rebasing: newPaths[range]), path)
                        let isBefore =
                            order != 0
                            ? order < 0 : changes.kind(other).listPlace < base.kind(record).listPlace
                        guard isBefore else { break }
                        merged.append(base.count + other)
                        next += 1
                    }
                    merged.append(record)
                }
            }
        }
        for other in newer[next...] { merged.append(base.count + other) }
        return merged
    }

    // MARK: Look-ups

    /// The record of that kind whose file is at `address`.
    package func record(_ kind: RecordKind, at address: Address) -> Int? {
        var path = Slug.nfc(address.path)
        return path.withUTF8 { record(kind, at: UnsafeRawBufferPointer($0)) }
    }

    /// - Parameter path: the address in NFC.
    @inline(__always)
    func record(_ kind: RecordKind, at path: UnsafeRawBufferPointer) -> Int? {
        var found: Int?
        if changes.count > 0 {
            changes.records(path, kind: kind) {
                found = base.count + $0; return false
            }
            if found != nil { return found }
        }
        base.records(path, kind: kind) { record in
            if changes.marksGone(record) { return true }
            found = record
            return false
        }
        return found
    }

    /// A record with that id; where several files have it, any of them.
    package func record(_ id: RecordID) -> Int? {
        var found: Int?
        if changes.count > 0 {
            changes.records(id) {
                found = base.count + $0; return false
            }
            if found != nil { return found }
        }
        base.records(id) { record in
            if changes.marksGone(record) { return true }
            found = record
            return false
        }
        return found
    }

    /// All records with that id, in the order of their paths.
    package func records(_ id: RecordID) -> [Int] {
        var found: [Int] = []
        base.records(id) {
            if !changes.marksGone($0) { found.append($0) }; return true
        }
        changes.records(id) {
            found.append(base.count + $0); return true
        }
        return sortedByPath(found)
    }

    /// The records that have a key, in the order of their numbers.
    func records(_ key: [UInt8]) -> [Int] {
        var found: [Int] = []
        for (segment, first) in [(base, 0), (changes, base.count)] {
            guard let number = segment.key(key) else { continue }
            var postings = segment.postings(number)
            while postings.next() {
                if first > 0 || !changes.marksGone(postings.record) { found.append(first + postings.record) }
            }
        }
        return found
    }

    /// The records with a tag, whatever its case, in the order of their numbers.
    package func records(tag: String) -> [Int] {
        records(CatalogKey.tag.bytes(Slug.foldingKey(tag).utf8))
    }

    /// Within a segment, the numbers are in the order of the paths already.
    func sortedByPath(_ records: [Int]) -> [Int] {
        var last = -1
        let isSorted = records.allSatisfy { record in
            defer { last = record }
            return record < base.count && record > last
        }
        if isSorted { return records }
        var older: [Int] = []
        var newer: [Int] = []
        for record in records {
            if record < base.count { older.append(record) } else { newer.append(record) }
        }
        older.sort()
        newer.sort()
        if older.isEmpty || newer.isEmpty { return older + newer }
        var sorted: [Int] = []
        sorted.reserveCapacity(records.count)
        var next = 0
        for record in older {
            let path = base.paths[base.pathRange(record)]
            while next < newer.count,
                changes.paths[changes.pathRange(newer[next] - base.count)].lexicographicallyPrecedes(path)
            {
                sorted.append(newer[next])
                next += 1
            }
            sorted.append(record)
        }
        return sorted + newer[next...]
    }
}
