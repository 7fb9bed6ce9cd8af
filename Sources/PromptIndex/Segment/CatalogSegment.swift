internal import PromptCore

/// A run of records with all that is known of them, in a form that is read from the disk in one go and used as it is.
///
/// Nothing of it is ever changed, so it is read from many threads. Numbers of records count from 0 in the order of the
/// paths. A section that was not loaded answers as if it were empty.
package final class CatalogSegment: Sendable {
    package let header: CatalogHeader
    private let sections: [CatalogBytes]
    let rows: CatalogBytes
    let paths: CatalogBytes
    let names: CatalogBytes
    /// How many records it has.
    let count: Int

    /// No records.
    package static let empty = CatalogSegment(CatalogHeader(), [:])

    /// - Parameter sections: the bytes of those that were loaded; none is checked here.
    init(_ header: CatalogHeader, _ sections: [CatalogSection: [UInt8]]) {
        self.header = header
        self.sections = CatalogSection.allCases.map { CatalogBytes(sections[$0] ?? []) }
        rows = self.sections[CatalogSection.rows.rawValue]
        paths = self.sections[CatalogSection.paths.rawValue]
        names = self.sections[CatalogSection.names.rawValue]
        count = max(0, min(header.recordCount, rows.count / CatalogRow.width - 1))
    }

    /// A segment of what was read from a file; `nil` where a section is not what the header says.
    ///
    /// - Parameter sections: those that were loaded, as the file has them.
    package static func read(
        _ header: CatalogHeader, _ sections: [CatalogSection: [UInt8]]
    ) -> CatalogSegment? {
        for (section, bytes) in sections {
            let place = header.places[section.rawValue]
            guard bytes.count == place.count, CatalogHash.checksum(bytes) == place.checksum else {
                return nil
            }
        }
        let segment = CatalogSegment(header, sections)
        if sections[.rows] != nil, segment.count != header.recordCount { return nil }
        return segment
    }

    func section(_ section: CatalogSection) -> CatalogBytes { sections[section.rawValue] }

    /// The sections as they are written behind the header.
    package var contents: [[UInt8]] { sections.map(\.bytes) }

    /// Whether all sections were loaded.
    package var isWhole: Bool {
        header.places.isEmpty || zip(header.places, sections).allSatisfy { $0.count == $1.count }
    }

    // MARK: Rows

    @inline(__always)
    func word(_ record: Int, _ column: Int) -> Int { rows.word(at: record &* CatalogRow.width &+ column) }

    @inline(__always)
    func long(_ record: Int, _ column: Int) -> UInt64 {
        rows.long(at: record &* CatalogRow.width &+ column)
    }

    /// Where a record's bytes are in a section, by the column that says where they start.
    @inline(__always)
    func range(_ record: Int, _ column: Int, in bytes: CatalogBytes) -> Range<Int> {
        bytes.range(word(record, column), word(record &+ 1, column))
    }

    @inline(__always)
    func flags(_ record: Int) -> Int { word(record, CatalogRow.flags) }

    @inline(__always)
    func kind(_ record: Int) -> RecordKind {
        RecordKind(catalogCode: flags(record) & CatalogRow.kindMask)
    }

    func id(_ record: Int) -> RecordID? {
        guard flags(record) & CatalogRow.hasID != 0 else { return nil }
        return RecordID(high: long(record, CatalogRow.idHigh), low: long(record, CatalogRow.idLow))
    }

    func stamp(_ record: Int) -> FileStamp {
        FileStamp(
            size: Int64(bitPattern: long(record, CatalogRow.size)),
            modified: Int64(bitPattern: long(record, CatalogRow.modified)),
            changed: Int64(bitPattern: long(record, CatalogRow.changed)),
            inode: long(record, CatalogRow.inode), device: long(record, CatalogRow.device))
    }

    /// Where the path, relative to the store, is in ``paths``.
    @inline(__always)
    func pathRange(_ record: Int) -> Range<Int> { range(record, CatalogRow.path, in: paths) }

    /// Where the address is in ``paths``: the path without `prompts/` and without its ending.
    @inline(__always)
    func addressRange(_ record: Int) -> Range<Int> {
        let path = pathRange(record)
        let start = path.lowerBound &+ CatalogSegment.libraryLength
        let ending = CatalogSegment.endingLength(flags(record) & CatalogRow.kindMask)
        // `prompts/folder.yaml`, the library's own, has no slash before its ending.
        return start < path.upperBound &- ending ? start..<path.upperBound &- ending : 0..<0
    }

    /// Where the address of the record's folder is in ``paths``.
    func folderRange(_ record: Int) -> Range<Int> { folderRange(addressRange(record)) }

    @inline(__always)
    private func folderRange(_ address: Range<Int>) -> Range<Int> {
        paths.bytes.withUnsafeBytes { paths in
            var end = address.upperBound
            while end > address.lowerBound, paths[end &- 1] != 0x2F { end &-= 1 }
            return end > address.lowerBound ? address.lowerBound..<end &- 1 : 0..<0
        }
    }

    /// The same of many. Rows and paths lie far apart, so that most of the time is waiting for memory: each step asks for
    /// those of several records before it needs the first.
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
            // An address has no slash at its end, and where somebody made one up, its folder is all before it.
            let isEnding = endings[index] == 0x2F && !range.isEmpty
            ranges[index] = isEnding ? range.lowerBound..<range.upperBound &- 1 : folderRange(range)
        }
        return ranges
    }

    /// Of `prompts/`.
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
