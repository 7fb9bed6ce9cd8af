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
    private func compareName(in segment: IndexSegment, of record: Int, with name: UnsafeRawBufferPointer) -> Int {
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
