import Diagnostics
import Testing

/// Compares the table of wide characters with Unicode properties of the standard library.
@Suite("Wide characters")
struct WideCharacterTests {
    @Test("what is shown as an emoji without being asked to be one takes two columns")
    func emojiPresentation() {
        // A regional indicator is half a flag: two of them take two columns.
        let wrong = scalars {
            guard $0.properties.isEmojiPresentation else { return false }
            return displayWidth(of: $0) != ((0x1F1E6...0x1F1FF).contains($0.value) ? 1 : 2)
        }
        #expect(wrong.isEmpty)
    }

    @Test("ideographs take two columns")
    func ideographs() {
        #expect(scalars { $0.properties.isUnifiedIdeograph && displayWidth(of: $0) != 2 }.isEmpty)
    }

    @Test("what joins the character before it takes none")
    func marks() {
        #expect(
            scalars { $0.properties.generalCategory == .nonspacingMark && displayWidth(of: $0) != 0 }.isEmpty)
    }

    @Test("no character takes more than two columns or fewer than none")
    func bounds() {
        #expect(scalars { !(0...2).contains(displayWidth(of: $0)) }.isEmpty)
    }

    /// Returns the code points, in hexadecimal, of all scalars that meet `condition`. Planes without
    /// characters are skipped.
    private func scalars(where condition: (Unicode.Scalar) -> Bool) -> [String] {
        [0...0x3FFFF, 0xE0000...0xE0FFF].flatMap { (plane: ClosedRange<UInt32>) in
            plane.lazy.compactMap(Unicode.Scalar.init).filter(condition).map { String($0.value, radix: 16) }
        }
    }
}
