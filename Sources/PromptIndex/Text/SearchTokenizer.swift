/// Divides texts into the words that are indexed and searched.
///
/// - Letters and digits of all scripts make words. Case, diacritics and compatibility forms are folded:
///   `Émile` and `ＥＭＩＬＥ` are `emile`, `Straße` is `strasse`.
/// - Words joined by `_`, a hyphen or an apostrophe, and words in camel case, give their parts and then the
///   whole without the joiner: `launch-email`, `launch_email` and `launchEmail` all give `launch`, `email`,
///   `launchemail`.
/// - A point between digits belongs to the number: `4.1`.
/// - `C++`, `C#`: the letter, then the whole.
/// - Scripts without spaces between words (and Hangul) give overlapping pairs, and the last letter of a run
///   alone: `請求書` gives `請求`, `求書`, `書`. So each letter begins a word, and can be found as a prefix.
/// - An emoji is a word.
///
/// If a word is longer than ``longest`` bytes, it is cut there, in texts and in queries.
package enum SearchTokenizer {
    /// In bytes, folded; the last letter may exceed it.
    package static let longest = 64

    /// Calls `body` for each word of `text` in order, with the folded word as UTF-8 and its range in `text`.
    /// The buffer must not be kept: it is part of `text` or of memory that the next word reuses.
    package static func tokenize(
        _ text: UnsafeBufferPointer<UInt8>,
        body: (_ folded: UnsafeBufferPointer<UInt8>, _ source: Range<Int>) -> Void
    ) {
        WordBuffer.withTwo { part, whole in
            var scanner = WordScanner(text, part: part, whole: whole)
            var offset = 0
            while offset < text.count {
                let byte = text[offset]
                if byte >= 0x80 {
                    offset = scanner.scanBeyondASCII(from: offset, body: body)
                } else if ASCIIClass.of(byte) == 0 {
                    offset += 1
                } else {
                    offset = scanner.scanASCII(from: offset, body: body)
                }
            }
        }
    }

    /// ``tokenize(_:_:)-(UnsafeBufferPointer<UInt8>,_)`` with words as values, which costs one allocation per
    /// word.
    package static func tokenize(_ text: [UInt8], body: (_ folded: [UInt8], _ source: Range<Int>) -> Void) {
        text.withUnsafeBufferPointer { text in tokenize(text) { body(Array($0), $1) } }
    }

    /// Returns the words of a string.
    package static func words(_ text: String) -> [SearchWord] {
        var words: [SearchWord] = []
        tokenize(Array(text.utf8)) { words.append(SearchWord(folded: $0, source: $1)) }
        return words
    }
}

/// A word of a text.
package struct SearchWord: Sendable, Hashable {
    /// The indexed form, UTF-8.
    package var folded: [UInt8]
    /// Byte range in the text.
    package var source: Range<Int>
}

/// The word classes of ASCII characters, as bits.
enum ASCIIClass {
    static let small: UInt8 = 1
    static let capital: UInt8 = 2
    static let digit: UInt8 = 4

    @inline(__always)
    static func of(_ byte: UInt8) -> UInt8 {
        let letter = (byte | 0x20) &- 0x61
        if letter < 26 { return byte & 0x20 != 0 ? small : capital }
        return byte &- 0x30 < 10 ? digit : 0
    }
}
