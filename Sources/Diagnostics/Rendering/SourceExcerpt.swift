/// One line of a text, made safe for a terminal, with a range of it underlined.
struct SourceExcerpt {
    /// The line (see ``visible(_:)``). If it is too long, only a window around the range remains.
    let line: String
    /// Spaces, then carets, counted in terminal columns.
    let underline: String

    /// Maximum number of columns shown of a line.
    static let maxWidth = 120
    /// Maximum number of columns shown of the range, if the line is cut.
    private static let maxMarkedWidth = 70
    /// Number of bytes read before, in and after the range, so that a line of megabytes costs no more than a
    /// short one. It is enough for a window of one-column characters of four bytes.
    private static let reach = 512

    /// - Parameters:
    ///   - bytes: the line without its line end.
    ///   - range: the range to underline, in UTF-8 bytes from the line's start. It is cut at the line's end
    ///     and widened to whole scalars. If it is empty, it gets one caret.
    init(_ bytes: ArraySlice<UInt8>, underlining range: Range<Int>) {
        func boundary(_ offset: Int, step: Int) -> Int {
            var offset = min(max(0, offset), bytes.count)
            // In well-formed UTF-8 this skips at most three bytes.
            for _ in 0..<3
            where offset > 0 && offset < bytes.count && bytes[bytes.startIndex + offset] & 0xC0 == 0x80 {
                offset += step
            }
            return offset
        }
        func cells(from start: Int, to end: Int) -> [Cell] {
            guard start < end else { return [] }
            return String(decoding: bytes[bytes.startIndex + start..<bytes.startIndex + end], as: UTF8.self)
                .unicodeScalars.map(Cell.init)
        }
        let lower = boundary(range.lowerBound, step: -1)
        let upper = max(lower, boundary(range.upperBound, step: 1))
        let first = boundary(lower - SourceExcerpt.reach, step: 1)
        let markedEnd =
            upper - lower > SourceExcerpt.reach ? boundary(lower + SourceExcerpt.reach, step: -1) : upper
        let last = boundary(upper + SourceExcerpt.reach, step: -1)

        var before = cells(from: first, to: lower)
        var marked = cells(from: lower, to: markedEnd)
        var after = cells(from: upper, to: last)
        let isCut = first > 0 || markedEnd < upper || last < bytes.count
        if isCut || SourceExcerpt.width(before + marked + after) > SourceExcerpt.maxWidth {
            marked = SourceExcerpt.cut(marked, to: SourceExcerpt.maxMarkedWidth, always: markedEnd < upper)
            let room = SourceExcerpt.maxWidth - SourceExcerpt.width(marked)
            let beforeRoom = max(room / 2, room - SourceExcerpt.width(after) - (last < bytes.count ? 1 : 0))
            before = SourceExcerpt.cut(before.reversed(), to: beforeRoom, always: first > 0).reversed()
            after = SourceExcerpt.cut(
                after, to: room - SourceExcerpt.width(before), always: last < bytes.count)
        }
        line = (before + marked + after).map(\.text).joined()
        underline =
            String(repeating: " ", count: SourceExcerpt.width(before))
            + String(repeating: "^", count: max(1, SourceExcerpt.width(marked)))
    }

    private static func width(_ cells: [Cell]) -> Int { cells.reduce(0) { $0 + $1.width } }

    /// Returns the first cells that fit, with an ellipsis if some did not fit or if `always`.
    private static func cut(_ cells: [Cell], to width: Int, always: Bool) -> [Cell] {
        guard always || self.width(cells) > width else { return cells }
        var kept: [Cell] = []
        var used = 1
        for cell in cells {
            used += cell.width
            if used > width { break }
            kept.append(cell)
        }
        return kept + [.ellipsis]
    }
}
