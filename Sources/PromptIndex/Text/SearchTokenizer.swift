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

/// Finds the end of a word, and folds the word. The cursor of ``SearchTokenizer``.
struct WordScanner {
    typealias Body = (_ folded: UnsafeBufferPointer<UInt8>, _ source: Range<Int>) -> Void

    private let bytes: UnsafeBufferPointer<UInt8>
    /// The word, or the part of a word, that is being read.
    private var part: WordBuffer
    /// All parts so far, without joiners.
    private var whole: WordBuffer
    private var parts = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, part: WordBuffer, whole: WordBuffer) {
        self.bytes = bytes
        self.part = part
        self.whole = whole
    }

    /// Reads the word that begins at `start` with an ASCII letter or digit, and returns its end. The common
    /// case, an ASCII word without parts, is handled here.
    mutating func scanASCII(from start: Int, body: Body) -> Int {
        var end = start
        var seen: UInt8 = 0
        var capitals = 0
        while end < bytes.count {
            let kind = ASCIIClass.of(bytes[end])
            if kind == 0 { break }
            seen |= kind
            capitals += Int(kind >> 1 & 1)
            end += 1
        }
        let mixes = seen & ASCIIClass.small != 0 && capitals > 0
        let isPlain = !mixes || capitals == 1 && ASCIIClass.of(bytes[start]) == ASCIIClass.capital
        if !isPlain || end < bytes.count && mayGoOn(at: end) { return scanWord(from: start, body: body) }
        let cut = min(end, start + SearchTokenizer.longest)
        let word = UnsafeBufferPointer(rebasing: bytes[start..<cut])
        if capitals == 0 {
            body(word, start..<end)
        } else {
            part.removeAll()
            for byte in word { part.append(ASCIIClass.of(byte) == ASCIIClass.capital ? byte | 0x20 : byte) }
            body(part.bytes, start..<end)
        }
        return end
    }

    /// True if the text after an ASCII run may belong to its word.
    private func mayGoOn(at index: Int) -> Bool {
        switch bytes[index] {
        case 0x80...: true
        case 0x2D, 0x5F, 0x27, 0x2E:
            index + 1 < bytes.count && (ASCIIClass.of(bytes[index + 1]) != 0 || bytes[index + 1] >= 0x80)
        case 0x2B, 0x23: true
        default: false
        }
    }

    /// Reads the word that begins at `start` with a scalar above ASCII, and returns the start of the next
    /// one.
    mutating func scanBeyondASCII(from start: Int, body: Body) -> Int {
        let (scalar, length, entry) = read(at: start)
        switch entry.kind {
        case .other, .ignored, .joiner, .extender: return start + length
        case .letter, .capital: return scanWord(from: start, body: body)
        case .unit: return scanUnits(from: start, body: body)
        case .sign:
            part.removeAll()
            part.append(scalar)
            body(part.bytes, start..<start + length)
            return start + length
        }
    }

    private func read(at index: Int) -> (scalar: UInt32, length: Int, entry: ScalarTable.Entry) {
        let (scalar, length) = UTF8Scalar.read(bytes, at: index)
        return (
            scalar, length,
            scalar < 0x80 ? ScalarTable.ascii(UInt8(scalar)) : ScalarTable.shared.entry(scalar)
        )
    }
}

// MARK: Words of parts

extension WordScanner {
    /// Reads any word; joiners and capitals separate parts.
    private mutating func scanWord(from start: Int, body: Body) -> Int {
        part.removeAll()
        whole.removeAll()
        parts = 0
        var partStart = start
        var index = start
        var previous = ScalarTable.Class.other
        /// Number of consecutive capitals so far, and the start of the last of them in the text and in
        /// `part`.
        var capitals = 0
        var lastCapital = (start: start, length: 0)
        reading: while index < bytes.count {
            let (scalar, length, entry) = read(at: index)
            switch entry.kind {
            case .ignored:
                index += length
                continue
            case .capital:
                if previous == .letter {
                    endPart(partStart..<index, body: body)
                    partStart = index
                    capitals = 0
                }
                capitals += 1
                lastCapital = (index, part.count)
            case .letter:
                let isDigit = scalar < 0x3A
                if capitals > 1, !isDigit, !isPlural(at: index) {
                    splitPart(at: lastCapital.length, source: partStart..<lastCapital.start, body: body)
                    partStart = lastCapital.start
                }
                if !isDigit || capitals < 2 { capitals = 0 }
            case .joiner:
                guard isWord(at: index + length), !part.isEmpty else { break reading }
                endPart(partStart..<index, body: body)
                partStart = index + length
                index = partStart
                previous = .other
                capitals = 0
                continue
            case .other where scalar == 0x2E && isDigit(at: index - 1) && isDigit(at: index + 1):
                part.append(0x2E as UInt8)
                index += 1
                continue
            default: break reading
            }
            append(scalar, entry: entry)
            previous = entry.kind
            index += length
        }
        return finish(from: start, partStart: partStart, to: index, body: body)
    }

    /// Ends the last part. If there were several parts, or if `++` or `#` belongs to the word, passes the
    /// whole word too.
    private mutating func finish(from start: Int, partStart: Int, to end: Int, body: Body) -> Int {
        let isCompound = parts > 0
        endPart(partStart..<end, body: body)
        if isCompound, whole.count <= SearchTokenizer.longest { body(whole.bytes, start..<end) }
        guard let suffix = suffix(at: end), whole.count + suffix <= SearchTokenizer.longest else {
            return end
        }
        whole.append(contentsOf: bytes[end..<end + suffix])
        body(whole.bytes, start..<end + suffix)
        return end + suffix
    }

    /// Returns the length of `++` or `#` if the word ends with it.
    private func suffix(at index: Int) -> Int? {
        guard index < bytes.count else { return nil }
        let length = bytes[index] == 0x23 ? 1 : 2
        if length == 2 {
            guard index + 1 < bytes.count, bytes[index] == 0x2B, bytes[index + 1] == 0x2B else { return nil }
        }
        return isWord(at: index + length) ? nil : length
    }

    private mutating func append(_ scalar: UInt32, entry: ScalarTable.Entry) {
        guard !part.isFull else { return }
        if scalar < 0x80 {
            part.append(entry.kind == .capital ? UInt8(scalar) | 0x20 : UInt8(scalar))
        } else {
            ScalarTable.shared.append(scalar, entry: entry, to: &part)
        }
    }

    private mutating func endPart(_ source: Range<Int>, body: Body) {
        guard !part.isEmpty else { return }
        whole.append(contentsOf: part.bytes)
        parts += 1
        body(part.bytes, source)
        part.removeAll()
    }

    /// Ends the part before its last capital, which begins the next part: `HTMLParser`.
    private mutating func splitPart(at length: Int, source: Range<Int>, body: Body) {
        guard length > 0, length <= part.count else { return }
        let full = part
        part.removeLast(to: length)
        whole.append(contentsOf: part.bytes)
        parts += 1
        body(part.bytes, source)
        part = full
        part.removeFirst(length)
    }

    /// True if the letter at `index` is the plural ending of a word in capitals: `URLs`.
    private func isPlural(at index: Int) -> Bool {
        bytes[index] == 0x73 && !isWord(at: index + 1)
    }

    private func isWord(at index: Int) -> Bool {
        guard index < bytes.count else { return false }
        let kind = read(at: index).entry.kind
        return kind == .letter || kind == .capital
    }

    private func isDigit(at index: Int) -> Bool {
        index >= 0 && index < bytes.count && ASCIIClass.of(bytes[index]) == ASCIIClass.digit
    }
}

// MARK: Scripts without spaces

extension WordScanner {
    /// Reads a run of units with their marks: each adjacent pair, then the last unit.
    private mutating func scanUnits(from start: Int, body: Body) -> Int {
        part.removeAll()
        var index = start
        /// Start of the unit before the last one in the text, and its length in `part`.
        var before: (start: Int, length: Int)?
        var last = (start: start, length: 0)
        while index < bytes.count {
            let (scalar, length, entry) = readUnit(at: index)
            switch entry.kind {
            case .ignored: break
            case .extender: append(scalar, entry: entry)
            case .unit:
                if index > start {
                    if let before {
                        body(part.bytes, before.start..<index)
                        part.removeFirst(before.length)
                    }
                    before = last
                    before?.length = part.count
                    last.start = index
                }
                append(scalar, entry: entry)
            default:
                return finishUnits(before: before, last: last.start, end: index, body: body)
            }
            index += length
        }
        return finishUnits(before: before, last: last.start, end: index, body: body)
    }

    private mutating func finishUnits(
        before: (start: Int, length: Int)?, last: Int, end: Int, body: Body
    ) -> Int {
        if let before {
            body(part.bytes, before.start..<end)
            part.removeFirst(before.length)
        }
        body(part.bytes, last..<end)
        return end
    }

    /// Reads a Hangul syllable written as its jamo as one scalar (Unicode 3.12, Hangul Syllable Composition).
    private func readUnit(at index: Int) -> (scalar: UInt32, length: Int, entry: ScalarTable.Entry) {
        let found = read(at: index)
        guard 0x1100...0x1112 ~= found.scalar, index + 3 < bytes.count else { return found }
        let vowel = UTF8Scalar.read(bytes, at: index + 3).scalar
        guard 0x1161...0x1175 ~= vowel else { return found }
        let syllable = 0xAC00 + ((found.scalar - 0x1100) * 21 + vowel - 0x1161) * 28
        if index + 6 < bytes.count {
            let final = UTF8Scalar.read(bytes, at: index + 6).scalar
            if 0x11A8...0x11C2 ~= final { return (syllable + final - 0x11A7, 9, found.entry) }
        }
        return (syllable, 6, found.entry)
    }
}
