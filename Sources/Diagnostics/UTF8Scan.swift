/// Steps through UTF-8 that may be ill-formed, by the same rules as `String(decoding:as:)`.
enum UTF8Scan {
    /// Returns the offset just past the scalar at `index`. If the bytes are ill-formed, the scalar is the
    /// maximal subpart that becomes one U+FFFD (Unicode Standard, section 3.9, table 3-7).
    static func scalarEnd(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        let lead = bytes[index]
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch lead {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        case 0xF1...0xF3: length = 4
        default: return index + 1
        }
        var next = index + 1
        guard next < bytes.count, second.contains(bytes[next]) else { return next }
        next += 1
        while next < min(index + length, bytes.count), bytes[next] & 0xC0 == 0x80 { next += 1 }
        return next
    }
}
