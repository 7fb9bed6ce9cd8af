internal import CLibYAML
internal import Diagnostics

/// The result of reading a text once.
struct ParseAttempt {
    var records: ContiguousArray<Record>
    var arena: ContiguousArray<UInt8>
    var problems: Problems
    /// Unquoted `{{` values found in this reading.
    var bare: [BareBraces]
    /// Offsets of the previously quoted ones that the parser read as values.
    var starts: [Int]
    /// True if the document was read to its end.
    var isComplete: Bool
}

/// Reads libyaml's events into records and reports everything that the format does not allow.
struct TreeBuilder {
    /// A collection whose end event has not been read yet.
    struct Open {
        var record: Int
        var kind: YAMLNode.Kind
        var isFlow: Bool
        /// Column of the keys or dashes of the innermost block collection.
        var indent: Int
        /// Number of keys and values of a map, or of items, read so far.
        var children = 0

        var expectsKey: Bool { kind == .mapping && children & 1 == 0 }
    }

    let bytes: UnsafeBufferPointer<UInt8>
    var marks: MarkOffsets
    var records = ContiguousArray<Record>()
    var arena = ContiguousArray<UInt8>()
    var problems = Problems()
    /// Unquoted `{{` values that are already quoted in `bytes`; their text is taken from the source.
    let bare: [BareBraces]
    /// Those found in this reading.
    var newBare: [BareBraces] = []
    /// True if the text has U+0085, U+2028 or U+2029, for which libyaml reads stand-ins.
    var hasOddBreaks = false
    /// Offsets at which `{{` is known to start no value.
    var noBraces: [Int] = []
    private var starts: [Int] = []
    var isComplete = false
    var stack = ContiguousArray<Open>()
    /// End offset of the node that ended last.
    private(set) var lastEnd = 0
    let base: Int
    private let limits: YAMLLimits

    init(_ bytes: UnsafeBufferPointer<UInt8>, isASCII: Bool, limits: YAMLLimits, bare: [BareBraces]) {
        self.bytes = bytes
        self.limits = limits
        self.bare = bare
        base = Lines.byteOrderMark(bytes)
        marks = MarkOffsets(bytes, base: base, isASCII: isASCII)
        records.reserveCapacity(bytes.count / 16 + 8)
        stack.reserveCapacity(16)
    }

    /// Reads the document to its end or to the first syntax error.
    ///
    /// - Parameter standIns: the bytes for libyaml; `nil` for the text itself.
    mutating func read(_ standIns: [UInt8]?) {
        guard let standIns else { return read(UnsafeBufferPointer(rebasing: bytes[base...])) }
        standIns.withUnsafeBufferPointer { read(UnsafeBufferPointer(rebasing: $0[base...])) }
    }

    private mutating func read(_ input: UnsafeBufferPointer<UInt8>) {
        guard let parser = ParserHandle(input) else {
            problems.add(.notEnoughMemoryForYAML)
            return
        }
        var event = yaml_event_t()
        while true {
            guard parser.next(&event) else {
                isComplete = false
                fail(parser.failure)
                return
            }
            let goesOn = take(&event)
            yaml_event_delete(&event)
            if !goesOn { return }
        }
    }

    /// Returns the result, without the bytes it was read from.
    consuming func finished() -> ParseAttempt {
        ParseAttempt(
            records: records, arena: arena, problems: problems, bare: newBare, starts: starts,
            isComplete: isComplete)
    }

    @inline(__always)
    private mutating func take(_ event: inout yaml_event_t) -> Bool {
        switch event.type {
        case YAML_SCALAR_EVENT: scalar(&event)
        case YAML_SEQUENCE_START_EVENT, YAML_MAPPING_START_EVENT: return open(&event)
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: close(event)
        case YAML_ALIAS_EVENT: alias(event)
        case YAML_DOCUMENT_END_EVENT:
            end(event)
            return false
        case YAML_STREAM_END_EVENT:
            isComplete = true
            return false
        default: break
        }
        return true
    }

    @inline(__always)
    private mutating func scalar(_ event: inout yaml_event_t) {
        var start = marks.offset(event.start_mark)
        var end = marks.offset(event.end_mark)
        let scalar = event.data.scalar
        if scalar.anchor != nil || scalar.tag != nil { start = skipProperties(start..<end) }
        var style = YAMLNode.Style.plain
        var indent = 0
        var textStart = start
        var isVerbatim = event.start_mark.line == event.end_mark.line
        switch scalar.style {
        case YAML_PLAIN_SCALAR_STYLE:
            if scalar.length == 0 { end = emptyEnd(end, start: &start) }
            textStart = start
            isVerbatim = isVerbatim && scalar.length == end - start
        case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE:
            style = scalar.style == YAML_LITERAL_SCALAR_STYLE ? .literal : .folded
            let shape = BlockScalarShape(
                bytes, start: start, limit: end, parentIndent: stack.last?.indent ?? -1)
            indent = shape.indent
            end = shape.end
            isVerbatim = false
        default:
            style = scalar.style == YAML_SINGLE_QUOTED_SCALAR_STYLE ? .singleQuoted : .doubleQuoted
            textStart = start + 1
            // In single quotes each doubled quote shortens the text. In double quotes an escape may keep its
            // length.
            isVerbatim =
                isVerbatim && scalar.length == end - start - 2
                && (style == .singleQuoted || !bytes[textStart..<end].contains(UInt8(ascii: "\\")))
        }
        if !bare.isEmpty, let braces = bare.first(where: { $0.range.lowerBound == start }) {
            (style, isVerbatim, textStart) = (.plain, true, start)
            starts.append(start)
            end = braces.range.upperBound
        }
        var record = Record(start: start, end: end, kind: .scalar, style: style, indent: indent)
        if isVerbatim {
            record.textStart = Int32(truncatingIfNeeded: textStart)
            record.textLength = Int32(truncatingIfNeeded: style == .plain ? end - start : scalar.length)
        } else {
            if arena.isEmpty { arena.reserveCapacity(bytes.count - start) }
            record.isCooked = true
            record.textStart = Int32(truncatingIfNeeded: arena.count)
            record.textLength = Int32(truncatingIfNeeded: scalar.length)
            arena.append(contentsOf: UnsafeBufferPointer(start: scalar.value, count: scalar.length))
            if hasOddBreaks { restoreOddBreaks(of: record) }
        }
        record.next = Int32(truncatingIfNeeded: records.count + 1)
        lastEnd = end
        add(record)
    }

    private mutating func open(_ event: inout yaml_event_t) -> Bool {
        let isMap = event.type == YAML_MAPPING_START_EVENT
        var start = marks.offset(event.start_mark)
        var indent = Int(event.start_mark.column)
        let hasProperties =
            isMap
            ? event.data.mapping_start.anchor != nil || event.data.mapping_start.tag != nil
            : event.data.sequence_start.anchor != nil || event.data.sequence_start.tag != nil
        if hasProperties {
            // A block map starts with its first key's own anchor or tag, and libyaml's mark is before that.
            start = skipProperties(start..<marks.offset(event.end_mark))
            // Counted as libyaml counts: a byte-order mark at the start of the line is one column.
            indent = bytes[Lines.start(bytes, of: start)..<start].count { $0 & 0xC0 != 0x80 }
        }
        let isFlow =
            isMap
            ? event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
            : event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
        guard stack.count < limits.maxDepth else {
            problems.add(
                .nestedTooDeep(limit: limits.maxDepth, at: start..<min(start + 1, bytes.count)))
            return false
        }
        if isMap, isFlow, start + 1 < bytes.count, bytes[start] == 0x7B, bytes[start + 1] == 0x7B {
            noteBareBraces(at: start)
        }
        add(
            Record(
                start: start, end: start, kind: isMap ? .mapping : .sequence, style: isFlow ? .flow : .block,
                indent: isFlow ? 0 : indent))
        stack.append(
            Open(
                record: records.count - 1, kind: isMap ? .mapping : .sequence, isFlow: isFlow,
                indent: isFlow ? stack.last?.indent ?? -1 : indent))
        return true
    }

    @inline(__always)
    private mutating func close(_ event: yaml_event_t) {
        guard let open = stack.popLast() else { return }
        // Block collections end with their last value; so does a pair without braces in a flow list.
        if open.isFlow, hasBrackets(open) { lastEnd = marks.offset(event.end_mark) }
        records[open.record].end = Int32(truncatingIfNeeded: lastEnd)
        records[open.record].next = Int32(truncatingIfNeeded: records.count)
        records[open.record].textStart = Int32(
            truncatingIfNeeded: open.kind == .mapping ? open.children / 2 : open.children)
        if open.kind == .mapping { checkKeys(of: open.record) }
    }

    /// True if a flow collection has brackets. A pair in a flow list has none, although its key may, as in
    /// `[{a: b}: c]`: the pair and its key start at the same byte.
    private func hasBrackets(_ open: Open) -> Bool {
        guard open.kind == .mapping else { return true }
        let start = Int(records[open.record].start)
        let first = open.record + 1
        return start < bytes.count && bytes[start] == 0x7B
            && !(first < records.count && Int(records[first].start) == start)
    }

    private mutating func alias(_ event: yaml_event_t) {
        let start = marks.offset(event.start_mark)
        let end = marks.offset(event.end_mark)
        problems.add(.anchorOrAlias(alias: shown(bytes[start..<end]), at: start..<end))
        var record = Record(start: start, end: end, kind: .scalar, style: .plain)
        record.textStart = Int32(truncatingIfNeeded: start)
        record.textLength = Int32(truncatingIfNeeded: end - start)
        record.next = Int32(truncatingIfNeeded: records.count + 1)
        lastEnd = end
        add(record)
    }

    /// Adds a node, and checks it if it is a key.
    @inline(__always)
    private mutating func add(_ record: Record) {
        let isKey = stack.last?.expectsKey ?? false
        records.append(record)
        guard !stack.isEmpty else { return }
        stack[stack.count - 1].children += 1
        if isKey { checkKey(record) }
    }

    private mutating func end(_ event: yaml_event_t) {
        isComplete = true
        if records.count == 1, records[0].kind == .scalar, records[0].start == records[0].end {
            records.removeAll()
        }
        checkRest(from: marks.offset(event.start_mark))
    }
}
