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
