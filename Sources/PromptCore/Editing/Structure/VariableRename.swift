internal import Diagnostics
internal import YAMLTree

/// Renames a variable in its declaration and in every text that gets its value from there.
///
/// Each name in each text has the same meaning before and after, as seen from every prompt and module of the
/// store. If a text gets the name from this declaration in one prompt and from another one in a different
/// prompt, no rewriting can keep this rule, so the rename is refused with a list of those texts.
public struct VariableRename: Sendable {
    private let file: ParsedFile
    private let old: String
    private let new: String

    /// - Parameters:
    ///   - file: the file that declares the variable: a prompt, a module, or the variable's own file.
    ///   - old: its name; `nil` in its own file.
    /// - Throws: ``StructureError`` if there is no such variable, or the new name is invalid or taken.
    public init(in file: ParsedFile, from old: String?, to new: String) throws(StructureError) {
        try StructureNames.check(variable: new, in: file.format)
        let editor = try StructureEditor(file)
        self.old = try editor.variable(old, mayBeNew: false).name
        self.file = file
        self.new = Variable.canonicalName(new, in: file.format)
        let declared: [Variable] =
            switch file.record {
            case .prompt(let prompt)?: prompt.variables
            case .module(let module)?: module.variables
            default: []
            }
        if self.old != new, declared.contains(where: { $0.name.value == new }) {
            throw StructureError(
                "the variable \(quoted(new)) already exists",
                help: "choose another name, or remove that one first")
        }
    }

    /// The current name.
    public var name: String { old }

    /// True if a prompt or module has one of the two names in a text that it may render.
    public func concerns(_ context: ParsedFile, in library: any Library) -> Bool {
        context.address == file.address && context.kind == file.kind
            || !context.uses(of: [old, new], in: library).isEmpty
    }

    /// Returns the files that change, each before and after; the declaring file comes first.
    ///
    /// - Parameter contexts: every prompt and module of the store for which ``concerns(_:in:)`` is true.
    /// - Throws: ``StructureError`` if a name would change its meaning.
    public func plan(
        _ contexts: [ParsedFile], in library: any Library
    ) throws(StructureError) -> [(before: ParsedFile, after: ParsedFile)] {
        if old == new { return [(file, file)] }
        let meaning = NameUse.Meaning.declared(file.address, file.kind)
        let before = contexts.map { $0.uses(of: [old, new], in: library) }
        var files: [ParsedFile] = [file]
        for use in before.joined() where use.name == old && use.meaning == meaning {
            guard !files.contains(where: { $0.address == use.file && $0.kind == use.kind }) else { continue }
            if use.kind == .module, let module = library.module(at: use.file) {
                files.append(
                    ParsedFile(
                        module.source, kind: .module, address: use.file, format: module.home.format))
            } else if let prompt = contexts.first(where: { $0.address == use.file && $0.kind == use.kind }) {
                files.append(prompt)
            }
        }
        try checkOthers(in: contexts, uses: before, files: files, meaning: meaning)
        var changed: [(before: ParsedFile, after: ParsedFile)] = []
        for file in files { changed.append((file, try renamed(file))) }
        try checkMeanings(in: contexts, uses: before, changed: changed, library: library)
        return changed
    }

    /// Checks that every text to be rewritten gets the name from this declaration wherever it is rendered.
    private func checkOthers(
        in contexts: [ParsedFile], uses: [[NameUse]], files: [ParsedFile], meaning: NameUse.Meaning
    ) throws(StructureError) {
        var reasons: [String] = []
        for (context, uses) in zip(contexts, uses) {
            for use in uses where use.name == old && use.meaning != meaning {
                guard files.contains(where: { $0.address == use.file && $0.kind == use.kind }) else {
                    continue
                }
                let text = use.file.file(use.kind)
                let reason: String
                switch use.meaning {
                // A module need not declare its variables itself.
                case .nowhere where context.kind == .module: continue
                case .nowhere: reason = "in \(context.source.name), it is not declared for \(text)"
                case .item: reason = "in \(text) it is also a field of a choice"
                case .declared(let address, let kind):
                    reason = "in \(context.source.name), \(text) gets it from \(address.file(kind))"
                }
                if !reasons.contains(reason) { reasons.append(reason) }
            }
        }
        guard !reasons.isEmpty else { return }
        throw StructureError(
            "\(quoted(old)) can't be renamed here alone: \(reasons.prefix(5).joined(separator: "; "))"
                + (reasons.count > 5 ? "; and \(reasons.count - 5) more" : ""),
            help:
                "a text that gets its value from several declarations keeps the name; change it with `promptpal edit`"
        )
    }

    /// Checks that no name changes its meaning.
    private func checkMeanings(
        in contexts: [ParsedFile], uses: [[NameUse]], changed: [(before: ParsedFile, after: ParsedFile)],
        library: any Library
    ) throws(StructureError) {
        let overlay = OverlayLibrary(library, with: changed.map(\.after))
        for (context, uses) in zip(contexts, uses) {
            let now = changed.first { $0.before.address == context.address && $0.before.kind == context.kind }
            let after = (now?.after ?? context).uses(of: [old, new], in: overlay)
            let rewritten = uses.map { use in
                var use = use
                let isRewritten = changed.contains {
                    $0.before.address == use.file && $0.before.kind == use.kind
                }
                if use.name == old, isRewritten { use.name = new }
                return use
            }
            // A module need not declare its variables itself.
            func counts(_ use: NameUse) -> Bool {
                context.kind != .module || use.meaning == .declared(context.address, context.kind)
            }
            guard after.count == rewritten.count,
                zip(after, rewritten).allSatisfy({ $0 == $1 || !counts($0) && !counts($1) })
            else {
                throw StructureError(
                    "\(quoted(new)) already means something else in \(context.source.name)",
                    help: "choose another name")
            }
        }
    }

    /// Returns one file with its texts rewritten and, if it is the declaring file, its declaration.
    private func renamed(_ file: ParsedFile) throws(StructureError) -> ParsedFile {
        guard let tree = file.tree else { return file }
        var edits = try file.renamingName(old, to: new)
        if file.address == self.file.address, file.kind == self.file.kind {
            do {
                edits += try tree.splices(for: declaration(in: file))
            } catch {
                throw StructureError("\(file.source.name) can't be changed here: \(error)")
            }
        }
        let source = SourceText(name: file.source.name, bytes: TextEdit.apply(edits, to: file.source.bytes))
        let after = ParsedFile(source, kind: file.kind, address: file.address, format: file.format)
        guard isFaithful(before: file, after: after) else {
            throw StructureError(
                "\(file.source.name) can't be changed here without changing more of it",
                help: "`promptpal edit \(ShellWord.quoted(file.address.path))` opens it")
        }
        return after
    }

    private func declaration(in file: ParsedFile) -> YAMLEdit {
        guard file.kind == .variable else {
            return .rename([.key("variables"), .key(file.spelling(ofVariable: old))], to: new)
        }
        if file.tree?.root?["name"] != nil { return .set([.key("name")], .text(new)) }
        let order = Keys.variable.keyNames
        return KeyLocation(path: [.key("name")], shape: .text, orders: [order]).setting(
            .text(new), in: file.tree?.root)
    }

    /// True if the texts have the same content with the new name, checked on the parsed result.
    private func isFaithful(before: ParsedFile, after: ParsedFile) -> Bool {
        let (old, new) = (before.ownTexts, after.ownTexts)
        guard old.count == new.count, before.diagnostics.count == after.diagnostics.count else {
            return false
        }
        return zip(old, new).allSatisfy { old, new in
            guard let ranges = NameTokens.ranges(of: self.old, in: old.template) else {
                return old.content.text == new.content.text
            }
            let edits = ranges.map { TextEdit($0, replacement: self.new) }
            return TextEdit.apply(edits, to: Array(old.content.text.utf8)) == Array(new.content.text.utf8)
        }
    }
}
