internal import Diagnostics
internal import YAMLTree

/// Finds all occurrences of a name in a template, including closing tags.
enum NameTokens {
    /// Returns the UTF-8 byte ranges, in order, of `name` as a tag's name or as the part before its first
    /// dot. Returns `nil` if the text has problems, because its tags are then uncertain.
    static func ranges(of name: String, in template: Template) -> [Range<Int>]? {
        let program = template.program
        // A literal text has no tags. Without tags that look up a name there are no closing tags either.
        if program.tags.isEmpty { return template.problems.isEmpty ? [] : nil }
        guard template.problems.isEmpty else { return nil }
        var ranges: [Range<Int>] = []
        var scanner = TagScanner(program.bytes)
        while let finding = scanner.next() {
            guard case .tag(let tag) = finding else { return nil }
            switch tag.kind {
            case .variable, .unescaped, .section, .inverted, .close:
                let content = program.bytes[tag.content]
                let first = content.prefix { $0 != UInt8(ascii: ".") }
                if first.elementsEqual(name.utf8) { ranges.append(first.startIndex..<first.endIndex) }
            case .delimiters:
                let parts = program.bytes[tag.content].dropLast().split(whereSeparator: isBlank)
                guard parts.count == 2 else { return nil }
                scanner.set(open: Array(parts[0]), close: Array(parts[1]))
            case .partial, .comment, .parent, .block: continue
            }
        }
        return ranges
    }
}

extension ParsedFile {
    /// The texts of the file itself, compiled.
    var ownTexts: [ScopedText] {
        let home = Home(folder: address.folder, address: address, kind: kind, variables: [])
        func texts(of module: Module, syntax: Syntax) -> [ScopedText] {
            module.options.compactMap { ScopedText($0, syntax: module.syntax ?? syntax, home: home) }
        }
        switch record {
        case .prompt(let prompt)?: return prompt.modules.flatMap { texts(of: $0, syntax: prompt.syntax) }
        case .module(let module)?: return texts(of: module, syntax: .mustache)
        default: return []
        }
    }

    /// Returns the replacements in the file's bytes that rename `old` to `new` in its texts.
    func renamingName(_ old: String, to new: String) throws(StructureError) -> [TextEdit] {
        var edits: [TextEdit] = []
        for text in ownTexts {
            guard let ranges = NameTokens.ranges(of: old, in: text.template) else {
                guard text.content.text.contains(old) else { continue }
                throw StructureError(
                    "a text of \(source.name) has errors, so its tags can't be renamed",
                    help: "`promptpal validate \(ShellWord.quoted(source.name))` shows them: mend them first")
            }
            if ranges.isEmpty { continue }
            let textRanges = text.content.textRanges
            edits += ranges.map { TextEdit(textRanges.sourceRange(ofText: $0), replacement: new) }
        }
        return edits
    }
}
