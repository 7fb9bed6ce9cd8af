/// Writes keys in the order of their bytes, each with the records that have it.
///
/// A key's records are increasing numbers. For each record this is written: the difference from the one
/// before (from -1 for the first), doubled, plus 1 if counts follow; a mask of fields; the count of each of
/// these fields if any count is not 1.
struct PostingWriter {
    private(set) var table: [UInt8] = []
    private(set) var keys: [UInt8] = []
    private(set) var postings: [UInt8] = []
    private var last = -1

    /// Begins a key, which must come after all keys before it.
    mutating func begin(_ key: some Collection<UInt8>) {
        table.append(word: keys.count)
        table.append(word: postings.count)
        keys.append(contentsOf: key)
        last = -1
    }

    /// Adds a record, which must come after all records before it.
    ///
    /// - Parameters:
    ///   - mask: a bit for each field, see ``FieldBits``.
    ///   - counts: one for each bit, lowest first; empty if all are 1.
    mutating func add(_ record: Int, mask: Int, counts: [Int]) {
        postings.append(number: (record - last) << 1 | (counts.isEmpty ? 0 : 1))
        postings.append(number: mask)
        for count in counts { postings.append(number: count) }
        last = record
    }

    /// Must be called after the last key.
    mutating func finish() {
        table.append(word: keys.count)
        table.append(word: postings.count)
    }
}

/// Fields as bits. The fields with the most words have the lowest bits, so that a mask is usually one byte.
enum FieldBits {
    private static let count = SearchField.allCases.count

    @inline(__always)
    static func bit(_ field: SearchField) -> Int { count - 1 - Int(field.rawValue) }

    @inline(__always)
    static func field(_ bit: Int) -> SearchField? {
        bit < count ? SearchField(rawValue: UInt8(count - 1 - bit)) : nil
    }
}

/// Iterates over the records of a key.
struct Postings {
    private var cursor: SegmentCursor
    private let limit: Int
    /// The record; valid after ``next()`` has returned true.
    private(set) var record = -1
    /// A bit for each field.
    private(set) var mask = 0
    private(set) var hasCounts = false
    /// Number of counts of the record that were not read.
    private var unread = 0

    /// - Parameter limit: number of records.
    init(_ bytes: SegmentBytes, in range: Range<Int>, limit: Int) {
        cursor = SegmentCursor(bytes, in: range)
        self.limit = limit
    }

    /// Moves to the next record. Returns false if there is none.
    @inline(__always)
    mutating func next() -> Bool {
        while unread > 0 { _ = count() }
        if cursor.isAtEnd { return false }
        let head = cursor.number()
        record = record &+ head >> 1
        mask = cursor.number()
        hasCounts = head & 1 != 0
        unread = hasCounts ? mask.nonzeroBitCount : 0
        return head > 1 && record >= 0 && record < limit
    }

    /// Returns the count of the next field of the mask.
    @inline(__always)
    mutating func count() -> Int {
        if !hasCounts { return 1 }
        unread -= 1
        return min(cursor.number(), 0xFFFF)
    }
}

extension IndexSegment {
    var keyCount: Int { max(0, section(.keyTable).count / 8 - 1) }

    @inline(__always)
    func keyRange(_ key: Int) -> Range<Int> {
        let table = section(.keyTable)
        return section(.keys).range(from: table.word(at: key &* 8), to: table.word(at: key &* 8 &+ 8))
    }

    func postings(_ key: Int) -> Postings {
        let table = section(.keyTable)
        let postings = section(.postings)
        return Postings(
            postings,
            in: postings.range(from: table.word(at: key &* 8 &+ 4), to: table.word(at: key &* 8 &+ 12)),
            limit: count)
    }

    /// Returns the first key that does not come before `bytes`.
    func firstKey(notBefore bytes: [UInt8]) -> Int {
        let keys = section(.keys)
        return keys.bytes.withUnsafeBytes { all in
            bytes.withUnsafeBytes { wanted in
                var (low, high) = (0, keyCount)
                while low < high {
                    let middle = (low + high) / 2
                    let key = UnsafeRawBufferPointer(rebasing: all[keyRange(middle)])
                    if PathOrder.compare(key, wanted) < 0 { low = middle + 1 } else { high = middle }
                }
                return low
            }
        }
    }

    /// Returns the number of a key; `nil` if no record has it.
    func key(_ bytes: [UInt8]) -> Int? {
        let key = firstKey(notBefore: bytes)
        guard key < keyCount, section(.keys)[keyRange(key)].elementsEqual(bytes) else { return nil }
        return key
    }
}

/// The sort orders of an index.
enum PathOrder {
    /// Compares by bytes; negative if `left` comes first.
    @inline(__always)
    static func compare(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
        let shared = min(left.count, right.count)
        var offset = 0
        while offset &+ 8 <= shared {
            let one = left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            let other = right.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            if one != other { return one.bigEndian < other.bigEndian ? -1 : 1 }
            offset &+= 8
        }
        while offset < shared {
            let (one, other) = (left[offset], right[offset])
            if one != other { return one < other ? -1 : 1 }
            offset &+= 1
        }
        return left.count - right.count
    }

    /// True if two ranges have the same bytes.
    @inline(__always)
    static func areEqual(in bytes: UnsafeRawBufferPointer, _ left: Range<Int>, and right: Range<Int>) -> Bool
    {
        left.count == right.count
            && compare(
                UnsafeRawBufferPointer(rebasing: bytes[left]), UnsafeRawBufferPointer(rebasing: bytes[right]))
                == 0
    }

    /// Compares by the parts of addresses: `/` comes before every other byte, so that `a/b` comes before
    /// `a-b`.
    @inline(__always)
    static func compareParts(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
        let shared = min(left.count, right.count)
        var offset = 0
        while offset < shared {
            let (one, other) = (left[offset], right[offset])
            if one != other {
                if one == 0x2F { return -1 }
                if other == 0x2F { return 1 }
                return one < other ? -1 : 1
            }
            offset &+= 1
        }
        return left.count - right.count
    }

    /// Compares paths of folders as scans do: as if each ended in a slash.
    static func compareFolders(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
        let shared = min(left.count, right.count)
        let order = compare(
            UnsafeRawBufferPointer(rebasing: left[..<shared]),
            UnsafeRawBufferPointer(rebasing: right[..<shared]))
        if order != 0 || left.count == right.count { return order }
        let next = left.count > shared ? left[shared] : right[shared]
        let longer = left.count > shared ? 1 : -1
        return next < 0x2F ? -longer : longer
    }
}
