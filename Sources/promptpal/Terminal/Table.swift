internal import Diagnostics

/// Rows in columns, by display width; the last column is cut at the terminal's edge.
struct Table {
    var rows: [[String]] = []

    /// - Parameter width: of the terminal; `nil` cuts nothing.
    func text(width: Int?) -> String {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { column < $0.count ? visibleWidth($0[column]) : 0 }.max() ?? 0
        }
        var text = ""
        for row in rows {
            var line = ""
            var used = 0
            for (column, cell) in row.enumerated() {
                let cell = Table.clean(cell)
                let padding = widths[column] - visibleWidth(cell)
                if column == row.count - 1, let width, used + visibleWidth(cell) > width,
                    !cell.contains("\u{1B}")
                {
                    line += Table.cut(cell, to: max(1, width - used))
                } else {
                    line += cell
                }
                if column < row.count - 1, widths[column] > 0 {
                    line += String(repeating: " ", count: padding + 2)
                }
                used += widths[column] + (widths[column] > 0 ? 2 : 0)
            }
            while line.hasSuffix(" ") { line.removeLast() }
            text += line + "\n"
        }
        return text
    }

    /// Width without styles.
    private func visibleWidth(_ text: String) -> Int {
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

    /// A cell is one line; only our own styles may hold an escape.
    private static func clean(_ text: String) -> String {
        text.utf8.contains(0x0A) ? text.replacing("\n", with: " ") : text
    }

    private static func cut(_ text: String, to width: Int) -> String {
        var result = ""
        var used = 0
        for character in text {
            let next = displayWidth(of: String(character))
            if used + next > width - 1 { return result + "…" }
            used += next
            result.append(character)
        }
        return result
    }
}
