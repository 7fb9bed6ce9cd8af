/// Finds the end of a word, and folds the word. The cursor of ``SearchTokenizer``.
struct WordScanner {
    typealias Body = (_ folded: UnsafeBufferPointer<UInt8>, _ source: Range<Int>) -> Void

    private let bytes: UnsafeBufferPointer<UInt8>
    /// The word, or the part of a word, that is being read.
    private var part: WordBuffer
    /// All parts so far, without joiners.
    private var whole: WordBuffer
    private var parts = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ part: WordBuffer, _ whole: WordBuffer) {
        self.bytes = bytes
        self.part = part
        self.whole = whole
    }

    /// Reads the word that begins at `start` with an ASCII letter or digit, and returns its end. The common
    /// case, an ASCII word without parts, is handled here.
    mutating func scanASCII(from start: Int, _ body: Body) -> Int {
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
        if !isPlain || end < bytes.count && mayGoOn(at: end) { return scanWord(from: start, body) }
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
    private func mayGoOn(at place: Int) -> Bool {
        switch bytes[place] {
        case 0x80...: true
        case 0x2D, 0x5F, 0x27, 0x2E:
            place + 1 < bytes.count && (ASCIIClass.of(bytes[place + 1]) != 0 || bytes[place + 1] >= 0x80)
        case 0x2B, 0x23: true
        default: false
        }
    }

    /// Reads the word that begins at `start` with a scalar above ASCII, and returns the start of the next
    /// one.
    mutating func scanBeyondASCII(from start: Int, _ body: Body) -> Int {
        let (scalar, length, entry) = read(at: start)
        switch entry.kind {
        case .other, .ignored, .joiner, .extender: return start + length
        case .letter, .capital: return scanWord(from: start, body)
        case .unit: return scanUnits(from: start, body)
        case .sign:
            part.removeAll()
            part.append(scalar)
            body(part.bytes, start..<start + length)
            return start + length
        }
    }

    private func read(at place: Int) -> (scalar: UInt32, length: Int, entry: ScalarFolding.Entry) {
        let (scalar, length) = UTF8Scalar.read(bytes, at: place)
        return (
            scalar, length,
            scalar < 0x80 ? ScalarFolding.ascii(UInt8(scalar)) : ScalarFolding.shared.entry(scalar)
        )
    }
}

// MARK: Words of parts

extension WordScanner {
    /// Reads any word; joiners and capitals separate parts.
    private mutating func scanWord(from start: Int, _ body: Body) -> Int {
        part.removeAll()
        whole.removeAll()
        parts = 0
        var partStart = start
        var place = start
        var previous = ScalarFolding.Class.other
        /// Number of consecutive capitals so far, and the start of the last of them in the text and in
        /// `part`.
        var capitals = 0
        var lastCapital = (place: start, length: 0)
        reading: while place < bytes.count {
            let (scalar, length, entry) = read(at: place)
            switch entry.kind {
            case .ignored:
                place += length
                continue
            case .capital:
                if previous == .letter {
                    endPart(partStart..<place, body)
                    partStart = place
                    capitals = 0
                }
                capitals += 1
                lastCapital = (place, part.count)
            case .letter:
                let isDigit = scalar < 0x3A
                if capitals > 1, !isDigit, !isPlural(at: place) {
                    splitPart(at: lastCapital.length, partStart..<lastCapital.place, body)
                    partStart = lastCapital.place
                }
                if !isDigit || capitals < 2 { capitals = 0 }
            case .joiner:
                guard isWord(at: place + length), !part.isEmpty else { break reading }
                endPart(partStart..<place, body)
                partStart = place + length
                place = partStart
                previous = .other
                capitals = 0
                continue
            case .other where scalar == 0x2E && isDigit(at: place - 1) && isDigit(at: place + 1):
                part.append(0x2E as UInt8)
                place += 1
                continue
            default: break reading
            }
            append(scalar, entry)
            previous = entry.kind
            place += length
        }
        return finish(start, partStart, place, body)
    }

    /// Ends the last part. If there were several parts, or if `++` or `#` belongs to the word, passes the
    /// whole word too.
    private mutating func finish(_ start: Int, _ partStart: Int, _ end: Int, _ body: Body) -> Int {
        let isCompound = parts > 0
        endPart(partStart..<end, body)
        if isCompound, whole.count <= SearchTokenizer.longest { body(whole.bytes, start..<end) }
        guard let suffix = suffix(at: end), whole.count + suffix <= SearchTokenizer.longest else {
            return end
        }
        whole.append(contentsOf: bytes[end..<end + suffix])
        body(whole.bytes, start..<end + suffix)
        return end + suffix
    }

    /// Returns the length of `++` or `#` if the word ends with it.
    private func suffix(at place: Int) -> Int? {
        guard place < bytes.count else { return nil }
        let length = bytes[place] == 0x23 ? 1 : 2
        if length == 2 {
            guard place + 1 < bytes.count, bytes[place] == 0x2B, bytes[place + 1] == 0x2B else { return nil }
        }
        return isWord(at: place + length) ? nil : length
    }

    private mutating func append(_ scalar: UInt32, _ entry: ScalarFolding.Entry) {
        guard !part.isFull else { return }
        if scalar < 0x80 {
            part.append(entry.kind == .capital ? UInt8(scalar) | 0x20 : UInt8(scalar))
        } else {
            ScalarFolding.shared.append(scalar, entry, to: &part)
        }
    }

    private mutating func endPart(_ source: Range<Int>, _ body: Body) {
        guard !part.isEmpty else { return }
        whole.append(contentsOf: part.bytes)
        parts += 1
        body(part.bytes, source)
        part.removeAll()
    }

    /// Ends the part before its last capital, which begins the next part: `HTMLParser`.
    private mutating func splitPart(at length: Int, _ source: Range<Int>, _ body: Body) {
        guard length > 0, length <= part.count else { return }
        let full = part
        part.removeLast(to: length)
        whole.append(contentsOf: part.bytes)
        parts += 1
        body(part.bytes, source)
        part = full
        part.removeFirst(length)
    }

    /// True if the letter at `place` is the plural ending of a word in capitals: `URLs`.
    private func isPlural(at place: Int) -> Bool {
        bytes[place] == 0x73 && !isWord(at: place + 1)
    }

    private func isWord(at place: Int) -> Bool {
        guard place < bytes.count else { return false }
        let kind = read(at: place).entry.kind
        return kind == .letter || kind == .capital
    }

    private func isDigit(at place: Int) -> Bool {
        place >= 0 && place < bytes.count && ASCIIClass.of(bytes[place]) == ASCIIClass.digit
    }
}

// MARK: Scripts without spaces

extension WordScanner {
    /// Reads a run of units with their marks: each adjacent pair, then the last unit.
    private mutating func scanUnits(from start: Int, _ body: Body) -> Int {
        part.removeAll()
        var place = start
        /// Start of the unit before the last one in the text, and its length in `part`.
        var before: (start: Int, length: Int)?
        var last = (start: start, length: 0)
        while place < bytes.count {
            let (scalar, length, entry) = readUnit(at: place)
            switch entry.kind {
            case .ignored: break
            case .extender: append(scalar, entry)
            case .unit:
                if place > start {
                    if let before {
                        body(part.bytes, before.start..<place)
                        part.removeFirst(before.length)
                    }
                    before = last
                    before?.length = part.count
                    last.start = place
                }
                append(scalar, entry)
            default:
                return finishUnits(before, last.start, place, body)
            }
            place += length
        }
        return finishUnits(before, last.start, place, body)
    }

    private mutating func finishUnits(
        _ before: (start: Int, length: Int)?, _ last: Int, _ end: Int, _ body: Body
    ) -> Int {
        if let before {
            body(part.bytes, before.start..<end)
            part.removeFirst(before.length)
        }
        body(part.bytes, last..<end)
        return end
    }

    /// Reads a Hangul syllable written as its jamo as one scalar (Unicode 3.12, Hangul Syllable Composition).
    private func readUnit(at place: Int) -> (scalar: UInt32, length: Int, entry: ScalarFolding.Entry) {
        let found = read(at: place)
        guard 0x1100...0x1112 ~= found.scalar, place + 3 < bytes.count else { return found }
        let vowel = UTF8Scalar.read(bytes, at: place + 3).scalar
        guard 0x1161...0x1175 ~= vowel else { return found }
        let syllable = 0xAC00 + ((found.scalar - 0x1100) * 21 + vowel - 0x1161) * 28
        if place + 6 < bytes.count {
            let final = UTF8Scalar.read(bytes, at: place + 6).scalar
            if 0x11A8...0x11C2 ~= final { return (syllable + final - 0x11A7, 9, found.entry) }
        }
        return (syllable, 6, found.entry)
    }
}
