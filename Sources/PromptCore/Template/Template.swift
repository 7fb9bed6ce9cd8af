/// A Mustache text, compiled once and rendered any number of times.
///
/// It follows the Mustache specification (interpolation, sections, inverted sections, comments, partials,
/// set delimiters, standalone lines). Nothing is HTML-escaped unless ``TemplateOptions/escape`` says so.
/// Values are inserted as they are and never read as templates.
public struct Template: Sendable {
    let program: TemplateProgram

    /// Compiles a text. This never fails: what is wrong is in ``problems``, and a text with problems
    /// can still be rendered, tags that can't be read coming out as typed. Time is linear in the text.
    public init(_ text: String) {
        var compiler = TemplateCompiler(Array(text.utf8))
        program = compiler.compile()
    }

    private init(program: TemplateProgram) {
        self.program = program
    }

    /// A text without any tags, braces and all: `syntax: none`.
    public static func literal(_ text: String) -> Template {
        let bytes = Array(text.utf8)
        let code: [TemplateProgram.Instruction] = bytes.isEmpty ? [] : [.lineStart, .text(0, bytes.count)]
        return Template(program: TemplateProgram(bytes: bytes, code: code, paths: [], tags: [], problems: []))
    }

    /// What is wrong with the text, in the order of the text; at most ``TemplateLimits/maxProblems``.
    public var problems: [TemplateProblem] { program.problems }

    /// Every tag that looks up a name, in the order of the text, those inside sections too.
    public var references: TemplateReferences { TemplateReferences(program: program) }
}
