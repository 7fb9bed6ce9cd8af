package import PromptCore

/// All records of a store at one moment, in a form that answers queries without reading a file: an older
/// segment of records, and over it a segment of those that have changed since.
///
/// It is immutable; a newer index is derived from it at a cost that depends on the changes. So many threads
/// can read it while another one is made. Numbers of records are valid for one index only.
package struct LibraryIndex: Sendable {
    package let base: IndexSegment
    /// Its own ``SegmentSection/gone`` marks the records of `base` that no longer exist.
    package let changes: IndexSegment

    /// An index without records.
    package static let empty = LibraryIndex(base: .empty, changes: .empty)

    package init(base: IndexSegment, changes: IndexSegment) {
        self.base = base
        self.changes = changes
    }

    /// One more than the highest number of a record.
    package var recordCount: Int { base.count + changes.count }

    /// True if the number belongs to a record that exists.
    package func isPresent(_ record: Int) -> Bool {
        record >= base.count ? record < recordCount : record >= 0 && !changes.marksGone(record)
    }

    /// Returns the segment of a record, and its number in the segment.
    @inline(__always)
    func location(of record: Int) -> (segment: IndexSegment, record: Int) {
        record < base.count ? (base, record) : (changes, record &- base.count)
    }

    /// The data of a record.
    package subscript(record: Int) -> IndexedRecord {
        let (segment, number) = location(of: record)
        return IndexedRecord(segment: segment, number: number)
    }

    /// The numbers of all records, sorted by path.
    package var inPathOrder: [Int] {
        merged((0..<base.count).map(\.self), with: (0..<changes.count).map(\.self)) { left, right in
            PathOrder.compare(left, right)
        }
    }

    /// The numbers of all records in list order: sorted by the parts of the address, a folder before its
    /// content.
    package var inListOrder: [Int] {
        func order(_ segment: IndexSegment) -> [Int] {
            let order = segment.section(.order)
            return (0..<segment.count).map { min(order.word(at: $0 * 4), segment.count - 1) }
        }
        return merged(order(base), with: order(changes), byParts: true) { left, right in
            PathOrder.compareParts(left, right)
        }
    }

    private func merged(
        _ older: [Int], with newer: [Int], byParts: Bool = false,
        by compare: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Int
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
                            ? order < 0 : changes.kind(other).listRank < base.kind(record).listRank
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

    /// Returns the record of that kind whose file is at `address`; `nil` if there is none.
    package func record(_ kind: RecordKind, at address: Address) -> Int? {
        var path = Slug.nfc(address.path)
        return path.withUTF8 { record(kind, at: UnsafeRawBufferPointer($0)) }
    }

    /// - Parameter path: the address in NFC.
    @inline(__always)
    func record(_ kind: RecordKind, at path: UnsafeRawBufferPointer) -> Int? {
        var found: Int?
        if changes.count > 0 {
            changes.visitRecords(at: path, kind: kind) {
                found = base.count + $0; return false
            }
            if found != nil { return found }
        }
        base.visitRecords(at: path, kind: kind) { record in
            if changes.marksGone(record) { return true }
            found = record
            return false
        }
        return found
    }

    /// Returns a record with that id; if several files have the id, any of them.
    package func record(_ id: RecordID) -> Int? {
        var found: Int?
        if changes.count > 0 {
            changes.visitRecords(withID: id) {
                found = base.count + $0; return false
            }
            if found != nil { return found }
        }
        base.visitRecords(withID: id) { record in
            if changes.marksGone(record) { return true }
            found = record
            return false
        }
        return found
    }

    /// Returns all records with that id, sorted by path.
    package func records(_ id: RecordID) -> [Int] {
        var found: [Int] = []
        base.visitRecords(withID: id) {
            if !changes.marksGone($0) { found.append($0) }; return true
        }
        changes.visitRecords(withID: id) {
            found.append(base.count + $0); return true
        }
        return sortedByPath(found)
    }

    /// Returns the records that have a key, sorted by number.
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

    /// Returns the records with a tag, in any case, sorted by number.
    package func records(tag: String) -> [Int] {
        records(IndexKey.tag.bytes(Slug.foldingKey(tag).utf8))
    }

    /// In one segment, the order of numbers is the order of paths.
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
