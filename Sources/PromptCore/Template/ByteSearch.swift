/// Searches for a short byte sequence in a long one.
enum ByteSearch {
    /// Returns the first offset at which the whole `needle` is within `range`. The needle must be short and
    /// not empty.
    static func first(_ needle: [UInt8], in bytes: [UInt8], within range: Range<Int>) -> Int? {
        guard let lead = needle.first, range.count >= needle.count else { return nil }
        let last = range.upperBound - needle.count
        return bytes.withUnsafeBufferPointer { bytes in
            var offset = range.lowerBound
            while offset <= last {
                if bytes[offset] == lead {
                    var matched = 1
                    while matched < needle.count, bytes[offset + matched] == needle[matched] { matched += 1 }
                    if matched == needle.count { return offset }
                }
                offset += 1
            }
            return nil
        }
    }

    /// True if `needle` is at the offset `place`.
    static func stands(_ needle: [UInt8], in bytes: [UInt8], at start: Int) -> Bool {
        guard start + needle.count <= bytes.count else { return false }
        for offset in needle.indices where bytes[start + offset] != needle[offset] { return false }
        return true
    }
}
