internal import Diagnostics

/// One pass over the bytes before YAML parsing: encoding, forbidden characters, line ends.
struct TextScan {
    private(set) var problems = Problems()
    private(set) var isASCII = true
    /// True if some line starts like a merge-conflict marker, so that ``ConflictMarkers`` must check the
    /// text.
    private(set) var mayHaveConflicts = false
    private(set) var lineFeeds = 0
    private(set) var pairs = 0
    private(set) var returns = 0
    /// Offsets of U+0085, U+2028 and U+2029.
    private(set) var oddBreaks: [Int] = []
    /// True if the bytes are text that a YAML reader accepts.
    private(set) var isText = true

    var lineEnd: LineEnd { pairs > lineFeeds ? .crlf : .lf }

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        if bytes.count >= 2, bytes[0] ^ bytes[1] == 1, bytes[0] | bytes[1] == 0xFF {
            problems.add(.notUTF8(utf16MarkAt: 0..<2))
            isText = false
            return
        }
        var index = Lines.byteOrderMark(bytes)
        if index > 0 { isASCII = false }
        look(bytes, atLineStart: index)
        while index < bytes.count {
            index = TextScan.printableEnd(bytes, from: index)
            guard index < bytes.count else { break }
            switch bytes[index] {
            case 0x0A:
                lineFeeds += 1
                index += 1
                look(bytes, atLineStart: index)
            case 0x0D:
                index += 1
                if index < bytes.count, bytes[index] == 0x0A {
                    pairs += 1
                    index += 1
                } else {
                    returns += 1
                }
                look(bytes, atLineStart: index)
            case 0x09, 0x20...0x7E: index += 1
            case 0x80...0xFF: index = multibyte(bytes, at: index)
            default: index = forbidden(bytes, at: index)
            }
        }
    }

    /// Returns the first index whose byte is not printable ASCII. Reads eight bytes at a time.
    @inline(__always)
    private static func printableEnd(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        let raw = UnsafeRawBufferPointer(bytes)
        let high: UInt64 = 0x8080_8080_8080_8080
        let ones: UInt64 = 0x0101_0101_0101_0101
        var index = start
        while index + 8 <= raw.count {
            let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            let delete = word ^ (ones &* 0x7F)
            let odd = word | ((word &- ones &* 0x20) & ~word) | ((delete &- ones) & ~delete)
            let found = odd & high
            if found != 0 { return index + UInt64(littleEndian: found).trailingZeroBitCount / 8 }
            index += 8
        }
        while index < bytes.count, bytes[index] >= 0x20, bytes[index] < 0x7F { index += 1 }
        return index
    }

    private mutating func look(_ bytes: UnsafeBufferPointer<UInt8>, atLineStart index: Int) {
        guard index + 7 <= bytes.count, bytes[index] == 0x3C || bytes[index] == 0x3E else { return }
        for offset in 1..<7 where bytes[index + offset] != bytes[index] { return }
        mayHaveConflicts = true
    }

    /// Checks one scalar beyond ASCII, or a run of invalid bytes.
    private mutating func multibyte(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        isASCII = false
        let length = UTF8Scalars.length(bytes, at: index)
        guard length == 0 else {
            if OddBreaks.length(bytes, at: index) > 0 { oddBreaks.append(index) }
            let isC1 = bytes[index] == 0xC2 && bytes[index + 1] < 0xA0 && bytes[index + 1] != 0x85
            let isNoncharacter =
                bytes[index] == 0xEF && bytes[index + 1] == 0xBF && bytes[index + 2] >= 0xBE
            return isC1 || isNoncharacter ? forbidden(bytes, at: index) : index + length
        }
        isText = false
        var end = index + 1
        while end < bytes.count, bytes[end] >= 0x80, UTF8Scalars.length(bytes, at: end) == 0 { end += 1 }
        problems.add(.notUTF8(bytes[index], at: index..<end))
        return end
    }

    /// Reports a run of one control character that YAML does not allow.
    private mutating func forbidden(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        isText = false
        let length = max(1, UTF8Scalars.length(bytes, at: index))
        var end = index + length
        while end + length <= bytes.count,
            (0..<length).allSatisfy({ bytes[end + $0] == bytes[index + $0] })
        {
            end += length
        }
        let value = UTF8Scalars.value(bytes, at: index, length: length)
        problems.add(.controlCharacter(value, at: index..<end))
        return end
    }
}

/// Returns uppercase hexadecimal digits, padded with zeros to `width`.
func hex(_ value: some BinaryInteger, width: Int) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
