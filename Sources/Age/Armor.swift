/// The text form of an age file: strict PEM (RFC 7468, figure 3) with the label `AGE ENCRYPTED FILE`.
///
/// A file has exactly one valid armor: other line lengths, blanks inside, missing line ends and non-canonical
/// base64 are refused. White space before and after it is ignored. Line ends are LF, or CRLF throughout.
enum Armor {
    static let begin = Array("-----BEGIN AGE ENCRYPTED FILE-----".utf8)
    static let end = Array("-----END AGE ENCRYPTED FILE-----".utf8)
    private static let columns = 64

    /// True if the file is meant to be armored, that is, if it starts with `-----BEGIN `.
    static func isArmored(_ file: [UInt8]) -> Bool {
        file.drop(while: isBlank).starts(with: begin.prefix(11))
    }

    static func encode(_ file: [UInt8]) -> [UInt8] {
        let text = Base64.encode(file, isPadded: true)
        var armored = begin + [0x0A]
        for start in stride(from: 0, to: text.count, by: columns) {
            armored += text[start..<min(start + columns, text.count)]
            armored.append(0x0A)
        }
        return armored + end + [0x0A]
    }

    static func decode(_ text: [UInt8]) throws(AgeError) -> [UInt8] {
        var rest = text.drop(while: isBlank)
        while let last = rest.last, isBlank(last) { rest.removeLast() }
        var lines = rest.split(separator: 0x0A, omittingEmptySubsequences: false)
        // The last line has no line end; all others have the same one.
        if lines.dropLast().allSatisfy({ $0.last == 0x0D }) {
            for index in lines.indices.dropLast() { lines[index].removeLast() }
        }
        guard lines.count >= 2, lines.removeFirst().elementsEqual(begin) else {
            throw .armor("its first line is wrong")
        }
        guard lines.removeLast().elementsEqual(end) else {
            throw .armor("its last line is missing or wrong")
        }
        guard !lines.isEmpty else { throw .armor("it is empty") }
        guard lines.dropLast().allSatisfy({ $0.count == columns }), let last = lines.last,
            1...columns ~= last.count
        else { throw .armor("each line but the last has 64 characters, and none is empty") }
        guard let file = Base64.decode(lines.joined()[...], isPadded: true) else {
            throw .armor("its base64 is not canonical")
        }
        return file
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }
}

extension Sequence where Element == ArraySlice<UInt8> {
    fileprivate func joined() -> [UInt8] { reduce(into: []) { $0 += $1 } }
}

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
