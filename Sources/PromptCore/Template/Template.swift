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
    public init(_ text: String) {
        var compiler = TemplateCompiler(Array(text.utf8))
        program = compiler.compile()
    }

    private init(program: TemplateProgram) {
        self.program = program
    }

    /// Returns a template without tags, for `syntax: none`; braces are literal.
    public static func literal(_ text: String) -> Template {
        let bytes = Array(text.utf8)
        let code: [TemplateProgram.Instruction] = bytes.isEmpty ? [] : [.lineStart, .text(0, bytes.count)]
        return Template(program: TemplateProgram(bytes: bytes, code: code, paths: [], tags: [], problems: []))
    }

    /// The problems of the text in order, at most ``TemplateLimits/maxProblems``.
    /// Their ranges are UTF-8 byte ranges in the text.
    public var problems: [Diagnostic] { program.problems }

    /// Every tag that looks up a name, in the order of the text, also inside sections.
    public var references: TemplateReferences { TemplateReferences(program: program) }
}
