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

/// Returns the number of terminal columns that `text` takes.
///
/// East Asian wide and fullwidth characters and emoji take two (Unicode Standard Annex #11), combining marks
/// and other characters without a glyph of their own take none, all others take one.
public func displayWidth(of text: String) -> Int {
    // Nearly every text is printable ASCII.
    if text.utf8.allSatisfy({ 0x20..<0x7F ~= $0 }) { return text.utf8.count }
    var width = 0
    for scalar in text.unicodeScalars { width += displayWidth(of: scalar) }
    return width
}

/// Returns the number of terminal columns that a part of a text takes; see ``displayWidth(of:)-(String)``.
public func displayWidth(of text: Substring) -> Int { displayWidth(of: String(text)) }

/// Returns the number of terminal columns of one scalar.
public func displayWidth(of scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x7F { return value < 0x20 ? 0 : 1 }
    if value < 0x300 { return value < 0xA0 || value == 0xAD ? 0 : 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    // Vowels and finals of Hangul join the wide initial before them.
    if (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FF).contains(value) { return 0 }
    return isWide(scalar) ? 2 : 1
}

/// True for East Asian wide and fullwidth characters, by their blocks, and for emoji, by the property in the
/// standard library. A regional indicator is half a flag: two of them take two columns.
private func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case ..<0x1100: false
    case 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F,
        0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
        0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F265, 0x20000...0x3FFFD:
        true
    case 0x1F1E6...0x1F1FF: false
    case 0x231A...0x2B55, 0x1F000...0x1FAFF: scalar.properties.isEmojiPresentation
    default: false
    }
}
