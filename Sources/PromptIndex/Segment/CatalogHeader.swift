/// The start of a catalog's file: what it is of, and where its sections are.
package struct CatalogHeader: Sendable, Equatable {
    /// Where a section lies, counted from the end of the header, and what its bytes sum up to.
    package struct Place: Sendable, Equatable {
        package var offset = 0
        package var count = 0
        package var checksum: UInt64 = 0
    }

    /// The store's directory below the work tree of its repository; a file that is of another store is no use.
    package var store: [UInt8] = []
    /// Nanoseconds since 1970 by the file system's clock, from before the first file was looked at: a file that was changed
    /// later may have been changed once more since it was read.
    package var takenAt: Int64 = 0
    /// Of the segment that this one is laid over; 0 for none.
    package var base: UInt64 = 0
    var recordCount = 0
    /// How many words there are in each field, over all records.
    var totals = [Int](repeating: 0, count: SearchField.allCases.count)
    package var places: [Place] = []

    /// Tells this file's content from any other's.
    package var identity: UInt64 { CatalogHash.checksum(encoded) }

    private static let magic = Array("promptpal catalog\n".utf8)
    /// Raised with every change of the layout or of what is indexed, so that an older file is made anew.
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
        for total in totals { body.append(long: UInt64(total)) }
        body.append(word: places.count)
        for place in places {
            body.append(long: UInt64(place.offset))
            body.append(long: UInt64(place.count))
            body.append(long: place.checksum)
        }
        var bytes = Self.magic
        bytes.append(word: body.count)
        bytes.append(long: CatalogHash.checksum(body))
        return bytes + body
    }

    /// Of the part that says how long the whole is.
    package static let prefixLength = magic.count + 12
    /// No header is longer.
    package static let limit = 1 << 16

    /// How many bytes the header has, from its first ``prefixLength`` ones; `nil` where they are of no catalog.
    package static func length(_ prefix: [UInt8]) -> Int? {
        guard prefix.count >= prefixLength, prefix.starts(with: magic) else { return nil }
        let length = prefixLength + CatalogBytes(prefix).word(at: magic.count)
        return length <= limit ? length : nil
    }

    /// Reads what ``encoded`` wrote; `nil` for anything else.
    package init?(_ bytes: [UInt8]) {
        guard let length = Self.length(bytes), bytes.count == length else { return nil }
        let body = Array(bytes[Self.prefixLength...])
        guard CatalogBytes(bytes).long(at: Self.magic.count + 4) == CatalogHash.checksum(body) else {
            return nil
        }
        let numbers = CatalogBytes(body)
        guard numbers.word(at: 0) == Self.version, numbers.word(at: 4) == 0x0102_0304 else { return nil }
        let storeLength = numbers.word(at: 8)
        guard storeLength <= body.count - 12 else { return nil }
        store = Array(body[12..<12 + storeLength])
        var place = 12 + storeLength
        func long() -> UInt64 {
            defer { place += 8 }
            return numbers.long(at: place)
        }
        func word() -> Int {
            defer { place += 4 }
            return numbers.word(at: place)
        }
        takenAt = Int64(bitPattern: long())
        base = long()
        recordCount = word()
        guard word() == totals.count else { return nil }
        for field in totals.indices { totals[field] = Int(truncatingIfNeeded: long()) }
        guard word() == CatalogSection.allCases.count else { return nil }
        for _ in CatalogSection.allCases {
            let offset = long()
            let count = long()
            guard offset <= Self.longest, count <= Self.longest else { return nil }
            places.append(Place(offset: Int(offset), count: Int(count), checksum: long()))
        }
        guard place == body.count else { return nil }
    }

    /// No section is longer, since places in it are numbers of 32 bits.
    private static let longest: UInt64 = 1 << 32
}
