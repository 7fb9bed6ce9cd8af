/// Returns the text made safe for a terminal: characters that control it, reorder text or can't be seen are
/// replaced by a picture or a name.
///
/// - A tab becomes four spaces.
/// - Control characters of C0 become the pictures from U+2400 on, those of C1 become `<U+9B>`.
/// - Bidirectional controls, zero-width spaces, invisible operators, tag characters and line separators
///   become `<U+202E>`.
/// - A zero-width joiner is dropped, so that the characters it joins take the same columns in every terminal.
public func visible(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    var result = ""
    for scalar in text.unicodeScalars { result += Cell(scalar).text }
    return result
}

/// One scalar as it is shown.
struct Cell {
    let text: String
    /// Width in terminal columns.
    let width: Int

    /// The sign for text that is left out.
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
