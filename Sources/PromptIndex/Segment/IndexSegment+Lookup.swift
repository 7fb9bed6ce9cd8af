internal import PromptCore

extension IndexSegment {
    /// Returns the value of ``SegmentRow/hash``. It is equal for equal kinds and addresses, in any Unicode
    /// normalization form.
    static func addressHash(_ address: Address, kind: RecordKind) -> UInt64 {
        var path = Slug.nfc(address.path)
        return path.withUTF8 { addressHash(UnsafeRawBufferPointer($0), kind: kind) }
    }

    @inline(__always)
    static func addressHash(_ path: UnsafeRawBufferPointer, kind: RecordKind) -> UInt64 {
        SegmentHash.key(path) &+ UInt64(kind.segmentCode) &* 0x9E37_79B9_7F4A_7C15
    }

    /// Calls `body` with each record of that id, until it returns false.
    @inline(__always)
    func visitRecords(withID id: RecordID, body: (Int) -> Bool) {
        probe(section(.ids), for: SegmentHash.id(high: id.high, low: id.low)) { record in
            let row = record &* SegmentRow.width
            guard rows.long(at: row &+ SegmentRow.idLow) == id.low,
                rows.long(at: row &+ SegmentRow.idHigh) == id.high
            else { return true }
            return body(record)
        }
    }

    /// Calls `body` with each record of that kind and address, until it returns false.
    ///
    /// - Parameter path: the address in NFC.
    @inline(__always)
    func visitRecords(at path: UnsafeRawBufferPointer, kind: RecordKind, body: (Int) -> Bool) {
        let hash = IndexSegment.addressHash(path, kind: kind)
        probe(section(.addresses), for: hash) { record in
            guard long(of: record, column: SegmentRow.hash) == hash, self.kind(record) == kind else {
                return true
            }
            let range = addressRange(record)
            let isSame = paths.bytes.withUnsafeBytes { paths in
                PathOrder.compare(UnsafeRawBufferPointer(rebasing: paths[range]), path) == 0
            }
            guard isSame || isOtherSpelling(range, of: path) else { return true }
            return body(record)
        }
    }

    /// True if an address on the disk is another Unicode spelling of `path`.
    @inline(never)
    private func isOtherSpelling(_ range: Range<Int>, of path: UnsafeRawBufferPointer) -> Bool {
        guard path.contains(where: { $0 >= 0x80 }) else { return false }
        return Slug.nfc(paths.text(range)).utf8.elementsEqual(path)
    }

    @inline(__always)
    private func probe(_ table: SegmentBytes, for hash: UInt64, body: (Int) -> Bool) {
        let size = table.count / 4
        if size == 0 { return }
        var slot = Int(truncatingIfNeeded: hash) & (size - 1)
        // At most all slots are probed, because a forged table may have no free slot.
        for _ in 0..<size {
            let record = table.word(at: slot &* 4) &- 1
            if record < 0 { return }
            if record < count, !body(record) { return }
            slot = (slot &+ 1) & (size - 1)
        }
    }

    func length(of record: Int, in field: SearchField) -> Int {
        let lengths = section(.lengths).bytes
        let offset = (record * SearchField.allCases.count + Int(field.rawValue)) * 2
        guard record >= 0, offset + 2 <= lengths.count else { return 0 }
        return Int(lengths[offset]) | Int(lengths[offset + 1]) << 8
    }

    // MARK: Folders

    var folderCount: Int {
        let folders = section(.folders)
        return max(0, min(folders.word(at: 0), (folders.count - 12) / 8))
    }

    /// Returns the range of a folder's path, `prompts/…`, in ``SegmentSection/folders``.
    func folderPath(_ folder: Int) -> Range<Int> {
        let folders = section(.folders)
        let heap = 4 + (folders.word(at: 0) + 1) * 8
        return folders.range(
            from: heap + folders.word(at: 4 + folder * 8), to: heap + folders.word(at: 12 + folder * 8))
    }

    /// Returns the range of a folder's records in ``SegmentSection/children``.
    func childRange(_ folder: Int) -> Range<Int> {
        let folders = section(.folders)
        let start = folders.word(at: 8 + folder * 8)
        let end = min(folders.word(at: 16 + folder * 8), section(.children).count / 4)
        return start < end ? start..<end : 0..<0
    }

    @inline(__always)
    func child(_ index: Int) -> Int { min(section(.children).word(at: index &* 4), max(0, count - 1)) }

    /// Returns the folder with that path, `prompts/…`; `nil` if there is none.
    func folder(_ path: UnsafeRawBufferPointer) -> Int? {
        let folders = section(.folders)
        return folders.bytes.withUnsafeBytes { bytes in
            var (low, high) = (0, folderCount)
            while low < high {
                let middle = (low + high) / 2
                let known = UnsafeRawBufferPointer(rebasing: bytes[folderPath(middle)])
                let order = PathOrder.compareFolders(known, path)
                if order == 0 { return middle }
                if order < 0 { low = middle + 1 } else { high = middle }
            }
            return nil
        }
    }

    /// True if a record of the segment below is deleted or replaced.
    @inline(__always)
    func marksGone(_ record: Int) -> Bool {
        let bits = section(.gone).bytes
        let index = record &>> 3
        return record >= 0 && index < bits.count && bits[index] & 1 << UInt8(record & 7) != 0
    }

    /// Calls `body` with each record of the segment below that is deleted or replaced.
    func forEachGone(_ body: (Int) -> Void) {
        let gone = section(.gone)
        for start in stride(from: 0, to: gone.count, by: 8) {
            let end = min(start + 8, gone.count)
            // Nearly all records exist, so eight bytes are checked at once.
            if end - start == 8, gone.long(at: start) == 0 { continue }
            for index in start..<end where gone.bytes[index] != 0 {
                for bit in 0..<8 where gone.bytes[index] & 1 << bit != 0 { body(index * 8 + bit) }
            }
        }
    }
}
