/// Returns the number of terminal columns that `text` takes.
///
/// East Asian wide and fullwidth characters and emoji take two (Unicode Standard Annex #11), combining marks
/// and other characters without a glyph of their own take none, all others take one.
public func displayWidth(of text: some StringProtocol) -> Int {
    // Nearly every text is printable ASCII.
    if text.utf8.allSatisfy({ 0x20..<0x7F ~= $0 }) { return text.utf8.count }
    var width = 0
    for scalar in text.unicodeScalars { width += displayWidth(of: scalar) }
    return width
}

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
