internal import Diagnostics
internal import YAMLTree

/// The places in a template where a name is written, closing tags included.
enum NameTokens {
    /// Where `name` stands as a tag's name or as the part before its first dot: UTF-8 byte ranges of the text, in order.
    /// `nil` where the text has problems, so that its tags are not sure.
    static func ranges(of name: String, in template: Template) -> [Range<Int>]? {
        let program = template.program
        // Literal texts have none, and a text without any has no closing tags either.
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
    /// The texts that stand in the file itself, compiled.
    var ownTexts: [ScopedText] {
        let home = Home(folder: address.folder, address: address, kind: kind, variables: [])
        func texts(_ module: Module, _ syntax: Syntax) -> [ScopedText] {
            module.options.compactMap { ScopedText($0, syntax: module.syntax ?? syntax, home: home) }
        }
        switch record {
        case .prompt(let prompt)?: return prompt.modules.flatMap { texts($0, prompt.syntax) }
        case .module(let module)?: return texts(module, .mustache)
        default: return []
        }
    }

    /// What to replace in the file's bytes so that its texts say `new` for `old`.
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
            let places = text.content.places
            edits += ranges.map { TextEdit(places.sourceRange(ofText: $0), new) }
        }
        return edits
    }
}
