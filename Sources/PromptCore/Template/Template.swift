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
