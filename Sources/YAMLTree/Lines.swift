/// Lines as YAML 1.2 counts them: ended by LF, CRLF or CR. NEL (U+0085), LS (U+2028) and PS (U+2029) are text;
/// libyaml, which would end lines there, reads other characters instead of them (``OddBreaks``).
enum Lines {
    /// Returns the length in bytes of the line break at `index`; 0 if there is none.
    @inline(__always)
    static func breakLength(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        guard index < bytes.count else { return 0 }
        let byte = bytes[index]
        if byte == 0x0A { return 1 }
        if byte == 0x0D { return index + 1 < bytes.count && bytes[index + 1] == 0x0A ? 2 : 1 }
        return 0
    }

    /// Returns the length in bytes of the line break that ends just before `index`; 0 if there is none.
    static func breakLength(_ bytes: UnsafeBufferPointer<UInt8>, before index: Int) -> Int {
        guard index > 0 else { return 0 }
        switch bytes[index - 1] {
        case 0x0A: return index > 1 && bytes[index - 2] == 0x0D ? 2 : 1
        case 0x0D: return 1
        default: return 0
        }
    }

    /// Returns the start of the line that contains `index`; on the first line, past a byte-order mark.
    static func start(_ bytes: UnsafeBufferPointer<UInt8>, of index: Int) -> Int {
        var position = index
        while position > 0, breakLength(bytes, before: position) == 0 { position -= 1 }
        return position == 0 ? min(index, byteOrderMark(bytes)) : position
    }

    /// Returns the end of the line that contains `index`, before its line break.
    static func end(_ bytes: UnsafeBufferPointer<UInt8>, of index: Int) -> Int {
        var position = index
        while position < bytes.count, breakLength(bytes, at: position) == 0 { position += 1 }
        return position
    }

    /// Returns the start of the next line; after the last line, the end of the text.
    static func next(_ bytes: UnsafeBufferPointer<UInt8>, after index: Int) -> Int {
        let end = end(bytes, of: index)
        return end + breakLength(bytes, at: end)
    }

    /// Returns the number, from 1, of the line that contains `index`, as editors count.
    static func number(_ bytes: UnsafeBufferPointer<UInt8>, of index: Int) -> Int {
        var line = 1
        var position = 0
        while position < index {
            let byte = bytes[position]
            position += 1
            if byte == 0x0A || (byte == 0x0D && !(position < bytes.count && bytes[position] == 0x0A)) {
                line += 1
            }
        }
        return line
    }

    /// Returns the offset of the first byte from `index` on that is no space.
    @inline(__always)
    static func skipSpaces(_ bytes: UnsafeBufferPointer<UInt8>, from index: Int) -> Int {
        var position = index
        while position < bytes.count, bytes[position] == 0x20 { position += 1 }
        return position
    }

    /// Returns the offset of the first byte from `index` on that is neither space nor tab.
    @inline(__always)
    static func skipBlanks(_ bytes: UnsafeBufferPointer<UInt8>, from index: Int) -> Int {
        var position = index
        while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
        return position
    }

    /// Returns the offset of the first byte from `index` on that is outside blanks, line breaks and comments.
    /// A byte-order mark at the start of a line is skipped too, because libyaml skips it anywhere.
    static func skipTrivia(_ bytes: UnsafeBufferPointer<UInt8>, from index: Int) -> Int {
        var position = index
        while position < bytes.count {
            if bytes[position] == 0xEF, bytes[position...].starts(with: [0xEF, 0xBB, 0xBF]),
                start(bytes, of: position) == position
            {
                position += 3
            }
            position = skipBlanks(bytes, from: position)
            guard position < bytes.count else { break }
            if bytes[position] == UInt8(ascii: "#") {
                position = end(bytes, of: position)
                continue
            }
            let length = breakLength(bytes, at: position)
            if length == 0 { break }
            position += length
        }
        return position
    }

    /// Returns 3 if the text starts with a byte-order mark, else 0.
    static func byteOrderMark(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
    }
}

/// Well-formed UTF-8 by table 3-7 of the Unicode standard.
enum UTF8Scalars {
    /// Returns the length in bytes of the scalar at `index`; 0 if the bytes are not well-formed.
    static func length(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        let lead = bytes[index]
        if lead < 0x80 { return 1 }
        let left = bytes.count - index
        func follows(_ offset: Int, from low: UInt8 = 0x80, to high: UInt8 = 0xBF) -> Bool {
            offset < left && bytes[index + offset] >= low && bytes[index + offset] <= high
        }
        switch lead {
        case 0xC2...0xDF: return follows(1) ? 2 : 0
        case 0xE0: return follows(1, from: 0xA0) && follows(2) ? 3 : 0
        case 0xED: return follows(1, from: 0x80, to: 0x9F) && follows(2) ? 3 : 0
        case 0xE1...0xEF: return follows(1) && follows(2) ? 3 : 0
        case 0xF0: return follows(1, from: 0x90) && follows(2) && follows(3) ? 4 : 0
        case 0xF1...0xF3: return follows(1) && follows(2) && follows(3) ? 4 : 0
        case 0xF4: return follows(1, from: 0x80, to: 0x8F) && follows(2) && follows(3) ? 4 : 0
        default: return 0
        }
    }

    /// Returns the scalar value of `length` well-formed bytes.
    static func value(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int, length: Int) -> UInt32 {
        if length == 1 { return UInt32(bytes[index]) }
        var value = UInt32(bytes[index]) & (0xFF >> UInt32(length + 1))
        for offset in 1..<length { value = value << 6 | UInt32(bytes[index + offset] & 0x3F) }
        return value
    }
}
