/// A text divided into units for the comparison of words.
///
/// A token is a word (letters, digits, `_` and the marks on them), a run of white space, a line end, a
/// template tag (`{{name}}`), or one other character: punctuation, an emoji with all its parts, or a
/// character of a script that puts no spaces between words (Chinese, Japanese, Thai, …).
struct TextTokens {
    struct Token {
        /// UTF-8 byte range in the text.
        let range: Range<Int>
        let kind: Kind
    }

    enum Kind {
        case word, space, lineEnd, tag, sign
    }

    /// Maximum length in bytes of a tag that is one token; a longer one is no name but text between braces.
    static let longestTag = 200

    /// Returns the tokens of `bytes[range]`, which must be well-formed UTF-8. They cover the whole range.
    static func tokens(of bytes: [UInt8], in range: Range<Int>) -> [Token] {
        var tokens: [Token] = []
        var index = range.lowerBound
        while index < range.upperBound {
            let (end, kind) = token(in: bytes, at: index, range.upperBound)
            tokens.append(Token(range: index..<end, kind: kind))
            index = end
        }
        return tokens
    }

    private static func token(in bytes: [UInt8], at start: Int, _ limit: Int) -> (end: Int, kind: Kind) {
        let byte = bytes[start]
        switch byte {
        case 0x0A: return (start + 1, .lineEnd)
        case 0x0D where start + 1 < limit && bytes[start + 1] == 0x0A: return (start + 2, .lineEnd)
        case 0x7B:
            if let end = tagEnd(in: bytes, at: start, limit) { return (end, .tag) }
            return (signEnd(in: bytes, after: start + 1, limit), .sign)
        default: break
        }
        if isSpace(byte) {
            var end = start + 1
            while end < limit, isSpace(bytes[end]), !isLineEnd(in: bytes, at: end, limit: limit) { end += 1 }
            return (end, .space)
        }
        let (scalar, next) = ScalarClass.scalar(in: bytes, at: start, limit)
        switch ScalarClass(scalar) {
        case .word: return (wordEnd(in: bytes, at: next, limit), .word)
        case .space: return (next, .space)
        // Each of them counts as a word.
        case .unspaced: return (signEnd(in: bytes, after: next, limit), .word)
        case .flag:
            let (second, end) = ScalarClass.scalar(in: bytes, at: next, limit)
            let isPair = next < limit && ScalarClass(second) == .flag
            return (signEnd(in: bytes, after: isPair ? end : next, limit), .sign)
        case .extending, .sign: return (signEnd(in: bytes, after: next, limit), .sign)
        }
    }

    private static func wordEnd(in bytes: [UInt8], at start: Int, _ limit: Int) -> Int {
        var end = start
        while end < limit {
            let (scalar, next) = ScalarClass.scalar(in: bytes, at: end, limit)
            let kind = ScalarClass(scalar)
            guard kind == .word || kind == .extending else { break }
            end = next
        }
        return end
    }

    /// Returns the offset past the marks of a character and the characters that a zero-width joiner joins to
    /// it.
    private static func signEnd(in bytes: [UInt8], after start: Int, _ limit: Int) -> Int {
        var end = start
        while end < limit, bytes[end] >= 0x80 {
            let (scalar, next) = ScalarClass.scalar(in: bytes, at: end, limit)
            guard ScalarClass(scalar) == .extending else { break }
            end = next
            if scalar == 0x200D, end < limit, bytes[end] >= 0x80 {
                end = ScalarClass.scalar(in: bytes, at: end, limit).next
            }
        }
        return end
    }

    /// Returns the end of a tag that opens at `start`; `nil` if it contains a line end or a brace.
    private static func tagEnd(in bytes: [UInt8], at start: Int, _ limit: Int) -> Int? {
        guard start + 1 < limit, bytes[start + 1] == 0x7B else { return nil }
        var index = start + 2
        if index < limit, bytes[index] == 0x7B { index += 1 }
        let far = min(limit, start + longestTag)
        while index < far, bytes[index] != 0x7D {
            if bytes[index] == 0x0A || bytes[index] == 0x7B { return nil }
            index += 1
        }
        guard index + 1 < limit, bytes[index] == 0x7D, bytes[index + 1] == 0x7D else { return nil }
        index += 2
        if index < limit, bytes[start + 2] == 0x7B, bytes[index] == 0x7D { index += 1 }
        return index
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

    private static func isLineEnd(in bytes: [UInt8], at index: Int, limit: Int) -> Bool {
        bytes[index] == 0x0D && index + 1 < limit && bytes[index + 1] == 0x0A
    }
}

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
