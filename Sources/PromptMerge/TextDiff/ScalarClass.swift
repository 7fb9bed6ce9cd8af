/// The class of a Unicode scalar, for the comparison of words.
enum ScalarClass {
    case word, space, sign
    /// Of a script that puts no spaces between words.
    case unspaced
    /// Belongs to the scalar before it.
    case extending
    /// Half a flag.
    case flag

    init(_ scalar: UInt32) {
        guard scalar >= 0x80 else {
            switch scalar {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: self = .word
            default: self = .sign
            }
            return
        }
        switch scalar {
        case 0x0E01...0x0E30, 0x0E32, 0x0E40...0x0E46, 0x0E81...0x0EB0, 0x0EB2, 0x0EC0...0x0EC6,
            0x1000...0x102A, 0x1780...0x17B3, 0x3041...0x3096, 0x3099...0x309F,
            0x30A1...0x30FA, 0x30FC...0x30FF, 0x31F0...0x31FF, 0x3005...0x3007, 0x3400...0x4DBF,
            0x4E00...0x9FFF, 0xF900...0xFAFF, 0xFF66...0xFF9D, 0x1B000...0x1B16F, 0x20000...0x3FFFF:
            self = .unspaced
        case 0x0E33, 0x0EB3, 0x200D, 0xFE00...0xFE0F, 0x1F3FB...0x1F3FF, 0xE0020...0xE007F: self = .extending
        case 0x1F1E6...0x1F1FF: self = .flag
        default: self = ScalarClass.byProperty(scalar)
        }
    }

    private static func byProperty(_ scalar: UInt32) -> ScalarClass {
        guard let properties = Unicode.Scalar(scalar)?.properties else { return .sign }
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .decimalNumber, .letterNumber, .otherNumber, .connectorPunctuation:
            return .word
        case .nonspacingMark, .spacingMark, .enclosingMark: return .extending
        case .spaceSeparator, .lineSeparator, .paragraphSeparator: return .space
        default: return .sign
        }
    }

    /// Returns the scalar that starts at `index`, and the start of the next one.
    static func scalar(in bytes: [UInt8], at index: Int, _ limit: Int) -> (scalar: UInt32, next: Int) {
        guard index < limit else { return (0, limit) }
        let lead = bytes[index]
        if lead < 0x80 { return (UInt32(lead), index + 1) }
        let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        var scalar = UInt32(lead) & (0xFF >> UInt32(length + 1))
        let next = min(index + length, limit)
        for byte in bytes[index + 1..<next] { scalar = scalar << 6 | UInt32(byte & 0x3F) }
        return (scalar, next)
    }
}
