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
