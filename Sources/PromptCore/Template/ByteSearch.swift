/// Searches for a short byte sequence in a long one.
enum ByteSearch {
    /// Returns the first offset at which the whole `needle` is within `range`. The needle must be short and
    /// not empty.
    static func first(_ needle: [UInt8], in bytes: [UInt8], _ range: Range<Int>) -> Int? {
        guard let lead = needle.first, range.count >= needle.count else { return nil }
        let last = range.upperBound - needle.count
        return bytes.withUnsafeBufferPointer { bytes in
            var place = range.lowerBound
            while place <= last {
                if bytes[place] == lead {
                    var matched = 1
                    while matched < needle.count, bytes[place + matched] == needle[matched] { matched += 1 }
                    if matched == needle.count { return place }
                }
                place += 1
            }
            return nil
        }
    }

    /// True if `needle` is at the offset `place`.
    static func stands(_ needle: [UInt8], in bytes: [UInt8], at place: Int) -> Bool {
        guard place + needle.count <= bytes.count else { return false }
        for offset in needle.indices where bytes[place + offset] != needle[offset] { return false }
        return true
    }
}
