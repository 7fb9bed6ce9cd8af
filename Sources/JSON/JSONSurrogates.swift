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
