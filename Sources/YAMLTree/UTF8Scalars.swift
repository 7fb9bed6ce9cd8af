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
