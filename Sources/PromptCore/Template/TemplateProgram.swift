internal import Diagnostics

/// A compiled template: a flat array of instructions over the bytes of the text.
///
/// Invariants: every `section` and `inverted` refers to the `end` that closes it, and that `end` refers back;
/// they nest; text ranges are not empty, and they start and end on whole Unicode scalars.
final class TemplateProgram: Sendable {
    enum Instruction: Sendable {
        /// Bytes of the text: start and end offset.
        case text(Int, Int)
        /// The start of a line, at which the indentation of a partial is inserted.
        case lineStart
        case variable(path: Int)
        case unescaped(path: Int)
        case section(path: Int, end: Int)
        case inverted(path: Int, end: Int)
        case end(start: Int)
        /// The index of the tag, for its name, and the width of the white space before it if it is alone on
        /// its line. If `isInline` is true, it is not, and a line end at the end of the inserted text is dropped.
        case partial(tag: Int, indent: Int, isInline: Bool)
    }

    /// A dotted name, split at the dots. `.` has an empty first name and no rest.
    struct Path: Sendable {
        let first: TemplateName
        let rest: [TemplateName]
        let isCurrent: Bool
        /// The name before the first dot. It differs from ``first`` only for a ``ValueField``, which is one name with the dot
        /// in it, so that no name of a text of format 1 can mean it.
        let owner: TemplateName
    }

    /// A tag that looks up a name, for checks.
    struct Tag: Sendable {
        let kind: TemplateReference.Kind
        let name: Range<Int>
        let range: Range<Int>
        /// Index of the tag of the enclosing section; -1 if there is none.
        let parent: Int
    }

    let bytes: [UInt8]
    /// The format whose rules the names in the text follow.
    let format: Format
    let code: [Instruction]
    let paths: [Path]
    let tags: [Tag]
    let problems: [Diagnostic]

    init(
        bytes: [UInt8], format: Format, code: [Instruction], paths: [Path], tags: [Tag],
        problems: [Diagnostic]
    ) {
        self.bytes = bytes
        self.format = format
        self.code = code
        self.paths = paths
        self.tags = tags
        self.problems = problems
    }

    /// Returns a name in the text as it is compared.
    func name(_ range: Range<Int>) -> String { Variable.canonicalName(text(range), in: format) }

    /// True if the bytes are `name` in another Unicode form, and the format compares names without regard to the form.
    func means(_ bytes: ArraySlice<UInt8>, _ name: String) -> Bool {
        format >= .two && Slug.nfc(String(decoding: bytes, as: UTF8.self)).utf8.elementsEqual(name.utf8)
    }

    /// Returns a part of the text.
    func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }
}

/// A tag that looks up a name.
public struct TemplateReference: Sendable {
    /// The use that the tag makes of the name.
    public enum Kind: Sendable, Hashable {
        /// `{{x}}`, `{{{x}}}` or `{{&x}}`
        case variable
        /// `{{#x}}`
        case section
        /// `{{^x}}`
        case inverted
        /// `{{> x}}`
        case partial
    }

    let program: TemplateProgram
    let index: Int

    /// The kind of the tag.
    public var kind: Kind { program.tags[index].kind }
    /// The name, without surrounding spaces: `audience.label`, `.`, `shared/tone`. As written, or in NFC if the format
    /// compares names so; a partial's name as written.
    public var name: String {
        kind == .partial ? program.text(program.tags[index].name) : program.name(program.tags[index].name)
    }
    /// UTF-8 byte range of the name in the text.
    public var nameRange: Range<Int> { program.tags[index].name }
    /// UTF-8 byte range of the whole tag in the text, with its delimiters.
    public var tagRange: Range<Int> { program.tags[index].range }

    /// True if a section is around the tag, an inverted one too.
    var isInSection: Bool { program.tags[index].parent >= 0 }

    /// The names of the sections around the tag, outermost first. Inverted sections are left out, because
    /// they add no context. If there are more than ``TemplateLimits/maxNamedSections``, only the innermost
    /// are listed.
    public var sections: [String] {
        var names: [String] = []
        var next = program.tags[index].parent
        while next >= 0, names.count < TemplateLimits.maxNamedSections {
            let tag = program.tags[next]
            if tag.kind == .section { names.append(program.name(tag.name)) }
            next = tag.parent
        }
        names.reverse()
        return names
    }
}

/// The tags of a template that look up a name, in the order of the text.
public struct TemplateReferences: Sendable, RandomAccessCollection {
    let program: TemplateProgram

    /// Always 0.
    public var startIndex: Int { 0 }
    /// Number of tags.
    public var endIndex: Int { program.tags.count }
    /// The tag at an index.
    public subscript(position: Int) -> TemplateReference {
        TemplateReference(program: program, index: position)
    }
}
