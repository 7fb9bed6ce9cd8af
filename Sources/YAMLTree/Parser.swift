internal import CLibYAML
internal import Diagnostics

extension YAMLTree {
    /// Scans the bytes, looks for conflict markers and directives, and reads events into records. If there is
    /// an unquoted `{{`, the text is read again as if it were quoted.
    static func parseDocument(_ source: SourceText, limits: YAMLLimits) -> YAMLParseResult {
        let size = source.bytes.count
        guard size <= limits.maxBytes, size <= Int32.max else {
            return YAMLParseResult(
                tree: nil, diagnostics: [.fileTooLarge(bytes: size, limit: limits.maxBytes)])
        }
        let scan = source.bytes.withUnsafeBufferPointer { TextScan($0) }
        var problems = scan.problems
        if let mixed = source.bytes.withUnsafeBufferPointer({ scan.mixedLineEnds(in: $0) }) {
            problems.add(mixed)
        }
        guard scan.isText else { return YAMLParseResult(tree: nil, diagnostics: problems.sorted) }

        var text = source.bytes
        if scan.mayHaveConflicts { ConflictMarkers.check(&text, problems: &problems) }
        Directives.check(&text, problems: &problems)
        let hasConflicts = problems.contains(.conflictMarkers)
        var bare: [BareBraces] = []
        var noBraces: [Int] = []
        while true {
            let standIns = scan.oddBreaks.isEmpty ? nil : OddBreaks.standIns(in: text, at: scan.oddBreaks)
            let attempt = text.withUnsafeBufferPointer { bytes in
                var builder = TreeBuilder(bytes, isASCII: scan.isASCII, limits: limits, bare: bare)
                builder.noBraces = noBraces
                builder.hasOddBreaks = standIns != nil
                builder.read(standIns)
                return builder.finished()
            }
            if let wrong = bare.firstIndex(where: { !attempt.starts.contains($0.range.lowerBound) }) {
                // It was the middle of another token: restore it.
                let range = bare[wrong].range
                text.replaceSubrange(range, with: source.bytes[range])
                noBraces.append(range.lowerBound)
                bare.remove(at: wrong)
                continue
            }
            if !attempt.bare.isEmpty, bare.count < Problems.limit, noBraces.count < Problems.limit {
                // Quote them in the copy and parse again, so that the rest of the text is checked too.
                bare += attempt.bare
                for braces in attempt.bare { braces.quote(in: &text) }
                continue
            }
            source.bytes.withUnsafeBufferPointer { bytes in
                for braces in bare { problems.add(braces.problem(in: bytes)) }
            }
            // If our side of a conflict can't be parsed, only the conflict is reported, because it must be
            // resolved first.
            if attempt.isComplete || !problems.contains(.conflictMarkers) { problems.add(attempt.problems) }
            var tree: YAMLTree?
            if attempt.isComplete {
                tree = YAMLTree(
                    source: source, lineEnd: scan.lineEnd, records: attempt.records, arena: attempt.arena,
                    isRepaired: hasConflicts || !bare.isEmpty, errorCount: problems.errorCount)
            }
            if !scan.oddBreaks.isEmpty {
                for problem in OddBreaks.problems(at: scan.oddBreaks, source: source, tree: tree) {
                    problems.add(problem)
                }
            }
            return YAMLParseResult(tree: tree, diagnostics: problems.sorted)
        }
    }
}

/// libyaml's parser. It keeps one address until this value ends.
struct ParserHandle: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>

    /// Creates a parser over `bytes`, which must be UTF-8 without a byte-order mark and must outlive it.
    /// Returns `nil` if there is not enough memory.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        parser = .allocate(capacity: 1)
        guard yaml_parser_initialize(parser) == 1 else {
            parser.deallocate()
            return nil
        }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
    }

    /// Reads the next event into `event`; returns false if the text is invalid YAML. The caller deletes the
    /// event.
    @inline(__always)
    borrowing func next(_ event: UnsafeMutablePointer<yaml_event_t>) -> Bool {
        yaml_parser_parse(parser, event) == 1
    }

    /// The error that stopped the parser.
    var failure: ParserFailure {
        ParserFailure(
            problem: parser.pointee.problem.map { String(cString: $0) } ?? "not YAML",
            context: parser.pointee.context.map { String(cString: $0) } ?? "",
            problemIndex: Int(parser.pointee.problem_mark.index),
            contextIndex: Int(parser.pointee.context_mark.index),
            byteOffset: parser.pointee.error == YAML_READER_ERROR ? Int(parser.pointee.problem_offset) : nil)
    }
}

/// libyaml's error. Positions are in Unicode scalars from the start of its input.
struct ParserFailure {
    var problem: String
    var context: String
    var problemIndex: Int
    var contextIndex: Int
    /// Byte offset from the start of the input, set for reader errors only; those have no other position.
    var byteOffset: Int?
}

/// Converts libyaml's positions, which count Unicode scalars without a byte-order mark, to byte offsets.
struct MarkOffsets {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let base: Int
    private let isASCII: Bool
    private var index = 0
    private var byte: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>, base: Int, isASCII: Bool) {
        self.bytes = bytes
        self.base = base
        self.isASCII = isASCII
        byte = base
    }

    /// Returns the byte offset of a mark. The cost grows with the distance from the mark before.
    @inline(__always)
    mutating func offset(_ mark: yaml_mark_t) -> Int { offset(index: Int(mark.index)) }

    @inline(__always)
    mutating func offset(index target: Int) -> Int {
        isASCII ? min(base + target, bytes.count) : walk(to: target)
    }

    private mutating func walk(to target: Int) -> Int {
        while index < target, byte < bytes.count {
            byte += 1
            while byte < bytes.count, bytes[byte] & 0xC0 == 0x80 { byte += 1 }
            index += 1
        }
        while index > target, byte > base {
            byte -= 1
            while byte > base, bytes[byte] & 0xC0 == 0x80 { byte -= 1 }
            index -= 1
        }
        return byte
    }
}

/// The problems of one text, at most 50 per code.
struct Problems {
    private(set) var list: [Diagnostic] = []
    static let limit = 50

    mutating func add(_ problem: Diagnostic) {
        if hasRoom(for: problem.code) { list.append(problem) }
    }

    mutating func add(_ others: Problems) { for problem in others.list { add(problem) } }

    var errorCount: Int { list.reduce(0) { $0 + ($1.severity == .error ? 1 : 0) } }
    func contains(_ rule: @autoclosure () -> DiagnosticRule) -> Bool {
        // Most texts have no problem, and need no rule.
        !list.isEmpty && list.contains { $0.breaks(rule()) }
    }

    /// True if the limit for `rule` is not reached yet.
    func hasRoom(for rule: DiagnosticRule) -> Bool { hasRoom(for: rule.code) }

    private func hasRoom(for code: String) -> Bool {
        list.lazy.filter { $0.code == code }.count < Problems.limit
    }

    /// The problems sorted by position, then by code.
    var sorted: [Diagnostic] {
        if list.count < 2 { return list }
        return list.sorted {
            let left = $0.range?.lowerBound ?? -1
            let right = $1.range?.lowerBound ?? -1
            return left != right ? left < right : $0.code < $1.code
        }
    }
}

/// Returns a piece of text for a message: on one line and at most 60 characters long.
func shown(_ bytes: some Sequence<UInt8>) -> String {
    let limit = 60
    // Enough bytes for the limit, without decoding all of a large file.
    let head = Array(bytes.lazy.prefix(limit * 4 + 1))
    var text = String.UnicodeScalarView()
    for scalar in String(decoding: head, as: UTF8.self).unicodeScalars.prefix(limit + 1) {
        guard text.count < limit else { return String(text) + "…" }
        let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0x2028
        text.append(isControl || scalar.value == 0x2029 ? " " : scalar)
    }
    return String(text)
}

/// One pass over the bytes before YAML parsing: encoding, forbidden characters, line ends.
struct TextScan {
    private(set) var problems = Problems()
    private(set) var isASCII = true
    /// True if some line starts like a merge-conflict marker, so that ``ConflictMarkers`` must check the
    /// text.
    private(set) var mayHaveConflicts = false
    private(set) var lineFeeds = 0
    private(set) var pairs = 0
    private(set) var returns = 0
    /// Offsets of U+0085, U+2028 and U+2029.
    private(set) var oddBreaks: [Int] = []
    /// True if the bytes are text that a YAML reader accepts.
    private(set) var isText = true

    var lineEnd: LineEnd { pairs > lineFeeds ? .crlf : .lf }

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        if bytes.count >= 2, bytes[0] ^ bytes[1] == 1, bytes[0] | bytes[1] == 0xFF {
            problems.add(.notUTF8(utf16MarkAt: 0..<2))
            isText = false
            return
        }
        var index = Lines.byteOrderMark(bytes)
        if index > 0 { isASCII = false }
        look(bytes, atLineStart: index)
        while index < bytes.count {
            index = TextScan.printableEnd(bytes, from: index)
            guard index < bytes.count else { break }
            switch bytes[index] {
            case 0x0A:
                lineFeeds += 1
                index += 1
                look(bytes, atLineStart: index)
            case 0x0D:
                index += 1
                if index < bytes.count, bytes[index] == 0x0A {
                    pairs += 1
                    index += 1
                } else {
                    returns += 1
                }
                look(bytes, atLineStart: index)
            case 0x09, 0x20...0x7E: index += 1
            case 0x80...0xFF: index = multibyte(bytes, at: index)
            default: index = forbidden(bytes, at: index)
            }
        }
    }

    /// Returns the first index whose byte is not printable ASCII. Reads eight bytes at a time.
    @inline(__always)
    private static func printableEnd(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        let raw = UnsafeRawBufferPointer(bytes)
        let high: UInt64 = 0x8080_8080_8080_8080
        let ones: UInt64 = 0x0101_0101_0101_0101
        var index = start
        while index + 8 <= raw.count {
            let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            let delete = word ^ (ones &* 0x7F)
            let odd = word | ((word &- ones &* 0x20) & ~word) | ((delete &- ones) & ~delete)
            let found = odd & high
            if found != 0 { return index + UInt64(littleEndian: found).trailingZeroBitCount / 8 }
            index += 8
        }
        while index < bytes.count, bytes[index] >= 0x20, bytes[index] < 0x7F { index += 1 }
        return index
    }

    private mutating func look(_ bytes: UnsafeBufferPointer<UInt8>, atLineStart index: Int) {
        guard index + 7 <= bytes.count, bytes[index] == 0x3C || bytes[index] == 0x3E else { return }
        for offset in 1..<7 where bytes[index + offset] != bytes[index] { return }
        mayHaveConflicts = true
    }

    /// Checks one scalar beyond ASCII, or a run of invalid bytes.
    private mutating func multibyte(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        isASCII = false
        let length = UTF8Scalars.length(bytes, at: index)
        guard length == 0 else {
            if OddBreaks.length(bytes, at: index) > 0 { oddBreaks.append(index) }
            let isC1 = bytes[index] == 0xC2 && bytes[index + 1] < 0xA0 && bytes[index + 1] != 0x85
            let isNoncharacter =
                bytes[index] == 0xEF && bytes[index + 1] == 0xBF && bytes[index + 2] >= 0xBE
            return isC1 || isNoncharacter ? forbidden(bytes, at: index) : index + length
        }
        isText = false
        var end = index + 1
        while end < bytes.count, bytes[end] >= 0x80, UTF8Scalars.length(bytes, at: end) == 0 { end += 1 }
        problems.add(.notUTF8(bytes[index], at: index..<end))
        return end
    }

    /// Reports a run of one control character that YAML does not allow.
    private mutating func forbidden(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        isText = false
        let length = max(1, UTF8Scalars.length(bytes, at: index))
        var end = index + length
        while end + length <= bytes.count,
            (0..<length).allSatisfy({ bytes[end + $0] == bytes[index + $0] })
        {
            end += length
        }
        let value = UTF8Scalars.value(bytes, at: index, length: length)
        problems.add(.controlCharacter(value, at: index..<end))
        return end
    }
}

/// Returns uppercase hexadecimal digits, padded with zeros to `width`.
func hex(_ value: some BinaryInteger, width: Int) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
