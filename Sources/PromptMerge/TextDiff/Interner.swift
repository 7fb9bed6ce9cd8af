/// Assigns equal byte sequences equal numbers, from 0 in the order of first use, so that a comparison of two
/// sequences is a comparison of two numbers.
struct Interner {
    private var numbers: [ByteKey: Int32] = [:]

    /// Number of different sequences.
    var count: Int { numbers.count }

    mutating func number(of bytes: ArraySlice<UInt8>) -> Int32 {
        let key = ByteKey(bytes: bytes)
        if let number = numbers[key] { return number }
        let number = Int32(truncatingIfNeeded: numbers.count)
        numbers[key] = number
        return number
    }
}

/// Bytes as a dictionary key. A `String` can't be used, because it equals other spellings of the same
/// characters.
private struct ByteKey: Hashable {
    let bytes: ArraySlice<UInt8>

    static func == (left: ByteKey, right: ByteKey) -> Bool {
        guard left.bytes.count == right.bytes.count else { return false }
        return left.bytes.withUnsafeBytes { a in
            right.bytes.withUnsafeBytes { b in equal(a, b) }
        }
    }

    /// Compares eight bytes at a time, because most keys are words and lines of some length.
    private static func equal(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
        var index = 0
        while index + 8 <= a.count {
            if a.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                != b.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            {
                return false
            }
            index += 8
        }
        while index < a.count {
            if a[index] != b[index] { return false }
            index += 1
        }
        return true
    }

    func hash(into hasher: inout Hasher) {
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    }
}
