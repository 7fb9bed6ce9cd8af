internal import PromptCore

/// A sequence of records with all their data, in a form that is read from the disk at once and used without
/// conversion.
///
/// It is immutable, so many threads can read it. Numbers of records count from 0 in the order of the paths. A
/// section that was not loaded reads as empty.
package final class IndexSegment: Sendable {
    package let header: SegmentHeader
    private let sections: [SegmentBytes]
    let rows: SegmentBytes
    let paths: SegmentBytes
    let names: SegmentBytes
    /// Number of records.
    let count: Int

    /// True if it has no records.
    package var isEmpty: Bool { count == 0 }

    /// A segment without records.
    package static let empty = IndexSegment(SegmentHeader(), sections: [:])

    /// - Parameter sections: the bytes of the loaded sections; they are not checked here.
    init(_ header: SegmentHeader, sections: [SegmentSection: [UInt8]]) {
        self.header = header
        self.sections = SegmentSection.allCases.map { SegmentBytes(sections[$0] ?? []) }
        rows = self.sections[SegmentSection.rows.rawValue]
        paths = self.sections[SegmentSection.paths.rawValue]
        names = self.sections[SegmentSection.names.rawValue]
        count = max(0, min(header.recordCount, rows.count / SegmentRow.width - 1))
    }

    /// Creates a segment from the bytes of a file; `nil` if a section does not match the header.
    ///
    /// - Parameter sections: the loaded sections, as in the file.
    package static func read(
        _ header: SegmentHeader, sections: [SegmentSection: [UInt8]]
    ) -> IndexSegment? {
        for (section, bytes) in sections {
            let entry = header.entries[section.rawValue]
            guard bytes.count == entry.count, SegmentHash.checksum(bytes) == entry.checksum else {
                return nil
            }
        }
        let segment = IndexSegment(header, sections: sections)
        if sections[.rows] != nil, segment.count != header.recordCount { return nil }
        return segment
    }

    func section(_ section: SegmentSection) -> SegmentBytes { sections[section.rawValue] }

    /// The sections as written after the header.
    package var contents: [[UInt8]] { sections.map(\.bytes) }

    /// True if all sections were loaded.
    package var isWhole: Bool {
        header.entries.isEmpty || zip(header.entries, sections).allSatisfy { $0.count == $1.count }
    }

    // MARK: Rows

    @inline(__always)
    func word(of record: Int, column: Int) -> Int { rows.word(at: record &* SegmentRow.width &+ column) }

    @inline(__always)
    func long(of record: Int, column: Int) -> UInt64 {
        rows.long(at: record &* SegmentRow.width &+ column)
    }

    /// Returns the range of a record's bytes in a section; the column contains the start.
    @inline(__always)
    func range(of record: Int, column: Int, in bytes: SegmentBytes) -> Range<Int> {
        bytes.range(from: word(of: record, column: column), to: word(of: record &+ 1, column: column))
    }

    @inline(__always)
    func flags(_ record: Int) -> Int { word(of: record, column: SegmentRow.flags) }

    @inline(__always)
    func kind(_ record: Int) -> RecordKind {
        RecordKind(segmentCode: flags(record) & SegmentRow.kindMask)
    }

    func id(_ record: Int) -> RecordID? {
        guard flags(record) & SegmentRow.hasID != 0 else { return nil }
        return RecordID(
            high: long(of: record, column: SegmentRow.idHigh), low: long(of: record, column: SegmentRow.idLow)
        )
    }

    func stamp(_ record: Int) -> FileStamp {
        FileStamp(
            size: Int64(bitPattern: long(of: record, column: SegmentRow.size)),
            modified: Int64(bitPattern: long(of: record, column: SegmentRow.modified)),
            changed: Int64(bitPattern: long(of: record, column: SegmentRow.changed)),
            inode: long(of: record, column: SegmentRow.inode),
            device: long(of: record, column: SegmentRow.device))
    }

    /// Returns the range of the path, relative to the store, in ``paths``.
    @inline(__always)
    func pathRange(_ record: Int) -> Range<Int> { range(of: record, column: SegmentRow.path, in: paths) }

    /// Returns the range of the address in ``paths``: the path without `prompts/` and without its ending.
    @inline(__always)
    func addressRange(_ record: Int) -> Range<Int> {
        let path = pathRange(record)
        let start = path.lowerBound &+ IndexSegment.libraryLength
        let ending = IndexSegment.endingLength(flags(record) & SegmentRow.kindMask)
        // `prompts/folder.yaml`, the file of the top folder, has no slash before its ending.
        return start < path.upperBound &- ending ? start..<path.upperBound &- ending : 0..<0
    }

    /// Returns the range of the address of the record's folder in ``paths``.
    func folderRange(_ record: Int) -> Range<Int> { folderRange(addressRange(record)) }

    @inline(__always)
    private func folderRange(_ address: Range<Int>) -> Range<Int> {
        paths.bytes.withUnsafeBytes { paths in
            var end = address.upperBound
            while end > address.lowerBound, paths[end &- 1] != 0x2F { end &-= 1 }
            return end > address.lowerBound ? address.lowerBound..<end &- 1 : 0..<0
        }
    }

    /// Returns the same for many records. Rows and paths are far apart, so most of the time is spent waiting
    /// for memory; each step requests the memory of several records before it needs the first one.
    func folderRanges(_ records: [Int]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        ranges.reserveCapacity(records.count)
        for record in records { ranges.append(addressRange(record)) }
        var endings: [UInt8] = []
        endings.reserveCapacity(records.count)
        paths.bytes.withUnsafeBytes { paths in
            for range in ranges { endings.append(range.isEmpty ? 0x2F : paths[range.upperBound &- 1]) }
        }
        for index in ranges.indices {
            let range = ranges[index]
            // An address has no slash at its end. If a forged one has, its folder is everything before the
            // slash.
            let isEnding = endings[index] == 0x2F && !range.isEmpty
            ranges[index] = isEnding ? range.lowerBound..<range.upperBound &- 1 : folderRange(range)
        }
        return ranges
    }

    /// The length of `prompts/`.
    static let libraryLength = 8

    private static func endingLength(_ code: Int) -> Int {
        switch code {
        case 0, 1: 12
        case 2: 14
        case 3: 12
        default: 0
        }
    }
}
