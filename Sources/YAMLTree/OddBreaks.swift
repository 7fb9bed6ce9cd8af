internal import Diagnostics

extension DiagnosticRule {
    /// A character that YAML 1.1 takes for a line end.
    static let oddBreaks = DiagnosticRule(
        "PP117", severity: .warning, title: "a character at which other tools end the line",
        explanation: """
            U+0085, U+2028 and U+2029 are invisible and often come with text that was copied from a document or a web page. \
            Here they are part of the text, byte for byte, as in YAML 1.2. Tools for YAML 1.1 end the line there, and read \
            another text or none. `promptpal validate --fix` writes them as escapes in double quotes, which every tool reads \
            the same way; in a comment it writes a space.
            """,
        wrong: "a text that contains the line separator U+2028.",
        right: "the same text without it, or as `\"one line\\Lanother\"` in double quotes.", isFile: false)
}

/// U+0085 (NEL), U+2028 (LS) and U+2029 (PS), which are text here and line ends to libyaml.
///
/// libyaml reads a copy of the text, in which a character of the same length that has no meaning in YAML stands for
/// each of them. The texts of scalars are taken from the source.
enum OddBreaks {
    /// Returns the length in bytes of the character at `index` if it is one of the three; else 0.
    @inline(__always)
    static func length(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        if bytes[index] == 0xC2 { return index + 1 < bytes.count && bytes[index + 1] == 0x85 ? 2 : 0 }
        guard bytes[index] == 0xE2, index + 2 < bytes.count, bytes[index + 1] == 0x80 else { return 0 }
        return bytes[index + 2] == 0xA8 || bytes[index + 2] == 0xA9 ? 3 : 0
    }

    /// Returns a copy of `text` for libyaml; `offsets` are those of the characters in the source, some of which may
    /// be overwritten in `text`.
    static func standIns(in text: [UInt8], at offsets: [Int]) -> [UInt8] {
        var copy = text
        for offset in offsets {
            switch text.withUnsafeBufferPointer({ length($0, at: offset) }) {
            // U+00A1 for U+0085, and U+2027 for the two others.
            case 2: copy[offset + 1] = 0xA1
            case 3: copy[offset + 2] = 0xA7
            default: break
            }
        }
        return copy
    }

    /// Returns one warning for each text and each comment with such characters, with the edits that replace them.
    ///
    /// - Parameter tree: `nil` if the text can't be parsed; the warnings have no edits then.
    static func problems(at offsets: [Int], source: SourceText, tree: YAMLTree?) -> [Diagnostic] {
        source.bytes.withUnsafeBufferPointer { bytes in
            var found: [Diagnostic] = []
            var position = 0
            var next = 0
            let fixable = tree.flatMap { $0.isRepaired ? nil : $0 }
            while next < offsets.count, found.count < Problems.limit {
                let first = offsets[next]
                let range = first..<first + length(bytes, at: first)
                let node = fixable.flatMap { scalar(at: first, in: $0, from: &position) }
                let end = node?.range.upperBound ?? Lines.end(bytes, of: first)
                var all: [Int] = []
                while next < offsets.count, offsets[next] < end {
                    all.append(offsets[next])
                    next += 1
                }
                var fix: Fix?
                if let node {
                    fix = .edits(OddBreakFix(node, offsets: all, in: bytes).edits)
                } else if fixable != nil {
                    fix = .edits(all.map { TextEdit($0..<$0 + length(bytes, at: $0), replacement: " ") })
                }
                let value = UTF8Scalars.value(bytes, at: first, length: range.count)
                found.append(.oddBreaks(value, count: all.count, isComment: node == nil, at: range, fix: fix))
            }
            return found
        }
    }

    /// Returns the scalar that contains `offset`; `nil` for a comment.
    private static func scalar(at offset: Int, in tree: YAMLTree, from position: inout Int) -> YAMLNode? {
        while position < tree.records.count {
            let record = tree.records[position]
            if record.kind == .scalar {
                if record.start > offset { return nil }
                if record.range.contains(offset) { return YAMLNode(tree: tree, index: Int32(position)) }
            }
            position += 1
        }
        return nil
    }
}

extension TreeBuilder {
    /// Puts the source's characters into the text that libyaml read from stand-ins. The text is the last one in the
    /// arena.
    mutating func restoreOddBreaks(of record: Record) {
        let source = record.range
        guard source.contains(where: { OddBreaks.length(bytes, at: $0) > 0 }) else { return }
        let segments = TextSegments(of: record, in: bytes)
        for segment in segments.segments where !segment.isWhole {
            let start = Int(record.textStart) + segment.text
            guard start + segment.length <= arena.count else { return }
            for index in 0..<segment.length {
                arena[start + index] = bytes[segment.source.lowerBound + index]
            }
        }
    }
}

extension Diagnostic {
    /// Reports `count` characters of a text or comment; the first one, at `range`, has the scalar value `value`.
    fileprivate static func oddBreaks(
        _ value: UInt32, count: Int, isComment: Bool, at range: Range<Int>, fix: Fix?
    ) -> Diagnostic {
        let others = count == 1 ? "" : count == 2 ? " and another" : " and \(count - 1) others"
        return Diagnostic(
            .oddBreaks,
            message:
                "the invisible character U+\(hex(value, width: 4))\(others), at which other YAML tools end the line",
            at: range,
            help: isComment
                ? "replace it by a space"
                : "remove it, or write it in double quotes as `\(escape(of: value))`",
            fix: fix)
    }

    private static func escape(of value: UInt32) -> String {
        value == 0x85 ? "\\N" : value == 0x2028 ? "\\L" : "\\P"
    }
}
