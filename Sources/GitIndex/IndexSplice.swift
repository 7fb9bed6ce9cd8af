extension IndexFile {
    /// Up to this number of edits are made one by one in the bytes; more are made in one pass that writes the
    /// bytes again. To move the bytes after an edit costs less than to write as much new memory, but it is
    /// needed for every edit.
    static let splicedEdits = 4

    /// Makes a few edits in place.
    ///
    /// - Parameter extensions: the extensions that replace the existing ones.
    mutating func splice(
        _ plan: IndexPlan, inserting changes: [IndexChange], racyFrom: UInt32, extensions: [UInt8]
    ) {
        smudge(racyFrom: racyFrom)
        bytes.removeSubrange(Int(offsets[entryCount])...)
        // From the last to the first, so that the indices before an edit stay valid.
        for edit in plan.edits.reversed() {
            replace(edit.removed, with: edit.inserted.map { changes[$0] })
        }
        bytes.append(contentsOf: extensions)
        bytes.append(contentsOf: repeatElement(0, count: IndexLayout.checksumSize))
        let version: UInt32 = isCompressed ? 4 : extendedCount > 0 ? 3 : 2
        let count = UInt32(truncatingIfNeeded: entryCount)
        bytes.withUnsafeMutableBytes { bytes in
            bytes.start.store(IndexLayout.signature, at: 0)
            bytes.start.store(version, at: 4)
            bytes.start.store(count, at: 8)
        }
    }

    /// Sets the size of racy entries to 0.
    private mutating func smudge(racyFrom: UInt32) {
        let racy = withEntries { entries in
            (0..<entries.count).filter { entries[$0].isRacy(from: racyFrom) }
        }
        guard !racy.isEmpty else { return }
        let offsets = offsets
        bytes.withUnsafeMutableBytes { bytes in
            for index in racy {
                (bytes.start + Int(offsets[index])).store(UInt32(0), at: IndexLayout.sizeOffset)
            }
        }
    }

    private mutating func replace(_ range: Range<Int>, with change: IndexChange?) {
        let (extended, conflicts) = withEntries { entries in
            (range.count { entries[$0].isExtended }, range.count { entries[$0].stage != 0 })
        }
        extendedCount -= extended
        conflictCount -= conflicts
        let start = Int(offsets[range.lowerBound])
        let end = Int(offsets[range.upperBound])
        let size = change?.entrySize ?? 0
        let entry = [UInt8](unsafeUninitializedCapacity: size) { entry, count in
            count = change?.writeEntry(to: UnsafeMutableRawBufferPointer(entry).start) ?? 0
        }
        bytes.replaceSubrange(start..<end, with: entry)
        let growth = UInt32(truncatingIfNeeded: size - (end - start))
        if growth != 0 {
            for index in range.upperBound..<offsets.count { offsets[index] &+= growth }
        }
        offsets.replaceSubrange(range, with: change == nil ? [] : [UInt32(truncatingIfNeeded: start)])
    }
}
