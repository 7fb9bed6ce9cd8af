/// Reads UTF-8 that may be ill-formed.
enum UTF8Scalar {
    /// Returns the scalar that begins at `place` and its length in bytes; U+FFFD for one byte that begins no
    /// scalar.
    @inline(__always)
    static func read(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (scalar: UInt32, length: Int) {
        let lead = UInt32(bytes[index])
        if lead < 0x80 { return (lead, 1) }
        return readLong(bytes, at: index, lead: lead)
    }

    private static func readLong(
        _ bytes: UnsafeBufferPointer<UInt8>, at index: Int, lead: UInt32
    ) -> (scalar: UInt32, length: Int) {
        let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        guard lead >= 0xC2, lead < 0xF5, index + length <= bytes.count else { return (0xFFFD, 1) }
        var scalar = lead & (0x7F >> UInt32(length))
        for offset in 1..<length {
            let byte = UInt32(bytes[index + offset])
            guard byte & 0xC0 == 0x80 else { return (0xFFFD, 1) }
            scalar = scalar << 6 | byte & 63
        }
        return scalar < 0x11_0000 ? (scalar, length) : (0xFFFD, 1)
    }
}
