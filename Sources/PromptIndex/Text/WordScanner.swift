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
