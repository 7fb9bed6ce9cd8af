/// A tag that looks up a name.
public struct TemplateReference: Sendable {
    /// What the tag does with the name.
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

    /// What the tag does.
    public var kind: Kind { program.tags[index].kind }
    /// The name as written, without the spaces around it: `audience.label`, `.`, `shared/tone`.
    public var name: String { program.text(program.tags[index].name) }
    /// Where the name stands: UTF-8 byte range in the text.
    public var nameRange: Range<Int> { program.tags[index].name }
    /// Where the whole tag stands, delimiters and all: UTF-8 byte range in the text.
    public var tagRange: Range<Int> { program.tags[index].range }

    /// The names of the sections (not the inverted ones, which add no context) around the tag, outermost first.
    /// Of more than ``TemplateLimits/maxNamedSections``, the innermost.
    public var sections: [String] {
        var names: [String] = []
        var next = program.tags[index].parent
        while next >= 0, names.count < TemplateLimits.maxNamedSections {
            let tag = program.tags[next]
            if tag.kind == .section { names.append(program.text(tag.name)) }
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
    /// How many there are.
    public var endIndex: Int { program.tags.count }
    /// The tag at a position.
    public subscript(position: Int) -> TemplateReference {
        TemplateReference(program: program, index: position)
    }
}
