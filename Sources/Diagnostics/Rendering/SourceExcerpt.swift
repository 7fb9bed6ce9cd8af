/// One line of a text made fit for a terminal, with a range of it underlined.
struct SourceExcerpt {
    /// The line: tabs as four spaces, control and bidirectional characters made visible, cut to a window
    /// around the range where it is long.
    let line: String
    /// Spaces, then carets, by display width.
    let underline: String

    /// The most columns of a line that are shown.
    static let maxWidth = 120

    /// - Parameters:
    ///   - bytes: the line without its end.
    ///   - range: what to underline, from the line's start in UTF-8 bytes; cut at the line's end.
    init(_ bytes: ArraySlice<UInt8>, underlining range: Range<Int>) {
        let start = bytes.startIndex
        func cells(_ slice: Range<Int>) -> [(text: String, width: Int)] {
            let slice = slice.clamped(to: 0..<bytes.count)
            let text = String(
                decoding: bytes[start + slice.lowerBound..<start + slice.upperBound], as: UTF8.self)
            return text.unicodeScalars.map(SourceExcerpt.cell)
        }
        var before = cells(0..<range.lowerBound)
        var marked = cells(range)
        var after = cells(max(range.lowerBound, range.upperBound)..<max(bytes.count, range.upperBound))
        let third = SourceExcerpt.maxWidth / 3
        if SourceExcerpt.width(before + marked + after) > SourceExcerpt.maxWidth {
            before = SourceExcerpt.cut(before, to: third, fromEnd: true)
            marked = SourceExcerpt.cut(marked, to: third * 2, fromEnd: false)
            after = SourceExcerpt.cut(
                after, to: max(10, SourceExcerpt.maxWidth - SourceExcerpt.width(before + marked)),
                fromEnd: false)
        }
        line = (before + marked + after).map(\.text).joined()
        underline =
            String(repeating: " ", count: SourceExcerpt.width(before))
            + String(repeating: "^", count: max(1, SourceExcerpt.width(marked)))
    }

    /// A scalar as it may be shown.
    static func cell(_ scalar: Unicode.Scalar) -> (text: String, width: Int) {
        switch scalar.value {
        case 0x09: return ("    ", 4)
        case 0..<0x20: return (String(Character(Unicode.Scalar(UInt8(scalar.value)).picture)), 1)
        case 0x7F: return ("␡", 1)
        case 0x80..<0xA0, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF:
            let name = "<U+\(String(scalar.value, radix: 16, uppercase: true))>"
            return (name, name.utf8.count)
        default: return (String(scalar), displayWidth(of: scalar))
        }
    }

    private static func width(_ cells: [(text: String, width: Int)]) -> Int {
        cells.reduce(0) { $0 + $1.width }
    }

    private static func cut(
        _ cells: [(text: String, width: Int)], to width: Int, fromEnd: Bool
    ) -> [(text: String, width: Int)] {
        guard self.width(cells) > width else { return cells }
        var kept: [(text: String, width: Int)] = []
        var used = 1
        for cell in fromEnd ? cells.reversed() : cells {
            used += cell.width
            if used > width { break }
            kept.append(cell)
        }
        return fromEnd ? [("…", 1)] + kept.reversed() : kept + [("…", 1)]
    }
}

extension Unicode.Scalar {
    /// The picture of a control character (U+2400 and on).
    fileprivate var picture: Unicode.Scalar { Unicode.Scalar(0x2400 + value) ?? "\u{FFFD}" }
}
