internal import Diagnostics

/// Compiles a text to a program in one pass over its tags, with the open sections on a stack.
struct TemplateCompiler {
    typealias Tag = TagScanner.Tag

    let bytes: [UInt8]
    let format: Format
    var scanner: TagScanner
    var code: [TemplateProgram.Instruction] = []
    var paths: [TemplateProgram.Path] = []
    var tags: [TemplateProgram.Tag] = []
    var problems: [Diagnostic] = []
    var sections: [OpenSection] = []
    /// Start of the text that is not yet in the program.
    private var textStart = 0
    /// True if a line has begun and none of its text is in the program yet.
    private var isFreshLine = true

    init(_ bytes: [UInt8], format: Format) {
        self.bytes = bytes
        self.format = format
        scanner = TagScanner(bytes)
    }

    mutating func compile() -> TemplateProgram {
        while let finding = scanner.next() {
            switch finding {
            case .tag(let tag): take(tag)
            case .unclosed(let range): reportUnclosed(range)
            }
        }
        flushText(to: bytes.count)
        while let section = sections.popLast() { close(section, reportAs: "at the end of the text") }
        problems.sort { ($0.range?.lowerBound ?? 0) < ($1.range?.lowerBound ?? 0) }
        return TemplateProgram(
            bytes: bytes, format: format, code: code, paths: paths, tags: tags, problems: problems)
    }

    // If a tag can't be read, it stays in the text and is rendered as typed.
    private mutating func take(_ tag: Tag) {
        if tag.lacksBrace {
            report(.unclosedTag(lackingBraceAt: tag.range))
            return
        }
        switch tag.kind {
        case .variable, .unescaped:
            guard isUsable(tag, fault: TagName.fault(ofValue: bytes[tag.content], in: format)) else { return }
            emit(before: tag.range)
            note(.variable, in: tag)
            let path = addPath(tag.content)
            code.append(tag.kind == .variable ? .variable(path: path) : .unescaped(path: path))
        case .section, .inverted: open(tag)
        case .close: close(tag)
        case .partial: takePartial(tag)
        case .comment: skip(tag)
        case .delimiters: setDelimiters(tag)
        case .parent, .block: takeUnsupported(tag)
        }
    }

    private mutating func takePartial(_ tag: Tag) {
        guard isUsable(tag, fault: TagName.fault(ofPartial: bytes[tag.content], in: format)) else { return }
        let index = tags.count
        note(.partial, in: tag)
        if let line = standaloneLine(of: tag.range) {
            flushText(to: line.lowerBound)
            code.append(
                .partial(tag: index, indent: tag.range.lowerBound - line.lowerBound, isInline: false))
            textStart = line.upperBound
        } else {
            emit(before: tag.range)
            code.append(.partial(tag: index, indent: 0, isInline: format >= .two))
        }
    }

    private mutating func setDelimiters(_ tag: Tag) {
        let content = bytes[tag.content]
        let parts = content.dropLast().split(whereSeparator: isBlank)
        guard content.last == UInt8(ascii: "=") else {
            return report(.unreadableDelimiters(unendedAt: tag.range))
        }
        guard parts.count == 2 else {
            return report(.unreadableDelimiters(count: parts.count, at: tag.range))
        }
        guard !parts.contains(where: { $0.contains(UInt8(ascii: "=")) }) else {
            return report(.unreadableDelimiters(withEqualsSignAt: tag.range))
        }
        guard parts.allSatisfy({ $0.count <= TemplateLimits.maxDelimiterBytes }) else {
            return report(
                .unreadableDelimiters(limit: TemplateLimits.maxDelimiterBytes, at: tag.range))
        }
        skip(tag)
        scanner.set(open: Array(parts[0]), close: Array(parts[1]))
    }

    // MARK: Text

    /// Adds the text before a tag to the program and drops the tag; if the tag is alone on its line, the
    /// whole line.
    mutating func skip(_ tag: Tag) {
        let range = standaloneLine(of: tag.range) ?? tag.range
        flushText(to: range.lowerBound)
        textStart = range.upperBound
    }

    /// Like ``skip(_:)``, for a tag that has an instruction.
    mutating func emit(standalone tag: Tag) {
        if standaloneLine(of: tag.range) != nil { skip(tag) } else { emit(before: tag.range) }
    }

    private mutating func emit(before range: Range<Int>) {
        flushText(to: range.lowerBound)
        beginLine()
        textStart = range.upperBound
    }

    private mutating func flushText(to end: Int) {
        guard textStart < end else { return }
        beginLine()
        code.append(.text(textStart, end))
        isFreshLine = bytes[end - 1] == UInt8(ascii: "\n")
        textStart = end
    }

    private mutating func beginLine() {
        guard isFreshLine else { return }
        code.append(.lineStart)
        isFreshLine = false
    }

    /// Returns the whole line or lines of a tag, with the line end, if there are only spaces and tabs beside
    /// it.
    private func standaloneLine(of range: Range<Int>) -> Range<Int>? {
        var start = range.lowerBound
        while start > 0, bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09 { start -= 1 }
        guard start == 0 || bytes[start - 1] == UInt8(ascii: "\n") else { return nil }
        var end = range.upperBound
        while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 { end += 1 }
        if end == bytes.count { return start..<end }
        if bytes[end] == UInt8(ascii: "\r") { end += 1 }
        guard end < bytes.count, bytes[end] == UInt8(ascii: "\n") else { return nil }
        return start..<end + 1
    }

    // MARK: Names and problems

    mutating func addPath(_ name: Range<Int>) -> Int {
        let dot = UInt8(ascii: ".")
        let isCurrent = name.count == 1 && bytes[name.lowerBound] == dot
        let firstEnd = bytes[name].firstIndex(of: dot) ?? name.upperBound
        let first = templateName(name.lowerBound..<firstEnd)
        // Most names have one part.
        let rest =
            firstEnd == name.upperBound
            ? []
            : bytes[firstEnd..<name.upperBound].split(separator: dot).map { templateName($0.indices) }
        let path: TemplateProgram.Path
        if format >= .two, !isCurrent, rest.count == 1, let field = ValueField(rawValue: rest[0].text) {
            path = .init(
                first: TemplateName(field.name(of: first.text)), rest: [], isCurrent: false, owner: first)
        } else {
            path = .init(first: first, rest: isCurrent ? [] : rest, isCurrent: isCurrent, owner: first)
        }
        paths.append(path)
        return paths.count - 1
    }

    private func templateName(_ range: Range<Int>) -> TemplateName {
        TemplateName(Variable.canonicalName(String(decoding: bytes[range], as: UTF8.self), in: format))
    }

    mutating func note(_ kind: TemplateReference.Kind, in tag: Tag) {
        let parent = sections.last?.tagIndex ?? -1
        tags.append(TemplateProgram.Tag(kind: kind, name: tag.content, range: tag.range, parent: parent))
    }

    mutating func isUsable(_ tag: Tag, fault: TagName.Fault?) -> Bool {
        guard let fault else { return true }
        report(.unusableTagName(fault, at: tag.content.isEmpty ? tag.range : tag.content))
        return false
    }

    mutating func report(_ problem: Diagnostic) {
        guard problems.count < TemplateLimits.maxProblems else { return }
        problems.append(problem)
    }

    private mutating func reportUnclosed(_ range: Range<Int>) {
        let open = String(decoding: scanner.open, as: UTF8.self)
        let close = String(decoding: scanner.close, as: UTF8.self)
        report(.unclosedTag(open: open, close: close, at: range))
    }
}
