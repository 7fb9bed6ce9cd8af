/// The id of an object in a Git repository: the SHA-1 of its content, 20 bytes.
///
/// It is stored as three numbers in the order of the bytes, so that comparing, hashing and copying need no
/// allocation. Ids are ordered by their bytes.
public struct ObjectID: Hashable, Sendable {
    /// The length of an id in bytes.
    public static let byteCount = 20
    /// The id of 20 zeros, which Git uses if there is no object.
    public static let zero = ObjectID(high: 0, middle: 0, low: 0)
    /// The id of the empty blob, the same in every repository.
    public static let emptyBlob = ObjectID(
        high: 0xe69d_e29b_b2d1_d643, middle: 0x4b8b_29ae_775a_d8c2, low: 0xe48c_5391)
    /// The id of the empty tree, the same in every repository.
    public static let emptyTree = ObjectID(
        high: 0x4b82_5dc6_42cb_6eb9, middle: 0xa060_e54b_f8d6_9288, low: 0xfbee_4904)

    /// Bytes 0 to 7, most significant first.
    private let high: UInt64
    /// Bytes 8 to 15.
    private let middle: UInt64
    /// Bytes 16 to 19.
    private let low: UInt32

    private init(high: UInt64, middle: UInt64, low: UInt32) {
        self.high = high
        self.middle = middle
        self.low = low
    }

    /// Creates an id from 20 raw bytes; `nil` if their number differs.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == ObjectID.byteCount else { return nil }
        let read = bytes.withContiguousStorageIfAvailable { bytes in
            UnsafeRawPointer(bytes.baseAddress).map { ObjectID(reading: $0) }
        }
        if let read = read ?? nil {
            self = read
            return
        }
        var numbers = (high: UInt64(0), middle: UInt64(0), low: UInt32(0))
        for (index, byte) in bytes.enumerated() {
            switch index {
            case 0..<8: numbers.high = numbers.high << 8 | UInt64(byte)
            case 8..<16: numbers.middle = numbers.middle << 8 | UInt64(byte)
            default: numbers.low = numbers.low << 8 | UInt32(byte)
            }
        }
        self.init(high: numbers.high, middle: numbers.middle, low: numbers.low)
    }

    /// Reads an id from 40 hexadecimal digits in either case; `nil` for any other text.
    public init?(hex: some StringProtocol) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(ObjectID.byteCount)
        var pending: UInt8?
        for digit in hex.utf8 {
            guard bytes.count < ObjectID.byteCount, let value = ObjectID.value(ofHexDigit: digit) else {
                return nil
            }
            if let first = pending {
                bytes.append(first << 4 | value)
                pending = nil
            } else {
                pending = value
            }
        }
        guard pending == nil else { return nil }
        self.init(bytes: bytes)
    }

    /// Reads the 20 bytes at an address; the caller has checked that they exist.
    package init(reading address: UnsafeRawPointer) {
        high = UInt64(bigEndian: address.loadUnaligned(as: UInt64.self))
        middle = UInt64(bigEndian: address.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        low = UInt32(bigEndian: address.loadUnaligned(fromByteOffset: 16, as: UInt32.self))
    }

    /// Writes the 20 bytes to an address; the caller has checked that there is room.
    package func write(to address: UnsafeMutableRawPointer) {
        address.storeBytes(of: high.bigEndian, as: UInt64.self)
        address.storeBytes(of: middle.bigEndian, toByteOffset: 8, as: UInt64.self)
        address.storeBytes(of: low.bigEndian, toByteOffset: 16, as: UInt32.self)
    }

    /// The 20 raw bytes.
    public var bytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: ObjectID.byteCount) { buffer, count in
            guard let address = UnsafeMutableRawPointer(buffer.baseAddress) else { return }
            write(to: address)
            count = ObjectID.byteCount
        }
    }

    /// The id as Git prints it: 40 lower-case hexadecimal digits.
    public var hex: String {
        String(unsafeUninitializedCapacity: 2 * ObjectID.byteCount) { digits in
            for (index, byte) in bytes.enumerated() {
                digits[2 * index] = ObjectID.hexDigit(byte >> 4)
                digits[2 * index + 1] = ObjectID.hexDigit(byte & 15)
            }
            return 2 * ObjectID.byteCount
        }
    }

    /// The first seven digits, as people read and type them. They may be ambiguous.
    public var short: String { String(hex.prefix(7)) }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }

    private static func value(ofHexDigit digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

extension ObjectID: Comparable {
    /// Orders ids by their bytes, which is also the order of their digits.
    public static func < (left: ObjectID, right: ObjectID) -> Bool {
        (left.high, left.middle, left.low) < (right.high, right.middle, right.low)
    }
}

extension ObjectID: CustomStringConvertible {
    /// The 40 digits.
    public var description: String { hex }
}
