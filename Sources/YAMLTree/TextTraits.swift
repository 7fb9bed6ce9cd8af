/// The properties of a text that decide how it can be written.
struct TextTraits {
    /// True if there are no control characters (except tab and line feed) and no byte-order mark.
    private(set) var isPrintable = true
    private(set) var hasLineFeed = false
    /// True if there is a CR, NEL, LS or PS: line breaks that only an escape preserves.
    private(set) var hasOddBreak = false
    private(set) var hasTab = false
    /// True if there is anything besides blanks and line feeds.
    private(set) var hasContent = false
    /// True if the first line that is not empty starts with a blank.
    private(set) var startsIndented = false
    /// True if some line starts with a blank.
    private(set) var hasIndentedLine = false
    /// Number of line feeds at the end.
    private(set) var trailingLineFeeds = 0

    init(_ text: [UInt8]) {
        var atLineStart = true
        var hasSeenLine = false
        text.withUnsafeBufferPointer { bytes in
            var index = 0
            while index < bytes.count {
                let byte = bytes[index]
                let length = max(1, UTF8Scalars.length(bytes, at: index))
                if byte == 0x0A {
                    hasLineFeed = true
                    trailingLineFeeds += 1
                    atLineStart = true
                    index += 1
                    continue
                }
                trailingLineFeeds = 0
                if byte == 0x20 || byte == 0x09 {
                    if byte == 0x09 { hasTab = true }
                    if atLineStart {
                        hasIndentedLine = true
                        if !hasSeenLine { startsIndented = true }
                    }
                } else {
                    hasContent = true
                    let value = UTF8Scalars.value(bytes, at: index, length: length)
                    if value == 0x0D || value == 0x85 || value == 0x2028 || value == 0x2029 {
                        hasOddBreak = true
                    } else if TextTraits.isUnprintable(value) {
                        isPrintable = false
                    }
                }
                hasSeenLine = true
                atLineStart = false
                index += length
            }
        }
    }

    /// True for the characters that YAML calls non-printable, and for the byte-order mark, which readers
    /// remove.
    static func isUnprintable(_ value: UInt32) -> Bool {
        value < 0x20 || (value >= 0x7F && value < 0xA0) || value == 0xFEFF || value == 0xFFFE
            || value == 0xFFFF
    }
}
