internal import SafeFiles

/// Writes numbers and texts one after the other, for derived files of promptpal.
struct FieldWriter {
    private(set) var bytes: [UInt8] = []

    /// Writes a number as 8 bytes, the least significant first.
    mutating func number(_ value: UInt64) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func number(_ value: Int) { number(UInt64(bitPattern: Int64(value))) }

    /// Writes a number as 4 bytes.
    mutating func short(_ value: UInt32) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// Writes bytes with their count before them.
    mutating func field(_ value: some Collection<UInt8>) {
        short(UInt32(truncatingIfNeeded: value.count))
        bytes.append(contentsOf: value)
    }

    mutating func text(_ value: String) { field(value.utf8) }

    /// Writes bytes without a count.
    mutating func raw(_ value: UnsafeRawBufferPointer) { bytes.append(contentsOf: value) }

    /// Returns everything that was written, after a first line with its kind and a checksum.
    func sealed(_ kind: String) -> [UInt8] {
        var head = FieldWriter()
        head.bytes = Array(kind.utf8) + [0x0A]
        head.number(DamageSum.of(bytes))
        return head.bytes + bytes
    }
}

/// Reads the output of a ``FieldWriter``. Past the end, and for impossible values, it returns zeros and sets
/// ``isBroken``.
struct FieldReader {
    private let bytes: [UInt8]
    private var next: Int
    /// True if a value was invalid: the values that were read are meaningless then.
    private(set) var isBroken = false

    /// Returns `nil` if the bytes are not of this kind, or damaged.
    init?(_ bytes: [UInt8], sealed kind: String) {
        let start = kind.utf8.count + 9
        guard bytes.count >= start, bytes.starts(with: kind.utf8), bytes[start - 9] == 0x0A else {
            return nil
        }
        self.bytes = bytes
        next = start - 8
        let sum = number()
        let found = bytes.withUnsafeBytes { DamageSum.of(UnsafeRawBufferPointer(rebasing: $0[start...])) }
        guard sum == found else { return nil }
    }

    /// True if all bytes were read.
    var isAtEnd: Bool { next == bytes.count }

    mutating func number() -> UInt64 { UInt64(littleEndian: load()) }

    /// Reads a number that must be from 0 to `limit`.
    mutating func count(_ limit: Int = Int(Int32.max)) -> Int {
        let value = number()
        guard value <= UInt64(limit) else {
            isBroken = true
            return 0
        }
        return Int(value)
    }

    mutating func signed() -> Int64 { Int64(bitPattern: number()) }

    mutating func short() -> UInt32 { UInt32(littleEndian: load()) }

    /// Reads a number below `limit`.
    mutating func index(below limit: Int) -> Int {
        let value = Int(short())
        if value >= limit { isBroken = true }
        return value < limit ? value : 0
    }

    mutating func field() -> ArraySlice<UInt8> { slice(Int(short())) }

    mutating func text() -> String { String(decoding: field(), as: UTF8.self) }

    /// Reads the next bytes.
    mutating func slice(_ count: Int) -> ArraySlice<UInt8> {
        guard !isBroken, count >= 0, bytes.count - next >= count else {
            isBroken = true
            return []
        }
        defer { next += count }
        return bytes[next..<next + count]
    }

    private mutating func load<Value: FixedWidthInteger & BitwiseCopyable>() -> Value {
        let size = MemoryLayout<Value>.size
        guard !isBroken, bytes.count - next >= size else {
            isBroken = true
            return 0
        }
        defer { next += size }
        return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: next, as: Value.self) }
    }
}
