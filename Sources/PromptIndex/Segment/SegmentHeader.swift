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
