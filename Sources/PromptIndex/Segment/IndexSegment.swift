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

/// The start of an index's file: its store, and the positions of its sections.
package struct SegmentHeader: Sendable, Equatable {
    /// The position of a section, relative to the end of the header, and its checksum.
    package struct Entry: Sendable, Equatable {
        package var offset = 0
        package var count = 0
        package var checksum: UInt64 = 0
    }

    /// The store's directory below the work tree of its repository. An index of another store must not be
    /// used.
    package var store: [UInt8] = []
    /// The file system's time before the first file was examined, in nanoseconds since 1970. A file that was
    /// changed later may have been changed once more since it was read.
    package var takenAt: Int64 = 0
    /// The identity of the segment below this one; 0 if there is none.
    package var base: UInt64 = 0
    var recordCount = 0
    /// The number of words in each field, over all records.
    var totals = [Int](repeating: 0, count: SearchField.allCases.count)
    package var entries: [Entry] = []

    /// The identity of this file's content.
    package var identity: UInt64 { SegmentHash.checksum(encoded) }

    private static let magic = Array("promptpal catalog\n".utf8)
    /// Must be increased with every change of the layout or of the indexed data, so that older files are
    /// rebuilt.
    private static let version = 1

    init() {}

    /// The file's first bytes.
    package var encoded: [UInt8] {
        var body: [UInt8] = []
        body.append(word: Self.version)
        body.append(word: 0x0102_0304)
        body.append(word: store.count)
        body.append(contentsOf: store)
        body.append(long: UInt64(bitPattern: takenAt))
        body.append(long: base)
        body.append(word: recordCount)
        body.append(word: totals.count)
        for total in totals { body.append(long: UInt64(bitPattern: Int64(total))) }
        body.append(word: entries.count)
        for entry in entries {
            body.append(long: UInt64(entry.offset))
            body.append(long: UInt64(entry.count))
            body.append(long: entry.checksum)
        }
        var bytes = Self.magic
        bytes.append(word: body.count)
        bytes.append(long: SegmentHash.checksum(body))
        return bytes + body
    }

    /// Length of the part that contains the length of the whole header.
    package static let prefixLength = magic.count + 12
    /// Maximum length of a header.
    package static let limit = 1 << 16

    /// Returns the header's length from its first ``prefixLength`` bytes; `nil` if they are not those of a
    /// index.
    package static func length(_ prefix: [UInt8]) -> Int? {
        guard prefix.count >= prefixLength, prefix.starts(with: magic) else { return nil }
        let length = prefixLength + SegmentBytes(prefix).word(at: magic.count)
        return length <= limit ? length : nil
    }

    /// Reads the bytes of ``encoded``; `nil` for any other bytes.
    package init?(_ bytes: [UInt8]) {
        guard let length = Self.length(bytes), bytes.count == length else { return nil }
        let body = Array(bytes[Self.prefixLength...])
        guard SegmentBytes(bytes).long(at: Self.magic.count + 4) == SegmentHash.checksum(body) else {
            return nil
        }
        let numbers = SegmentBytes(body)
        guard numbers.word(at: 0) == Self.version, numbers.word(at: 4) == 0x0102_0304 else { return nil }
        let storeLength = numbers.word(at: 8)
        guard storeLength <= body.count - 12 else { return nil }
        store = Array(body[12..<12 + storeLength])
        var position = 12 + storeLength
        func long() -> UInt64 {
            defer { position += 8 }
            return numbers.long(at: position)
        }
        func word() -> Int {
            defer { position += 4 }
            return numbers.word(at: position)
        }
        takenAt = Int64(bitPattern: long())
        base = long()
        recordCount = word()
        guard word() == totals.count else { return nil }
        for field in totals.indices {
            let total = long()
            guard total <= Self.mostWords else { return nil }
            totals[field] = Int(total)
        }
        guard word() == SegmentSection.allCases.count else { return nil }
        // Each section begins where the one before it ends, so together they are no longer than the file.
        var end: UInt64 = 0
        for _ in SegmentSection.allCases {
            let offset = long()
            let count = long()
            guard offset == end, count <= Self.longest else { return nil }
            end += count
            entries.append(Entry(offset: Int(offset), count: Int(count), checksum: long()))
        }
        guard position == body.count else { return nil }
    }

    /// Maximum length of a section, because offsets in it are numbers of 32 bits.
    private static let longest: UInt64 = 1 << 32
    /// Maximum number of words of a field: sums of several segments are far below 2^63.
    private static let mostWords: UInt64 = 1 << 48
}
