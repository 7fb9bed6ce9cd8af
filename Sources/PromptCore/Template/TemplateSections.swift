internal import Diagnostics

/// A section whose closing tag has not been read yet.
struct OpenSection {
    /// Index of its instruction; `nil` for a tag that can't be used but may have a closing tag.
    let start: Int?
    /// UTF-8 byte range of its name, to which the closing tag is compared.
    let name: Range<Int>
    /// Index of the tag of the nearest section with an instruction, this one or an enclosing one; -1 if there
    /// is none.
    let tagIndex: Int
    /// True if a wrong closing tag inside it has been reported, so that its missing closing tag is not
    /// reported too.
    var hadWrongClose = false
}

extension TemplateCompiler {
    /// Opens a section: `{{#x}}` and `{{^x}}`.
    mutating func open(_ tag: Tag) {
        if let fault = TagName.fault(ofValue: bytes[tag.content], in: format) {
            _ = isUsable(tag, fault: fault)
            pushUnusable(tag)
            return
        }
        emit(standalone: tag)
        let index = tags.count
        note(tag.kind == .section ? .section : .inverted, in: tag)
        let path = addPath(tag.content)
        sections.append(OpenSection(start: code.count, name: tag.content, tagIndex: index))
        code.append(tag.kind == .section ? .section(path: path, end: 0) : .inverted(path: path, end: 0))
    }

    /// Closes a section: `{{/x}}`.
    mutating func close(_ tag: Tag) {
        guard let depth = depth(of: tag) else {
            reportWrongClose(tag)
            return
        }
        if sections.last?.start == nil, depth == 0 {
            // Its opening tag is rendered as typed, so this one is too.
            sections.removeLast()
            return
        }
        emit(standalone: tag)
        for _ in 0..<depth {
            guard let inner = sections.popLast() else { break }
            close(inner, reportAs: "before `{{/\(TagName.shown(bytes[tag.content]))}}`")
        }
        guard let section = sections.popLast() else { return }
        end(section)
    }

    /// Ends a section whose closing tag is missing.
    mutating func close(_ section: OpenSection, reportAs ending: String) {
        if section.start != nil, !section.hadWrongClose {
            let name = TagName.shown(bytes[section.name])
            report(.unclosedSection(name, endingAs: ending, at: section.name))
        }
        end(section)
    }

    private mutating func end(_ section: OpenSection) {
        guard let start = section.start else { return }
        switch code[start] {
        case .section(let path, _): code[start] = .section(path: path, end: code.count)
        case .inverted(let path, _): code[start] = .inverted(path: path, end: code.count)
        default: return
        }
        code.append(.end(start: start))
    }

    /// Reports `{{<x}}` and `{{$x}}`.
    mutating func takeUnsupported(_ tag: Tag) {
        let what = tag.kind == .parent ? "parents (`{{<x}}`)" : "blocks (`{{$x}}`)"
        report(.unusableTagName(unsupported: what, at: tag.range))
        pushUnusable(tag)
    }

    /// Adds an unusable section, so that its closing tag is not reported after its opening tag was.
    private mutating func pushUnusable(_ tag: Tag) {
        let word = tag.content.prefix { !isBlank(bytes[$0]) }
        let name =
            (word.first ?? tag.content.lowerBound)..<(word.last.map { $0 + 1 } ?? tag.content.lowerBound)
        sections.append(OpenSection(start: nil, name: name, tagIndex: sections.last?.tagIndex ?? -1))
    }

    /// Returns the number of sections that are open inside the one that a closing tag names; `nil` if there
    /// is none.
    private func depth(of tag: Tag) -> Int? {
        for depth in 0..<min(sections.count, TemplateLimits.maxClosingSearch) {
            let section = sections[sections.count - 1 - depth]
            if bytes[section.name] == bytes[tag.content] { return depth }
            if section.start == nil, bytes[tag.content].starts(with: bytes[section.name]), depth == 0,
                bytes[tag.content].contains(where: isBlank)
            {
                return depth
            }
        }
        return nil
    }

    private mutating func reportWrongClose(_ tag: Tag) {
        let name = TagName.shown(bytes[tag.content])
        let range = tag.content.isEmpty ? tag.range : tag.content
        defer { skip(tag) }
        guard let last = sections.indices.last else {
            report(.unmatchedClosingTag(name, at: range))
            return
        }
        let open = TagName.shown(bytes[sections[last].name])
        report(.unmatchedClosingTag(name, in: open, at: range))
        sections[last].hadWrongClose = true
    }
}
