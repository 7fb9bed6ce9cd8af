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
    /// The name as written, without surrounding spaces: `audience.label`, `.`, `shared/tone`.
    public var name: String { program.text(program.tags[index].name) }
    /// UTF-8 byte range of the name in the text.
    public var nameRange: Range<Int> { program.tags[index].name }
    /// UTF-8 byte range of the whole tag in the text, with its delimiters.
    public var tagRange: Range<Int> { program.tags[index].range }

    /// The names of the sections around the tag, outermost first. Inverted sections are left out, because
    /// they add no context. If there are more than ``TemplateLimits/maxNamedSections``, only the innermost
    /// are listed.
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
    /// Number of tags.
    public var endIndex: Int { program.tags.count }
    /// The tag at an index.
    public subscript(position: Int) -> TemplateReference {
        TemplateReference(program: program, index: position)
    }
}
