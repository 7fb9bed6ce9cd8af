public import Diagnostics

/// A Mustache text, compiled once and rendered any number of times.
///
/// It follows the Mustache specification (interpolation, sections, inverted sections, comments, partials, set
/// delimiters, standalone lines). Text is HTML-escaped only if ``TemplateOptions/escape`` is true. Values are
/// inserted unchanged and are never read as templates.
public struct Template: Sendable {
    let program: TemplateProgram

    /// Compiles a text in time linear in its length. This never fails: ``problems`` lists the errors, and a
    /// text with errors can still be rendered. Tags that can't be read are rendered as typed.
    ///
    /// - Parameter format: the format of the store that the text belongs to; format 1 is plain Mustache.
    public init(_ text: String, format: Format = .one) {
        var compiler = TemplateCompiler(Array(text.utf8), format: format)
        program = compiler.compile()
    }

    private init(program: TemplateProgram) {
        self.program = program
    }

    /// Returns a template without tags, for `syntax: none`; braces are literal.
    public static func literal(_ text: String) -> Template {
        let bytes = Array(text.utf8)
        let code: [TemplateProgram.Instruction] = bytes.isEmpty ? [] : [.lineStart, .text(0, bytes.count)]
        return Template(
            program: TemplateProgram(
                bytes: bytes, format: .one, code: code, paths: [], tags: [], problems: []))
    }

    /// The problems of the text in order, at most ``TemplateLimits/maxProblems``.
    /// Their ranges are UTF-8 byte ranges in the text.
    public var problems: [Diagnostic] { program.problems }

    /// Every tag that looks up a name, in the order of the text, also inside sections.
    public var references: TemplateReferences { TemplateReferences(program: program) }
}

/// The template that a partial's name refers to.
public struct TemplatePartial: Sendable {
    /// The template to insert.
    public let template: Template
    /// The caller's number for the template's file. It is passed back when a partial inside the template is
    /// looked up.
    public let home: Int

    /// Creates a partial. `home` can be left out if a partial's name means the same in every file.
    public init(_ template: Template, home: Int = 0) {
        self.template = template
        self.home = home
    }
}

extension Template {
    /// Renders to bytes of valid UTF-8, which are appended to `output`.
    ///
    /// - Parameters:
    ///   - context: the value in which names are looked up, usually an object.
    ///   - home: the number of this template's file, as `partials` knows it.
    ///   - partials: returns the template for a partial's name, looked up from the home of the template that
    ///     has the tag. If it returns `nil`, nothing is inserted. It is called for every insertion, so it
    ///     should cache its results.
    /// - Returns: the inserted values, if the options ask for them, with ranges from the start of this text.
    /// - Throws: ``TemplateError`` at a limit; `output` is then unchanged.
    @discardableResult
    public func render(
        _ context: TemplateValue, into output: inout [UInt8], options: TemplateOptions = TemplateOptions(),
        home: Int = 0, partials: (_ name: String, _ home: Int) -> TemplatePartial?
    ) throws(TemplateError) -> [TemplateInsertion] {
        try run(context, into: &output, options: options, home: home, partials: partials).insertions
    }

    /// The result of a rendering, beside its text.
    struct Outcome {
        /// The inserted values, if the options ask for them.
        let insertions: [TemplateInsertion]
        /// The names that were looked up and that the context does not have, each without its fields, if the options ask
        /// for them.
        let absent: Set<String>
    }

    /// Renders as ``render(_:into:options:home:partials:)``.
    func run(
        _ context: TemplateValue, into output: inout [UInt8], options: TemplateOptions, home: Int,
        partials: (_ name: String, _ home: Int) -> TemplatePartial?
    ) throws(TemplateError) -> Outcome {
        var renderer = TemplateRenderer(context, options: options)
        renderer.begin(&output, extra: program.bytes.count)
        do throws(TemplateError) {
            try renderer.run(program, home: home, indent: [], partials: partials)
        } catch {
            renderer.finish(&output, keep: false)
            throw error
        }
        renderer.finish(&output, keep: true)
        return Outcome(insertions: renderer.insertions, absent: renderer.absent)
    }

    /// Renders to a text.
    ///
    /// - Parameter partials: returns the template for a partial's name; if it returns `nil`, nothing is
    ///   inserted.
    /// - Throws: ``TemplateError`` at a limit.
    public func render(
        _ context: TemplateValue, options: TemplateOptions = TemplateOptions(),
        partials: (String) -> Template? = { _ in nil }
    ) throws(TemplateError) -> String {
        var output: [UInt8] = []
        try render(context, into: &output, options: options) { name, _ in
            partials(name).map { TemplatePartial($0) }
        }
        return String(decoding: output, as: UTF8.self)
    }
}

/// The limits on the cost of a hostile text or value.
public enum TemplateLimits {
    /// Maximum depth of partials in partials; beyond it ``TemplateError/tooDeep(chain:)`` is thrown.
    public static let maxPartialDepth = 32
    /// Maximum bytes of one rendering; beyond it ``TemplateError/outputTooLarge(limit:)`` is thrown.
    public static let maxOutputBytes = 16 << 20
    /// Maximum number of instructions run and contexts searched in one rendering; beyond it
    /// ``TemplateError/tooMuchWork(limit:)`` is thrown. Without this limit, nested loops or partials that
    /// print nothing could run for years.
    public static let maxSteps = 20_000_000
    /// Maximum number of problems kept for one text.
    public static let maxProblems = 100
    /// Maximum UTF-8 bytes of a delimiter set by `{{=… …=}}`.
    public static let maxDelimiterBytes = 16
    /// Maximum number of inserted values of one text whose ranges are kept; later values are inserted too.
    public static let maxInsertions = 100_000
    /// Maximum number of sections in ``TemplateReference/sections``, counted from the innermost.
    public static let maxNamedSections = 64

    /// The number of steps that a call of a partial costs, because the caller has to find it.
    static let partialSteps = 32
    /// Number of open sections that are searched for the section of a closing tag.
    static let maxClosingSearch = 64
}

/// The options of a rendering.
public struct TemplateOptions: Sendable {
    /// True to HTML-escape `{{x}}` (not `{{{x}}}` and `{{&x}}`), as the Mustache specification requires.
    /// Prompts never do.
    public var escape = false
    /// See ``TemplateLimits/maxPartialDepth``.
    public var maxPartialDepth = TemplateLimits.maxPartialDepth
    /// See ``TemplateLimits/maxOutputBytes``.
    public var maxOutputBytes = TemplateLimits.maxOutputBytes
    /// See ``TemplateLimits/maxSteps``.
    public var maxSteps = TemplateLimits.maxSteps
    /// Returns the text to insert for a variable that the context does not have, by its dotted name; `nil`
    /// inserts nothing. The text is inserted like a value. If the context has the name with null or an empty
    /// text, the name is not missing.
    public var missing: (@Sendable (String) -> String?)?
    /// True if the rendering keeps the ranges of the values that it inserts.
    var notesInsertions = false
    /// True if the rendering keeps the names that the context does not have. Both kinds of sections over such a name are
    /// skipped then, because its value is still to come.
    var notesAbsent = false

    /// No escaping, the default limits, nothing for missing names.
    public init() {}
}

/// The reason why a rendering stopped. The output is unchanged then.
public enum TemplateError: Error, Sendable, Hashable {
    /// Too many partials inside partials: their names, outermost first, one more than allowed.
    case tooDeep(chain: [String])
    /// The output would have more bytes than `limit`.
    case outputTooLarge(limit: Int)
    /// The rendering would need more steps than `limit`: loops in loops, or partials that insert each other
    /// many times.
    case tooMuchWork(limit: Int)
}

/// A value that a rendering inserted into a text.
public struct TemplateInsertion: Sendable, Hashable {
    /// The variable that the value comes from, also for a field of it or an item of its list; of a missing
    /// value, the name as the text has it.
    public let name: String
    /// UTF-8 bytes of the text that it was inserted into; never empty.
    public let range: Range<Int>
    /// True for a placeholder that stands for a value that is missing.
    public let isMissing: Bool

    /// The same insertion in a text that goes before or beyond: moved by `offset` bytes.
    func moved(by offset: Int) -> TemplateInsertion {
        TemplateInsertion(
            name: name, range: range.lowerBound + offset..<range.upperBound + offset, isMissing: isMissing)
    }

    /// The same insertion in the first `count` bytes of the text; `nil` if it lies behind them.
    func clipped(to count: Int) -> TemplateInsertion? {
        guard range.lowerBound < count else { return nil }
        return TemplateInsertion(
            name: name, range: range.lowerBound..<min(range.upperBound, count), isMissing: isMissing)
    }
}

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
