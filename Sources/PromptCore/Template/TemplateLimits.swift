/// The bounds that keep a hostile text or value from costing more than it should.
public enum TemplateLimits {
    /// Partials inside partials; deeper is ``TemplateError/tooDeep(chain:)``.
    public static let maxPartialDepth = 32
    /// Bytes of one rendering; more is ``TemplateError/outputTooLarge(limit:)``.
    public static let maxOutputBytes = 16 << 20
    /// Instructions run and contexts searched in one rendering; more is ``TemplateError/tooMuchWork(limit:)``.
    /// Without it, nested loops or partials that print nothing could run for years.
    public static let maxSteps = 20_000_000
    /// Problems kept for one text.
    public static let maxProblems = 100
    /// UTF-8 bytes of a delimiter set by `{{=… …=}}`.
    public static let maxDelimiterBytes = 16
    /// Sections around a tag that ``TemplateReference/sections`` names, counted from the innermost.
    public static let maxNamedSections = 64

    /// What calling a partial counts, in steps: the caller has to find it.
    static let partialSteps = 32
    /// Open sections among which a closing tag looks for its own.
    static let maxClosingSearch = 64
}

/// How to render.
public struct TemplateOptions: Sendable {
    /// HTML-escape `{{x}}` (not `{{{x}}}` and `{{&x}}`), as the Mustache specification has it. Prompts never do.
    public var escape = false
    /// See ``TemplateLimits/maxPartialDepth``.
    public var maxPartialDepth = TemplateLimits.maxPartialDepth
    /// See ``TemplateLimits/maxOutputBytes``.
    public var maxOutputBytes = TemplateLimits.maxOutputBytes
    /// See ``TemplateLimits/maxSteps``.
    public var maxSteps = TemplateLimits.maxSteps
    /// What to insert for a variable that the context doesn't have, by its dotted name; `nil` is nothing.
    /// It is inserted as a value is. A name that is there but null or empty is not missing.
    public var missing: (@Sendable (String) -> String?)?

    /// Nothing escaped, the usual limits, nothing for missing names.
    public init() {}
}

/// Why a rendering stopped. Nothing is added to the output then.
public enum TemplateError: Error, Sendable, Hashable {
    /// Partials inside partials, by name and outermost first, one more than allowed.
    case tooDeep(chain: [String])
    /// The output would have more bytes than `limit`.
    case outputTooLarge(limit: Int)
    /// More instructions than `limit`: loops in loops, or partials that insert each other many times.
    case tooMuchWork(limit: Int)
}
