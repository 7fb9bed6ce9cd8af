/// A compiled template: instructions in a flat array over the bytes of the text.
///
/// Invariants: every `section` and `inverted` names the `end` that closes it and the other way round; they
/// nest; text ranges are not empty and start and end on whole Unicode scalars.
final class TemplateProgram: Sendable {
    enum Instruction: Sendable {
        /// Bytes of the text, from and up to.
        case text(Int, Int)
        /// Here a line of the text begins; the indentation of a partial goes here.
        case lineStart
        case variable(path: Int)
        case unescaped(path: Int)
        case section(path: Int, end: Int)
        case inverted(path: Int, end: Int)
        case end(start: Int)
        /// The tag, for its name; and the white space before it, where it stands on a line of its own.
        case partial(tag: Int, indent: Int)
    }

    /// A dotted name, split. `.` has an empty first name and no rest.
    struct Path: Sendable {
        let first: TemplateName
        let rest: [TemplateName]
        let isCurrent: Bool
    }

    /// A tag that looks up a name, for checks.
    struct Tag: Sendable {
        let kind: TemplateReference.Kind
        let name: Range<Int>
        let range: Range<Int>
        /// The tag of the section around it, or -1.
        let parent: Int
    }

    let bytes: [UInt8]
    let code: [Instruction]
    let paths: [Path]
    let tags: [Tag]
    let problems: [TemplateProblem]

    init(bytes: [UInt8], code: [Instruction], paths: [Path], tags: [Tag], problems: [TemplateProblem]) {
        self.bytes = bytes
        self.code = code
        self.paths = paths
        self.tags = tags
        self.problems = problems
    }

    /// A part of the text.
    func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }
}
