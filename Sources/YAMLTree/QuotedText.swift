/// A text between quotes, on one line.
enum QuotedText {
    /// Returns `'…'`; only for a text without line breaks or unprintable characters.
    static func single(_ text: [UInt8]) -> [UInt8] {
        var out = [UInt8(ascii: "'")]
        for byte in text {
            if byte == UInt8(ascii: "'") { out.append(byte) }
            out.append(byte)
        }
        out.append(UInt8(ascii: "'"))
        return out
    }

    /// Returns `"…"`; for any text.
    static func double(_ text: [UInt8]) -> [UInt8] {
        var out = [UInt8(ascii: "\"")]
        text.withUnsafeBufferPointer { bytes in
            var index = 0
            while index < bytes.count {
                let length = max(1, UTF8Scalars.length(bytes, at: index))
                let value = UTF8Scalars.value(bytes, at: index, length: length)
                if let escape = escape(value) {
                    out.append(UInt8(ascii: "\\"))
                    out.append(contentsOf: escape.utf8)
                } else {
                    out.append(contentsOf: bytes[index..<index + length])
                }
                index += length
            }
        }
        out.append(UInt8(ascii: "\""))
        return out
    }

    /// Returns the text in double quotes; in single quotes if it contains `"` or `\` and single quotes can
    /// hold it.
    static func best(_ text: [UInt8]) -> [UInt8] {
        let traits = TextTraits(text)
        let isSingle =
            fitsSingle(traits) && text.contains { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
        return isSingle ? single(text) : double(text)
    }

    static func fitsSingle(_ traits: TextTraits) -> Bool {
        traits.isPrintable && !traits.hasLineFeed && !traits.hasOddBreak && !traits.hasTab
    }

    private static func escape(_ value: UInt32) -> String? {
        switch value {
        case 0x22: return "\""
        case 0x5C: return "\\"
        case 0x0A: return "n"
        case 0x09: return "t"
        case 0x0D: return "r"
        case 0x00: return "0"
        case 0x07: return "a"
        case 0x08: return "b"
        case 0x0B: return "v"
        case 0x0C: return "f"
        case 0x1B: return "e"
        case 0x85: return "N"
        case 0x2028: return "L"
        case 0x2029: return "P"
        default:
            guard TextTraits.isUnprintable(value) else { return nil }
            return value < 0x100 ? "x" + hex(value, width: 2) : "u" + hex(value, width: 4)
        }
    }
}
