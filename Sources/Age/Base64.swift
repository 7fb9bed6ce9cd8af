/// Base64 of RFC 4648, section 4, in its canonical form only: no line ends, no other characters, unused bits
/// zero.
enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Returns the text of `bytes`, padded with `=` to a multiple of four if `isPadded`.
    static func encode(_ bytes: some Sequence<UInt8>, isPadded: Bool) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.underestimatedCount / 3 * 4 + 4)
        let alphabet = alphabet
        var bits: UInt32 = 0
        var count: UInt32 = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            count += 8
            while count >= 6 {
                count -= 6
                text.append(alphabet[Int(bits >> count & 0x3F)])
            }
        }
        if count > 0 { text.append(alphabet[Int(bits << (6 - count) & 0x3F)]) }
        while isPadded, text.count % 4 != 0 { text.append(0x3D) }
        return text
    }

    /// Returns the bytes of a text; `nil` if it is not canonical.
    ///
    /// - Parameter isPadded: true if the text must have its `=`; if false, it must have none.
    static func decode(_ text: ArraySlice<UInt8>, isPadded: Bool) -> [UInt8]? {
        var text = text
        if isPadded {
            guard text.count % 4 == 0 else { return nil }
            let padding = text.reversed().prefix { $0 == 0x3D }.count
            guard padding <= 2 else { return nil }
            text = text.dropLast(padding)
            guard padding == (4 - text.count % 4) % 4 else { return nil }
        }
        guard text.count % 4 != 1 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count * 3 / 4)
        var bits: UInt32 = 0
        var count: UInt32 = 0
        for byte in text {
            guard let value = value(of: byte) else { return nil }
            bits = bits << 6 | value
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> count))
            }
        }
        // The unused bits must be zero.
        guard bits & (1 << count - 1) == 0 else { return nil }
        return bytes
    }

    private static func value(of byte: UInt8) -> UInt32? {
        switch byte {
        case 0x41...0x5A: UInt32(byte) - 0x41
        case 0x61...0x7A: UInt32(byte) - 0x61 + 26
        case 0x30...0x39: UInt32(byte) - 0x30 + 52
        case 0x2B: 62
        case 0x2F: 63
        default: nil
        }
    }
}
