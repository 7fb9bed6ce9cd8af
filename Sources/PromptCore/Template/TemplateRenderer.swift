/// Runs programs. Sections are jumps and a stack of loops; only partials recurse, to a limited depth.
struct TemplateRenderer {
    typealias PartialLookup = (_ name: String, _ home: Int) -> TemplatePartial?

    /// An open section: over a list, or over one value, which has no items here.
    private struct Loop {
        let items: [TemplateValue]
        var next: Int
    }

    private let options: TemplateOptions
    private var contexts: ContextStack
    private var loops: [Loop] = []
    private var output: [UInt8] = []
    private var outputStart = 0
    /// The end of the last value in the output.
    private var valueEnd = 0
    private var steps: Int
    private var chain: [String] = []
    /// The values that were inserted, in the order of the output.
    private(set) var insertions: [TemplateInsertion] = []
    /// The names that were looked up in vain, if the options ask for them.
    private(set) var absent: Set<String> = []

    init(_ context: TemplateValue, options: TemplateOptions) {
        self.options = options
        contexts = ContextStack(context)
        steps = options.maxSteps
    }

    /// Takes over the output, so that bytes are appended in place.
    mutating func begin(_ output: inout [UInt8], extra: Int) {
        swap(&self.output, &output)
        outputStart = self.output.count
        self.output.reserveCapacity(outputStart + min(extra + extra / 4, options.maxOutputBytes))
    }

    /// Returns the output to the caller; drops the appended bytes unless `keep` is true.
    mutating func finish(_ output: inout [UInt8], keep: Bool) {
        if !keep { self.output.removeSubrange(outputStart...) }
        swap(&self.output, &output)
    }

    /// - Parameter indent: the indentation of each line of the program's text.
    mutating func run(
        _ program: TemplateProgram, home: Int, indent: [UInt8], partials: PartialLookup
    ) throws(TemplateError) {
        let code = program.code
        var position = 0
        while position < code.count {
            steps -= 1
            guard steps >= 0 else { throw .tooMuchWork(limit: options.maxSteps) }
            switch code[position] {
            case .text(let start, let end):
                if indent.isEmpty {
                    try append(program.bytes, from: start, to: end)
                } else {
                    try append(program.bytes, from: start, to: end, indent: indent)
                }
            case .lineStart:
                if !indent.isEmpty { try append(indent, from: 0, to: indent.count) }
            case .variable(let path): try insert(program.paths[path], escape: options.escape)
            case .unescaped(let path): try insert(program.paths[path], escape: false)
            case .section(let path, let end):
                if !enter(program.paths[path]) { position = end }
            case .inverted(let path, let end):
                let found = contexts.value(of: program.paths[path], steps: &steps)
                if found == nil { noteAbsent(program.paths[path]) }
                // If absent names are noted, their values are still to come.
                if found?.value.isTrue ?? options.notesAbsent {
                    position = end
                } else {
                    loops.append(Loop(items: [], next: -1))
                }
            case .end(let start):
                if again() { position = start }
            case .partial(let tag, let spaces, let isInline):
                let range = program.tags[tag].range.lowerBound - spaces..<program.tags[tag].range.lowerBound
                let inner = spaces > 0 ? indent + program.bytes[range] : []
                let start = output.count
                try call(program.text(program.tags[tag].name), home: home, indent: inner, partials: partials)
                if isInline { dropLineEnd(after: start) }
            }
            position += 1
        }
    }

    // MARK: Sections

    /// Opens a section. Returns false if the section is skipped.
    private mutating func enter(_ path: TemplateProgram.Path) -> Bool {
        guard let found = contexts.value(of: path, steps: &steps) else {
            noteAbsent(path)
            return false
        }
        guard found.value.isTrue else { return false }
        let origin = contexts.origin(of: found, path)
        if case .list(let items) = found.value {
            loops.append(Loop(items: items, next: 1))
            contexts.push(items[0], from: origin)
        } else {
            loops.append(Loop(items: [], next: 0))
            contexts.push(found.value, from: origin)
        }
        return true
    }

    /// Handles the end of a section. Returns true if there is a next item, else leaves the section.
    private mutating func again() -> Bool {
        let last = loops.count - 1
        let next = loops[last].next
        guard next > 0, next < loops[last].items.count else {
            if next >= 0 { contexts.pop() }
            loops.removeLast()
            return false
        }
        contexts.replaceLast(with: loops[last].items[next])
        loops[last].next = next + 1
        return true
    }

    private mutating func call(
        _ name: String, home: Int, indent: [UInt8], partials: PartialLookup
    ) throws(TemplateError) {
        steps -= TemplateLimits.partialSteps
        guard let partial = partials(name, home) else { return }
        chain.append(name)
        guard chain.count <= options.maxPartialDepth else { throw .tooDeep(chain: chain) }
        try run(partial.template.program, home: partial.home, indent: indent, partials: partials)
        chain.removeLast()
    }

    // MARK: Output

    /// Drops one line end at the end of the output. Bytes before `start`, and those of values, stay.
    private mutating func dropLineEnd(after start: Int) {
        let least = max(start, valueEnd)
        guard output.count > least, output.last == UInt8(ascii: "\n") else { return }
        output.removeLast()
        if output.count > least, output.last == UInt8(ascii: "\r") { output.removeLast() }
    }

    private mutating func insert(_ path: TemplateProgram.Path, escape: Bool) throws(TemplateError) {
        let start = output.count
        guard let found = contexts.value(of: path, steps: &steps) else {
            noteAbsent(path)
            guard let stand = options.missing?(path.dotted) else { return }
            try append(stand, escape: escape)
            note(path.dotted, from: start, isMissing: true)
            return
        }
        try insert(found.value, escape: escape)
        if let origin = contexts.origin(of: found, path) {
            note(origin.text, from: start, isMissing: false)
        }
    }

    /// Notes a name that was looked up in vain.
    private mutating func noteAbsent(_ path: TemplateProgram.Path) {
        if options.notesAbsent { absent.insert(path.owner.text) }
    }

    /// Notes what was inserted since `start`.
    private mutating func note(_ name: String, from start: Int, isMissing: Bool) {
        guard options.notesInsertions, output.count > start,
            insertions.count < TemplateLimits.maxInsertions
        else { return }
        insertions.append(
            TemplateInsertion(
                name: name, range: start - outputStart..<output.count - outputStart, isMissing: isMissing))
    }

    private mutating func insert(_ value: TemplateValue, escape: Bool) throws(TemplateError) {
        switch value {
        case .text(let text), .labelled(let text, _): try append(text, escape: escape)
        case .bool, .null, .object: try append(value.text, escape: escape)
        case .list(let items):
            for (index, item) in items.enumerated() {
                if index > 0 { try append(", ", escape: false) }
                try append(item.text, escape: escape)
            }
        }
    }

    private mutating func append(_ text: String, escape: Bool) throws(TemplateError) {
        defer { if !text.isEmpty { valueEnd = output.count } }
        let utf8 = text.utf8
        try makeRoom(utf8.count)
        guard escape else {
            output.append(contentsOf: utf8)
            return
        }
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "&"): output.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "\""): output.append(contentsOf: "&quot;".utf8)
            case UInt8(ascii: "<"): output.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): output.append(contentsOf: "&gt;".utf8)
            default: output.append(byte)
            }
        }
        try makeRoom(0)
    }

    private mutating func append(_ bytes: [UInt8], from start: Int, to end: Int) throws(TemplateError) {
        try makeRoom(end - start)
        // Cheaper than a slice, which would be retained.
        bytes.withUnsafeBufferPointer {
            output.append(contentsOf: UnsafeBufferPointer(rebasing: $0[start..<end]))
        }
    }

    /// Appends text of several lines and indents each line except the first, which `lineStart` indents.
    private mutating func append(
        _ bytes: [UInt8], from start: Int, to end: Int, indent: [UInt8]
    ) throws(TemplateError) {
        var start = start
        while let newline = bytes[start..<end].firstIndex(of: UInt8(ascii: "\n")), newline + 1 < end {
            try append(bytes, from: start, to: newline + 1)
            try append(indent, from: 0, to: indent.count)
            start = newline + 1
        }
        try append(bytes, from: start, to: end)
    }

    private func makeRoom(_ count: Int) throws(TemplateError) {
        guard output.count - outputStart + count <= options.maxOutputBytes else {
            throw .outputTooLarge(limit: options.maxOutputBytes)
        }
    }
}

extension TemplateProgram.Path {
    /// The name as written.
    var dotted: String {
        isCurrent ? "." : ([first] + rest).map(\.text).joined(separator: ".")
    }
}
