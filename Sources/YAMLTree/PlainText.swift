/// The rule for texts that can be written without quotes: one line, no YAML indicator, and no reader takes it
/// for a number, boolean, date or null (YAML 1.1 and the core schema of 1.2).
enum PlainText {
    /// True if YAML reads these bytes, written plain, as one scalar with exactly this text.
    static func isSyntax(_ text: [UInt8], inFlow: Bool) -> Bool {
        guard let first = text.first, let last = text.last else { return false }
        if first == 0x20 || last == 0x20 || last == UInt8(ascii: ":") { return false }
        if isIndicator(first) { return false }
        if first == UInt8(ascii: "-") {
            if text.count == 1 || text[1] == 0x20 || text.starts(with: "---".utf8) { return false }
            if inFlow, isFlowIndicator(text[1]) { return false }
        }
        if text.starts(with: "...".utf8) { return false }
        for (index, byte) in text.enumerated() {
            let next = index + 1 < text.count ? text[index + 1] : 0
            if byte < 0x20 || byte == 0x7F { return false }
            if byte == UInt8(ascii: ":"), next == 0x20 || (inFlow && isFlowIndicator(next)) { return false }
            if byte == UInt8(ascii: "#"), index > 0, text[index - 1] == 0x20 { return false }
            if inFlow, isFlowIndicator(byte), byte != UInt8(ascii: "?") || index == 0 { return false }
        }
        return TextTraits(text).isPrintable && !TextTraits(text).hasOddBreak
    }

    /// True if a reader may take this plain text for another type than text.
    static func isTyped(_ text: [UInt8]) -> Bool {
        let word = String(decoding: text, as: UTF8.self)
        if words.contains(word) { return true }
        return isNumber(text) || isDate(text)
    }

    private static let words: Set<String> = {
        let lowercase = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]
        var all: Set<String> = ["~", "<<", "=", ""]
        for word in lowercase {
            all.insert(word)
            all.insert(word.uppercased())
            all.insert(word.prefix(1).uppercased() + word.dropFirst())
        }
        return all
    }()

    private static func isIndicator(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"),
            UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "#"), UInt8(ascii: "&"), UInt8(ascii: "*"),
            UInt8(ascii: "!"), UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "'"), UInt8(ascii: "\""),
            UInt8(ascii: "%"), UInt8(ascii: "@"), UInt8(ascii: "`"):
            true
        default: false
        }
    }

    private static func isFlowIndicator(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"),
            UInt8(ascii: "?"):
            true
        default: false
        }
    }

    /// True for integers, floats and base-60 numbers of YAML 1.1 and 1.2, and for a few texts close to them.
    private static func isNumber(_ text: [UInt8]) -> Bool {
        var rest = text[...]
        if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
        guard let first = rest.first else { return false }
        let lower = rest.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
        if lower.elementsEqual(".inf".utf8) || lower.elementsEqual(".nan".utf8) { return true }
        if first == UInt8(ascii: "0"), lower.count > 2, "xob".utf8.contains(lower[1]) {
            return lower.dropFirst(2).allSatisfy { isDigit($0) || $0 == 0x5F || ($0 >= 0x61 && $0 <= 0x66) }
        }
        var hasDigit = false
        var index = 0
        while index < lower.count {
            let byte = lower[index]
            if isDigit(byte) {
                hasDigit = true
            } else if byte == UInt8(ascii: "e"), hasDigit {
                var exponent = lower[(index + 1)...]
                if exponent.first == UInt8(ascii: "+") || exponent.first == UInt8(ascii: "-") {
                    exponent.removeFirst()
                }
                return !exponent.isEmpty && exponent.allSatisfy(isDigit)
            } else if byte != 0x5F, byte != UInt8(ascii: "."), byte != UInt8(ascii: ":") {
                return false
            }
            index += 1
        }
        return hasDigit && (isDigit(first) || first == UInt8(ascii: "."))
    }

    /// True for `2001-12-14`, also with a time after it.
    private static func isDate(_ text: [UInt8]) -> Bool {
        guard text.count >= 8, text[..<4].allSatisfy(isDigit), text[4] == UInt8(ascii: "-") else {
            return false
        }
        let rest = text[5...]
        let month = rest.prefix(while: isDigit)
        let day = rest.dropFirst(month.count + 1).prefix(while: isDigit)
        let after = rest.dropFirst(month.count + 1 + day.count).first
        return (1...2).contains(month.count) && (1...2).contains(day.count)
            && rest.dropFirst(month.count).first == UInt8(ascii: "-")
            && (after == nil || after == 0x20 || after == 0x09 || after == UInt8(ascii: "T")
                || after == UInt8(ascii: "t"))
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}

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
