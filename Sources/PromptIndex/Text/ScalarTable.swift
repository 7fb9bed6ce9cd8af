/// The word class and the folding of scalars above ASCII, for search.
///
/// `Scripts/search-folding` generates the data as two streams of numbers: five bits per character from `0`
/// on, lowest first; if the character is `P` or higher, the number continues. Both streams consist of runs. A
/// run starts with its distance from the end of the run before (the first one from U+0080) and its number of
/// scalars. The streams are expanded to two-level tables on first use, in about 0.2 ms.
struct ScalarTable: Sendable {
    /// The word class of a scalar.
    enum Class: UInt8, Sendable {
        /// Ends a word.
        case other
        /// A letter without case, a lower-case letter, a digit, or a mark that must be kept.
        case letter
        case capital
        /// Accents and invisible characters, which are ignored.
        case ignored
        /// A letter of a script without spaces; two adjacent ones form a word.
        case unit
        /// A mark that belongs to the unit before it.
        case extender
        /// An emoji, a word by itself.
        case sign
        /// Joins two words to one that is also indexed as a whole: a hyphen, an apostrophe.
        case joiner
    }

    /// One scalar: its class in the top four bits; below, 0 if it folds to itself, else a scalar or, with
    /// ``isSequence``, an index.
    struct Entry: Sendable {
        var bits: UInt32
        static let isSequence: UInt32 = 1 << 27

        init(_ kind: UInt8) { bits = UInt32(kind) << 28 }

        var kind: Class { Class(rawValue: UInt8(bits >> 28)) ?? .other }
    }

    static let shared = ScalarTable()

    /// For each 128 scalars, the index of their page, or with ``isUniform`` the class of the whole page.
    private var pages = [UInt16](repeating: isUniform, count: 0x11_0000 >> 7)
    private var entries: [Entry] = []
    /// Foldings of more than one scalar.
    private var sequences: [[UInt32]] = []
    private static let isUniform: UInt16 = 1 << 15

    /// Returns the class of `scalar` and its folding.
    func entry(_ scalar: UInt32) -> Entry {
        let page = pages[Int(scalar >> 7)]
        if page & Self.isUniform != 0 { return Entry(UInt8(truncatingIfNeeded: page)) }
        return entries[Int(page) << 7 | Int(scalar & 127)]
    }

    /// Appends the folding of `scalar`, whose entry is `entry`.
    @inline(__always)
    func append(_ scalar: UInt32, entry: Entry, to word: inout WordBuffer) {
        let payload = entry.bits & (Entry.isSequence - 1)
        if entry.bits & Entry.isSequence != 0 {
            for scalar in sequences[Int(payload)] { word.append(scalar) }
        } else {
            word.append(payload == 0 ? scalar : payload)
        }
    }

    /// Returns the entry of an ASCII character; only its class is valid.
    static func ascii(_ byte: UInt8) -> Entry {
        switch byte {
        case 0x61...0x7A, 0x30...0x39: Entry(Class.letter.rawValue)
        case 0x41...0x5A: Entry(Class.capital.rawValue)
        case 0x2D, 0x5F, 0x27: Entry(Class.joiner.rawValue)
        default: Entry(Class.other.rawValue)
        }
    }

    private init() {
        // 8: upper-case and lower-case letters in turn.
        Self.forEachRun(of: Self.classRuns) { start, count, next in
            let kind = UInt8(truncatingIfNeeded: next())
            if kind == 8 {
                for offset in 0..<count { set(start + offset, to: offset % 2 == 0 ? 2 : 1) }
            } else {
                set(start..<start + count, to: kind)
            }
        }
        Self.forEachRun(of: Self.foldRuns) { start, count, next in
            let length = next()
            if length == 1 {
                let zigzag = Int(next())
                let distance = zigzag % 2 == 0 ? zigzag / 2 : -(zigzag / 2) - 1
                for scalar in start..<start + count { fold(scalar, to: UInt32(Int(scalar) + distance)) }
            } else {
                var sequence: [UInt32] = []
                for _ in 0..<length { sequence.append(next()) }
                fold(start, to: UInt32(sequences.count) | Entry.isSequence)
                sequences.append(sequence)
            }
        }
    }

    private mutating func set(_ scalars: Range<UInt32>, to kind: UInt8) {
        var scalar = scalars.lowerBound
        while scalar < scalars.upperBound {
            if scalar & 127 == 0, scalar + 128 <= scalars.upperBound {
                pages[Int(scalar >> 7)] = Self.isUniform | UInt16(kind)
                scalar += 128
            } else {
                set(scalar, to: kind)
                scalar += 1
            }
        }
    }

    private mutating func set(_ scalar: UInt32, to kind: UInt8) {
        entries[entryIndex(of: scalar)] = Entry(kind)
    }

    private mutating func fold(_ scalar: UInt32, to payload: UInt32) {
        entries[entryIndex(of: scalar)].bits |= payload
    }

    /// Returns the index of the scalar's entry. If its page was uniform, the page is expanded first.
    private mutating func entryIndex(of scalar: UInt32) -> Int {
        let page = pages[Int(scalar >> 7)]
        guard page & Self.isUniform != 0 else { return Int(page) << 7 | Int(scalar & 127) }
        let made = entries.count >> 7
        entries.append(contentsOf: repeatElement(Entry(UInt8(truncatingIfNeeded: page)), count: 128))
        pages[Int(scalar >> 7)] = UInt16(made)
        return made << 7 | Int(scalar & 127)
    }

    /// Calls `body` for each run with its first scalar, its count and a function that reads the rest of it.
    private static func forEachRun(
        of data: StaticString, body: (_ start: UInt32, _ count: UInt32, _ next: () -> UInt32) -> Void
    ) {
        data.withUTF8Buffer { bytes in
            var offset = 0
            func next() -> UInt32 {
                var number: UInt32 = 0
                var shift: UInt32 = 0
                while offset < bytes.count {
                    let digit = UInt32(bytes[offset]) - 0x30
                    offset += 1
                    number |= (digit & 31) << shift
                    shift += 5
                    if digit < 32 { break }
                }
                return number
            }
            var scalar: UInt32 = 0x80
            while offset < bytes.count {
                let start = scalar + next()
                let count = next()
                body(start, count, next)
                scalar = start + count
            }
        }
    }
}
