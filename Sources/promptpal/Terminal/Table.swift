internal import Diagnostics

/// Rows in columns, by display width. At a terminal, columns that are too wide for it are truncated.
struct Table {
    var rows: [[String]] = []
    /// Columns that are never truncated; the first contains the names.
    var whole: Swift.Set<Int> = [0]

    /// - Parameter width: the width of the terminal; `nil` truncates nothing.
    func text(width: Int?) -> String {
        // Each cell is measured once; only a cell that is changed is measured again.
        let measured = rows.map { $0.map(Table.visibleWidth) }
        let widths = widths(of: measured, within: width)
        var text = ""
        for (row, cells) in rows.enumerated() {
            var line = ""
            for (column, cell) in cells.enumerated() where widths[column] > 0 {
                var shown = Table.clean(cell)
                var used = measured[row][column]
                if used > widths[column], !whole.contains(column) {
                    shown = Table.cut(shown, to: widths[column])
                    used = Table.visibleWidth(shown)
                } else if cell.utf8.contains(0x09) || cell.utf8.contains(0x0A) {
                    used = Table.visibleWidth(shown)
                }
                line += shown
                let padding = widths[column] - used + 2
                if column < cells.count - 1 { line += String(repeating: " ", count: max(2, padding)) }
            }
            while line.utf8.last == 0x20 { line.removeLast() }
            text += line + "\n"
        }
        return text
    }

    /// Returns the widths: each column is as wide as its widest cell; if they are too wide together, the
    /// widest is reduced first, down to `least` columns.
    private func widths(of measured: [[Int]], within width: Int?) -> [Int] {
        var widths: [Int] = []
        for row in measured {
            while widths.count < row.count { widths.append(0) }
            for (column, used) in row.enumerated() { widths[column] = max(widths[column], used) }
        }
        guard let width else { return widths }
        let least = 12
        let gaps = 2 * max(0, widths.count { $0 > 0 } - 1)
        while widths.reduce(gaps, +) > width {
            let open = widths.indices.filter { !whole.contains($0) }
            guard let widest = open.max(by: { widths[$0] < widths[$1] }), widths[widest] > least
            else { break }
            widths[widest] -= 1
        }
        return widths
    }

    /// Returns the width without styles.
    private static func visibleWidth(_ text: String) -> Int {
        guard text.utf8.contains(0x1B) else { return displayWidth(of: text) }
        var bare = String.UnicodeScalarView()
        var isInStyle = false
        for scalar in text.unicodeScalars {
            if scalar == "\u{1B}" {
                isInStyle = true
            } else if isInStyle {
                isInStyle = scalar != "m"
            } else {
                bare.append(scalar)
            }
        }
        return displayWidth(of: String(bare))
    }

    /// Returns a cell as one line; only the program's own styles may contain an escape.
    private static func clean(_ text: String) -> String {
        text.utf8.contains(where: { $0 == 0x0A || $0 == 0x09 })
            ? text.replacing("\n", with: " ").replacing("\t", with: " ") : text
    }

    private static func cut(_ text: String, to width: Int) -> String {
        guard !text.utf8.contains(0x1B), displayWidth(of: text) > width else { return text }
        var result = ""
        var used = 0
        for character in text {
            let next = displayWidth(of: String(character))
            if used + next > width - 1 { break }
            used += next
            result.append(character)
        }
        return result + "…"
    }
}

/// Running text for people.
enum Paragraph {
    /// Returns `text` in lines of at most `width` columns, broken at spaces; its own line ends stay.
    static func wrapped(_ text: String, to width: Int) -> String {
        var lines: [String] = []
        for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var line = ""
            for word in paragraph.split(separator: " ") {
                if !line.isEmpty, displayWidth(of: line) + 1 + displayWidth(of: word) > width {
                    lines.append(line)
                    line = ""
                }
                line += line.isEmpty ? String(word) : " " + word
            }
            lines.append(line)
        }
        return lines.joined(separator: "\n")
    }
}
