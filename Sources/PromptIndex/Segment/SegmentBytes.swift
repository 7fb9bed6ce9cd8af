/// The numbers and texts of an index's sections, read in place. If an offset is outside of the bytes, it
/// reads as 0 or as empty, so forged bytes can do no harm.
struct SegmentBytes: Sendable {
    let bytes: [UInt8]

    init(_ bytes: [UInt8] = []) { self.bytes = bytes }

    var count: Int { bytes.count }

    /// Returns the number in the four bytes at `offset`.
    @inline(__always)
    func word(at offset: Int) -> Int {
        guard offset >= 0, offset &+ 4 <= bytes.count else { return 0 }
        return bytes.withUnsafeBytes { Int($0.loadUnaligned(fromByteOffset: offset, as: UInt32.self)) }
    }

    /// Returns the number in the eight bytes at `offset`.
    @inline(__always)
    func long(at offset: Int) -> UInt64 {
        guard offset >= 0, offset &+ 8 <= bytes.count else { return 0 }
        return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self) }
    }

    /// Returns the part of `start..<end` that exists.
    @inline(__always)
    func range(from start: Int, to end: Int) -> Range<Int> {
        let end = min(end, bytes.count)
        return start >= 0 && start < end ? start..<end : 0..<0
    }

    @inline(__always)
    subscript(_ range: Range<Int>) -> ArraySlice<UInt8> { bytes[range] }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}

/// Reads bytes that were written one after the other.
struct SegmentCursor {
    private let bytes: SegmentBytes
    private(set) var offset: Int
    private let end: Int

    init(_ bytes: SegmentBytes, in range: Range<Int>) {
        self.bytes = bytes
        offset = range.lowerBound
        end = min(range.upperBound, bytes.count)
    }

    var isAtEnd: Bool { offset >= end }

    /// Reads a number with seven bits per byte, lowest first; 0 at the end.
    @inline(__always)
    mutating func number() -> Int {
        var value = 0
        var shift = 0
        while offset < end, shift < 63 {
            let byte = bytes.bytes[offset]
            offset += 1
            value |= Int(byte & 0x7F) << shift
            if byte < 0x80 { break }
            shift += 7
        }
        return value
    }

    /// Reads a length and returns the range of that many bytes.
    mutating func range() -> Range<Int> {
        let length = number()
        let range = bytes.range(from: offset, to: offset &+ min(length, end - offset))
        offset += range.count
        return range
    }

    mutating func text() -> String { bytes.text(range()) }
}

extension [UInt8] {
    /// Appends a number of 32 bits.
    mutating func append(word: Int) {
        Swift.withUnsafeBytes(of: UInt32(truncatingIfNeeded: word)) { append(contentsOf: $0) }
    }

    /// Appends a number of 64 bits.
    mutating func append(long: UInt64) {
        Swift.withUnsafeBytes(of: long) { append(contentsOf: $0) }
    }

    /// Appends a number that is not negative, with seven bits per byte.
    @inline(__always)
    mutating func append(number: Int) {
        var rest = number
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(truncatingIfNeeded: rest))
    }

    /// Appends a text with its length before it.
    mutating func append(text: String) {
        append(number: text.utf8.count)
        append(contentsOf: text.utf8)
    }
}

/// A fast hash that is not secure against an adversary.
enum SegmentHash {
    /// Returns the hash of a whole section: four lanes of eight bytes.
    static func checksum(_ bytes: [UInt8]) -> UInt64 {
        bytes.withUnsafeBytes { buffer in
            var (one, two, three, four) = (seed, seed &+ 1, seed &+ 2, seed &+ 3)
            var offset = 0
            while offset &+ 32 <= buffer.count {
                one = lane(one, adding: buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
                two = lane(two, adding: buffer.loadUnaligned(fromByteOffset: offset &+ 8, as: UInt64.self))
                three = lane(
                    three, adding: buffer.loadUnaligned(fromByteOffset: offset &+ 16, as: UInt64.self))
                four = lane(four, adding: buffer.loadUnaligned(fromByteOffset: offset &+ 24, as: UInt64.self))
                offset &+= 32
            }
            var sum = lane(
                lane(lane(lane(UInt64(buffer.count), adding: one), adding: two), adding: three), adding: four)
            while offset < buffer.count {
                sum = lane(sum, adding: UInt64(buffer[offset]))
                offset &+= 1
            }
            return finish(sum)
        }
    }

    /// Returns the hash of a short key.
    @inline(__always)
    static func key(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var sum = seed ^ UInt64(bytes.count)
        var offset = 0
        while offset &+ 8 <= bytes.count {
            sum = lane(sum, adding: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            offset &+= 8
        }
        var rest: UInt64 = 0
        while offset < bytes.count {
            rest = rest << 8 | UInt64(bytes[offset])
            offset &+= 1
        }
        return finish(lane(sum, adding: rest))
    }

    @inline(__always)
    static func id(high: UInt64, low: UInt64) -> UInt64 {
        finish(lane(lane(seed, adding: high), adding: low))
    }

    private static let seed: UInt64 = 0x9E37_79B9_7F4A_7C15

    @inline(__always)
    private static func lane(_ sum: UInt64, adding bytes: UInt64) -> UInt64 {
        let mixed = (sum ^ bytes) &* 0xD6E8_FEB8_6659_FD93
        return mixed ^ mixed &>> 29
    }

    @inline(__always)
    private static func finish(_ sum: UInt64) -> UInt64 {
        let mixed = (sum ^ sum &>> 32) &* 0xD6E8_FEB8_6659_FD93
        return mixed ^ mixed &>> 32
    }
}
