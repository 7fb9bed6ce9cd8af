/// Writes one text. The style depends on its previous style and on its position.
struct ScalarWriter {
    /// The replaced value; `nil` for a new value.
    var old: YAMLNode?
    var inFlow: Bool
    /// Column of the enclosing keys or dashes; -1 at the root.
    var parent: Int
    /// Number of spaces before the lines of a literal or folded block.
    var indent: Int
    var newline: String
    /// True if a literal or folded block is allowed at this position.
    var allowsBlock: Bool
    /// True if the block may keep line feeds at its end, because no blank line follows.
    var allowsKeep: Bool

    /// Returns the text on one line, or a block's header and its lines, each with its line end.
    func write(_ text: [UInt8]) -> (inline: [UInt8], body: [UInt8]) {
        let traits = TextTraits(text)
        let fitsBlock =
            allowsBlock && !inFlow && traits.isPrintable && !traits.hasOddBreak && traits.hasContent
            && (traits.trailingLineFeeds < 2 || allowsKeep)
        let style = old?.style
        if fitsBlock, style == .literal || (style == .folded && traits.hasIndentedLine) {
            return block(text, traits: traits, isFolded: false)
        }
        if fitsBlock, style == .folded { return block(text, traits: traits, isFolded: true) }
        let keepsEscapes = style == .doubleQuoted && old?.withTextBytes { $0.contains(0x0A) } ?? false
        if fitsBlock, traits.hasLineFeed, !keepsEscapes {
            return block(text, traits: traits, isFolded: false)
        }
        return (oneLine(text, traits: traits), [])
    }

    private func oneLine(_ text: [UInt8], traits: TextTraits) -> [UInt8] {
        switch old?.style {
        case .doubleQuoted: return QuotedText.double(text)
        case .singleQuoted where QuotedText.fitsSingle(traits): return QuotedText.single(text)
        case .singleQuoted: return QuotedText.double(text)
        default:
            if PlainText.isSyntax(text, inFlow: inFlow), !PlainText.isTyped(text) { return text }
            return QuotedText.best(text)
        }
    }

    /// Returns a key, which is always written on one line.
    func key(_ text: [UInt8]) -> [UInt8] { oneLine(text, traits: TextTraits(text)) }

    private func block(
        _ text: [UInt8], traits: TextTraits, isFolded: Bool
    ) -> (inline: [UInt8], body: [UInt8]) {
        var header = [UInt8(ascii: isFolded ? ">" : "|")]
        if needsIndicator(traits) { header.append(UInt8(ascii: "0") + UInt8(indent - max(parent, 0))) }
        switch traits.trailingLineFeeds {
        case 0: header.append(UInt8(ascii: "-"))
        case 1: if allowsKeep, oldHeaderHas(UInt8(ascii: "+")) { header.append(UInt8(ascii: "+")) }
        default: header.append(UInt8(ascii: "+"))
        }
        var body: [UInt8] = []
        body.reserveCapacity(text.count + text.count / 8)
        let content = text.dropLast(traits.trailingLineFeeds)
        if isFolded {
            body = folded(content)
        } else {
            for line in content.split(separator: 0x0A, omittingEmptySubsequences: false) {
                if !line.isEmpty { body.append(contentsOf: repeatElement(0x20, count: indent)) }
                body.append(contentsOf: line)
                body.append(contentsOf: newline.utf8)
            }
        }
        for _ in 1..<max(1, traits.trailingLineFeeds) { body.append(contentsOf: newline.utf8) }
        return (header, body)
    }

    /// Returns the lines of a folded block. Each run of line feeds between two lines is one longer than in
    /// the text.
    private func folded(_ content: ArraySlice<UInt8>) -> [UInt8] {
        var body: [UInt8] = []
        var hasLine = false
        var empty = 0
        for line in content.split(separator: 0x0A, omittingEmptySubsequences: false) {
            if line.isEmpty {
                empty += 1
                continue
            }
            let count = hasLine ? empty + 1 : empty
            for _ in 0..<count { body.append(contentsOf: newline.utf8) }
            body.append(contentsOf: repeatElement(0x20, count: indent))
            body.append(contentsOf: line)
            body.append(contentsOf: newline.utf8)
            (hasLine, empty) = (true, 0)
        }
        return body
    }

    /// True if the first line starts with a blank, or if the old header has an indentation digit.
    private func needsIndicator(_ traits: TextTraits) -> Bool {
        guard (1...9).contains(indent - max(parent, 0)) else { return false }
        return traits.startsIndented || (UInt8(ascii: "1")...UInt8(ascii: "9")).contains(where: oldHeaderHas)
    }

    private func oldHeaderHas(_ byte: UInt8) -> Bool {
        guard let old, old.style == .literal || old.style == .folded else { return false }
        let start = old.range.lowerBound
        return old.tree.bytes[start..<min(start + 3, old.range.upperBound)].contains(byte)
    }
}

/// A text between quotes, on one line.
enum QuotedText {
    /// Returns `'…'`; only for a text without line breaks or unprintable characters.
    static func single(_ text: [UInt8]) -> [UInt8] {
        var out = [UInt8(ascii: "'")]
        for byte in text {
            if byte == UInt8(ascii: "'") { out.append(byte) }
            out.append(byte)
        }
        out.append(UInt8(ascii: "'"))
        return out
    }

    /// Returns `"…"`; for any text.
    static func double(_ text: [UInt8]) -> [UInt8] {
        var out = [UInt8(ascii: "\"")]
        text.withUnsafeBufferPointer { bytes in
            var index = 0
            while index < bytes.count {
                let length = max(1, UTF8Scalars.length(bytes, at: index))
                let value = UTF8Scalars.value(bytes, at: index, length: length)
                if let escape = escape(value) {
                    out.append(UInt8(ascii: "\\"))
                    out.append(contentsOf: escape.utf8)
                } else {
                    out.append(contentsOf: bytes[index..<index + length])
                }
                index += length
            }
        }
        out.append(UInt8(ascii: "\""))
        return out
    }

    /// Returns the text in double quotes; in single quotes if it contains `"` or `\` and single quotes can
    /// hold it.
    static func best(_ text: [UInt8]) -> [UInt8] {
        let traits = TextTraits(text)
        let isSingle =
            fitsSingle(traits) && text.contains { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
        return isSingle ? single(text) : double(text)
    }

    static func fitsSingle(_ traits: TextTraits) -> Bool {
        traits.isPrintable && !traits.hasLineFeed && !traits.hasOddBreak && !traits.hasTab
    }

    private static func escape(_ value: UInt32) -> String? {
        switch value {
        case 0x22: return "\""
        case 0x5C: return "\\"
        case 0x0A: return "n"
        case 0x09: return "t"
        case 0x0D: return "r"
        case 0x00: return "0"
        case 0x07: return "a"
        case 0x08: return "b"
        case 0x0B: return "v"
        case 0x0C: return "f"
        case 0x1B: return "e"
        case 0x85: return "N"
        case 0x2028: return "L"
        case 0x2029: return "P"
        default:
            guard TextTraits.isUnprintable(value) else { return nil }
            return value < 0x100 ? "x" + hex(value, width: 2) : "u" + hex(value, width: 4)
        }
    }
}
