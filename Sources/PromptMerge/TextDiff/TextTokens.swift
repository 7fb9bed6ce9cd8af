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
