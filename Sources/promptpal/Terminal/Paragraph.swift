internal import Diagnostics

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
