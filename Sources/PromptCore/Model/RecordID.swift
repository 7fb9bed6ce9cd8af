/// A UUID (RFC 9562) that identifies a record, also after renames.
public struct RecordID: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The sixteen bytes as two big-endian halves.
    public let high: UInt64
    /// The second half.
    public let low: UInt64

    /// An id from its two halves.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Reads the usual form: `8-4-4-4-12` hexadecimal digits in any case. Returns `nil` for any other text.
    public init?(_ text: String) {
        var halves: (UInt64, UInt64) = (0, 0)
        var digits = 0
        var index = 0
        for byte in text.utf8 {
            defer { index += 1 }
            if index == 8 || index == 13 || index == 18 || index == 23 {
                guard byte == 0x2D else { return nil }
                continue
            }
            let value: UInt64
            switch byte {
            case 0x30...0x39: value = UInt64(byte - 0x30)
            case 0x61...0x66: value = UInt64(byte - 0x61 + 10)
            case 0x41...0x46: value = UInt64(byte - 0x41 + 10)
            default: return nil
            }
            if digits < 16 { halves.0 = halves.0 << 4 | value } else { halves.1 = halves.1 << 4 | value }
            digits += 1
        }
        guard digits == 32, index == 36 else { return nil }
        self.init(high: halves.0, low: halves.1)
    }

    /// Returns a version 7 (time-ordered) id.
    /// - Parameters:
    ///   - milliseconds: Unix time in milliseconds; 48 bits are used.
    ///   - random: 128 random bits, of which 74 are used.
    public static func version7(milliseconds: UInt64, random: (UInt64, UInt64)) -> RecordID {
        RecordID(
            high: milliseconds << 16 | 0x7000 | random.0 & 0x0FFF,
            low: 0x8000_0000_0000_0000 | random.1 & 0x3FFF_FFFF_FFFF_FFFF)
    }

    /// The usual form in lower case.
    public var description: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(36)
        for index in 0..<32 {
            if index == 8 || index == 12 || index == 16 || index == 20 { bytes.append(0x2D) }
            let half = index < 16 ? high : low
            let digit = UInt8(truncatingIfNeeded: half >> UInt64(60 - index % 16 * 4)) & 15
            bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Compares the bytes, so that UUIDs of version 7 sort by time.
    public static func < (left: RecordID, right: RecordID) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}
