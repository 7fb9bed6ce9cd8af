extension JSONReader {
    /// Reads a string from its opening to its closing quote. Returns its text.
    mutating func string() throws(JSONError) -> String {
        offset += 1
        let start = offset
        // If there is no escape, the text needs no copy.
        try skipPlain()
        if next == UInt8(ascii: "\"") {
            defer { offset += 1 }
            return String(decoding: bytes[start..<offset], as: UTF8.self)
        }
        var text = Array(bytes[start..<offset])
        while next == UInt8(ascii: "\\") {
            try readEscape(into: &text)
            let plain = offset
            try skipPlain()
            text.append(contentsOf: bytes[plain..<offset])
        }
        offset += 1
        return String(decoding: text, as: UTF8.self)
    }

    /// Skips to the next quote or backslash.
    private mutating func skipPlain() throws(JSONError) {
        while true {
            guard let byte = next else { throw error(.endOfText) }
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): return
            case 0..<0x20: throw error(.controlCharacter(byte))
            case 0x20..<0x80: offset += 1
            default:
                guard let size = scalarSize else { throw error(.notUTF8) }
                offset += size
            }
        }
    }

    private mutating func readEscape(into text: inout [UInt8]) throws(JSONError) {
        guard offset + 1 < bytes.count else {
            offset = bytes.count
            throw error(.endOfText)
        }
        let character: UInt8
        switch bytes[offset + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): character = bytes[offset + 1]
        case UInt8(ascii: "b"): character = 0x08
        case UInt8(ascii: "f"): character = 0x0C
        case UInt8(ascii: "n"): character = 0x0A
        case UInt8(ascii: "r"): character = 0x0D
        case UInt8(ascii: "t"): character = 0x09
        case UInt8(ascii: "u"):
            text.append(contentsOf: UTF8.encode(try scalar()) ?? UTF8.encodedReplacementCharacter)
            return
        default: throw error(.escape)
        }
        text.append(character)
        offset += 2
    }

    /// Reads one `\u` escape, or two that are a pair of surrogates. Returns the scalar.
    private mutating func scalar() throws(JSONError) -> Unicode.Scalar {
        let first = try codeUnit(at: offset)
        if let scalar = Unicode.Scalar(first) {
            offset += 6
            return scalar
        }
        guard first < 0xDC00 else { throw error(.loneSurrogate) }
        for (index, byte) in "\\u".utf8.enumerated() {
            guard offset + 6 + index < bytes.count else {
                offset = bytes.count
                throw error(.endOfText)
            }
            guard bytes[offset + 6 + index] == byte else { throw error(.loneSurrogate) }
        }
        let second = try codeUnit(at: offset + 6)
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw error(.loneSurrogate) }
        offset += 12
        return scalar
    }

    /// Returns the number in the four digits of the `\u` escape at `start`.
    private mutating func codeUnit(at start: Int) throws(JSONError) -> UInt32 {
        var unit: UInt32 = 0
        for index in start + 2..<start + 6 {
            guard index < bytes.count else {
                offset = bytes.count
                throw error(.endOfText)
            }
            let digit: UInt8
            switch bytes[index] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = bytes[index] - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = bytes[index] - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = bytes[index] - UInt8(ascii: "A") + 10
            default:
                offset = start
                throw error(.escape)
            }
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }

    /// Length in bytes of the next scalar (Unicode, table 3-7); nil if the bytes are not UTF-8.
    var scalarSize: Int? {
        func continues(at distance: Int, in range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
            offset + distance < bytes.count && range.contains(bytes[offset + distance])
        }
        switch bytes[offset] {
        case 0..<0x80: return 1
        case 0xC2...0xDF: return continues(at: 1) ? 2 : nil
        case 0xE0: return continues(at: 1, in: 0xA0...0xBF) && continues(at: 2) ? 3 : nil
        case 0xED: return continues(at: 1, in: 0x80...0x9F) && continues(at: 2) ? 3 : nil
        case 0xE1...0xEF: return continues(at: 1) && continues(at: 2) ? 3 : nil
        case 0xF0: return continues(at: 1, in: 0x90...0xBF) && continues(at: 2) && continues(at: 3) ? 4 : nil
        case 0xF1...0xF3: return continues(at: 1) && continues(at: 2) && continues(at: 3) ? 4 : nil
        case 0xF4: return continues(at: 1, in: 0x80...0x8F) && continues(at: 2) && continues(at: 3) ? 4 : nil
        default: return nil
        }
    }
}

/// JSON's spelling of characters beyond U+FFFF, for readers that do not know it, as those of YAML.
public enum JSONSurrogates {
    /// Returns the text with each pair of surrogate escapes (`\uD83D\uDE00`) replaced by its character.
    public static func joined(_ bytes: [UInt8]) -> [UInt8] {
        func unit(_ index: Int) -> UInt32? {
            guard index + 6 <= bytes.count, bytes[index] == 0x5C, bytes[index + 1] == 0x75 else { return nil }
            return UInt32(String(decoding: bytes[index + 2..<index + 6], as: UTF8.self), radix: 16)
        }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if let high = unit(index), (0xD800..<0xDC00).contains(high), let low = unit(index + 6),
                (0xDC00..<0xE000).contains(low),
                let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
            {
                result += String(Character(scalar)).utf8
                index += 12
            } else if bytes[index] == 0x5C, index + 1 < bytes.count {
                result += bytes[index...index + 1]
                index += 2
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }
}
