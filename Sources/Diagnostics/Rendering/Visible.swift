/// Text made fit for a terminal: what steers it, reorders it or can't be seen is shown by a picture or a name.
///
/// - a tab is four spaces;
/// - control characters (C0) are the pictures of U+2400 and on, C1 are `<U+9B>`;
/// - bidirectional controls, zero-width spaces, invisible operators, tag characters and line separators are
///   `<U+202E>`;
/// - a zero-width joiner is left out, so that what it joins takes the same columns in every terminal.
public func visible(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    var result = ""
    for scalar in text.unicodeScalars { result += Cell(scalar).text }
    return result
}

/// One scalar as it is shown.
struct Cell {
    let text: String
    /// In columns.
    let width: Int

    /// What stands for a part that is left out.
    static let ellipsis = Cell(text: "…", width: 1)

    private init(text: String, width: Int) {
        self.text = text
        self.width = width
    }

    init(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x09: self.init(text: "    ", width: 4)
        case 0..<0x20: self.init(text: String(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}"), width: 1)
        case 0x7F: self.init(text: "␡", width: 1)
        case 0x200D: self.init(text: "", width: 0)
        case 0x80..<0xA0, 0x061C, 0x180E, 0x200B, 0x200E...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF,
            0xFFF9...0xFFFB, 0xE0000...0xE007F:
            let name = "<U+\(String(scalar.value, radix: 16, uppercase: true))>"
            self.init(text: name, width: name.utf8.count)
        default: self.init(text: String(scalar), width: displayWidth(of: scalar))
        }
    }
}
