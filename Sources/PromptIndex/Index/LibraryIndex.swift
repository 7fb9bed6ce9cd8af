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

/// Compares the files in one directory with the records in an index, name by name, without the creation of
/// strings.
package struct FolderWalk {
    private let libraryIndex: LibraryIndex
    private let nameStart: Int
    private var older: Range<Int>
    private var newer: Range<Int>
    /// The numbers of the folder in the index's segments; `nil` if it has no record there.
    package let folders: (base: Int?, changes: Int?)

    /// - Parameter folder: the path of the directory, from `prompts` on.
    package init(_ libraryIndex: LibraryIndex, folder: UnsafeRawBufferPointer) {
        self.libraryIndex = libraryIndex
        nameStart = folder.count + 1
        folders = (libraryIndex.base.folder(folder), libraryIndex.changes.folder(folder))
        older = folders.base.map { libraryIndex.base.childRange($0) } ?? 0..<0
        newer = folders.changes.map { libraryIndex.changes.childRange($0) } ?? 0..<0
    }

    /// Returns the record of the file with that name; names must be passed in the order of their bytes.
    ///
    /// - Parameter gone: called for each record before it whose file no longer exists.
    package mutating func record(_ name: UnsafeRawBufferPointer, gone: (Int) -> Void) -> Int? {
        var found: Int?
        while let index = older.first {
            let record = libraryIndex.base.child(index)
            if !libraryIndex.changes.marksGone(record) {
                let order = compareName(in: libraryIndex.base, of: record, with: name)
                if order > 0 { break }
                if order == 0 { found = record } else { gone(record) }
            }
            older = index + 1..<older.upperBound
            if found != nil { break }
        }
        while let index = newer.first {
            let record = libraryIndex.changes.child(index)
            let order = compareName(in: libraryIndex.changes, of: record, with: name)
            if order > 0 { break }
            newer = index + 1..<newer.upperBound
            if order < 0 {
                gone(libraryIndex.base.count + record)
            } else {
                return libraryIndex.base.count + record
            }
        }
        return found
    }

    /// Must be called after the last name.
    package mutating func finish(gone: (Int) -> Void) {
        for index in older {
            let record = libraryIndex.base.child(index)
            if !libraryIndex.changes.marksGone(record) { gone(record) }
        }
        for index in newer { gone(libraryIndex.base.count + libraryIndex.changes.child(index)) }
    }

    @inline(__always)
    private func compareName(
        in segment: IndexSegment, of record: Int, with name: UnsafeRawBufferPointer
    ) -> Int {
        let path = segment.pathRange(record)
        guard path.count > nameStart else { return -1 }
        return segment.paths.bytes.withUnsafeBytes { paths in
            PathOrder.compare(
                UnsafeRawBufferPointer(rebasing: paths[path.lowerBound + nameStart..<path.upperBound]), name)
        }
    }
}

extension LibraryIndex {
    /// True if a record's file is unchanged since it was read, according to its stamp: the stamp must be the
    /// same, and older than the time from which on a change might not show in it.
    @inline(__always)
    package func isCurrent(_ record: Int, stamp: FileStamp) -> Bool {
        let (segment, number) = location(of: record)
        guard segment.stamp(number) == stamp else { return false }
        // A file system with a resolution of one or two seconds.
        let grain: Int64 = stamp.changed % 1_000_000_000 == 0 ? 2_000_000_000 : 0
        return stamp.changed &+ grain < segment.header.takenAt
    }

    /// Returns the records of folders that a scan did not visit.
    package func records(outside visited: (base: Set<Int>, changes: Set<Int>)) -> [Int] {
        var found: [Int] = []
        for folder in 0..<base.folderCount where !visited.base.contains(folder) {
            found += base.childRange(folder).map { base.child($0) }.filter { !changes.marksGone($0) }
        }
        for folder in 0..<changes.folderCount where !visited.changes.contains(folder) {
            found += changes.childRange(folder).map { base.count + changes.child($0) }
        }
        return found
    }
}

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
