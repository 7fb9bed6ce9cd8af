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

    /// ``tokenize(_:body:)-(UnsafeBufferPointer<UInt8>,_)`` with words as values, which costs one allocation
    /// per word.
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

/// The bytes of one word while it is read. They are on the stack, so that a word costs no allocation.
struct WordBuffer {
    private let memory: UnsafeMutableBufferPointer<UInt8>
    private(set) var count = 0

    /// Twice the longest word and the longest folding of one letter.
    private static let capacity = 256

    /// Passes two empty buffers to `body`.
    static func withTwo(_ body: (WordBuffer, WordBuffer) -> Void) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2 * capacity) { memory in
            body(
                WordBuffer(memory: UnsafeMutableBufferPointer(rebasing: memory[..<capacity])),
                WordBuffer(memory: UnsafeMutableBufferPointer(rebasing: memory[capacity...])))
        }
    }

    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: memory[..<count]) }
    var isEmpty: Bool { count == 0 }
    /// True if the word takes no more letters.
    var isFull: Bool { count >= SearchTokenizer.longest }

    mutating func removeAll() { count = 0 }

    mutating func removeLast(to length: Int) { count = min(count, length) }

    mutating func removeFirst(_ length: Int) {
        let rest = max(0, count - length)
        for index in 0..<rest { memory[index] = memory[index + length] }
        count = rest
    }

    /// Appends a byte; bytes beyond the capacity are dropped.
    @inline(__always)
    mutating func append(_ byte: UInt8) {
        guard count < Self.capacity else { return }
        memory[count] = byte
        count += 1
    }

    mutating func append(contentsOf bytes: some Sequence<UInt8>) {
        for byte in bytes { append(byte) }
    }

    /// Appends a scalar as UTF-8.
    @inline(__always)
    mutating func append(_ scalar: UInt32) {
        switch scalar {
        case 0..<0x80: append(UInt8(scalar))
        case 0x80..<0x800:
            append(0xC0 | UInt8(scalar >> 6))
            append(0x80 | UInt8(scalar & 63))
        case 0x800..<0x1_0000:
            append(0xE0 | UInt8(scalar >> 12))
            append(0x80 | UInt8(scalar >> 6 & 63))
            append(0x80 | UInt8(scalar & 63))
        default:
            append(0xF0 | UInt8(scalar >> 18 & 7))
            append(0x80 | UInt8(scalar >> 12 & 63))
            append(0x80 | UInt8(scalar >> 6 & 63))
            append(0x80 | UInt8(scalar & 63))
        }
    }
}

/// Reads UTF-8 that may be ill-formed.
enum UTF8Scalar {
    /// Returns the scalar that begins at `index` and its length in bytes; U+FFFD for one byte that begins no
    /// scalar.
    @inline(__always)
    static func read(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (scalar: UInt32, length: Int) {
        let lead = UInt32(bytes[index])
        if lead < 0x80 { return (lead, 1) }
        return readLong(bytes, at: index, lead: lead)
    }

    private static func readLong(
        _ bytes: UnsafeBufferPointer<UInt8>, at index: Int, lead: UInt32
    ) -> (scalar: UInt32, length: Int) {
        let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        guard lead >= 0xC2, lead < 0xF5, index + length <= bytes.count else { return (0xFFFD, 1) }
        var scalar = lead & (0x7F >> UInt32(length))
        for offset in 1..<length {
            let byte = UInt32(bytes[index + offset])
            guard byte & 0xC0 == 0x80 else { return (0xFFFD, 1) }
            scalar = scalar << 6 | byte & 63
        }
        return scalar < 0x11_0000 ? (scalar, length) : (0xFFFD, 1)
    }
}
