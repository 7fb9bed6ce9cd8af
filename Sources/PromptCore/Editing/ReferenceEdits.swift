internal import Diagnostics
internal import YAMLTree

extension ParsedFile {
    /// Returns the file with other names at some of its ``moduleReferences``; everything else stays byte for
    /// byte.
    ///
    /// A name in a text is replaced in the source, and the result is parsed again. If its meaning differs
    /// from the expected one (the name does not fit the quotes), the whole text is written again.
    ///
    /// - Throws: ``AssignmentError`` if the file has errors that must be fixed first.
    package func renaming(
        _ names: [(reference: ReferenceLocation, name: String)]
    ) throws(AssignmentError) -> ParsedFile {
        if names.isEmpty { return self }
        guard let tree, let root = tree.root else {
            throw AssignmentError("the file can't be read as YAML", help: "fix it first")
        }
        var texts: [Range<Int>: String] = [:]
        var edits: [TextEdit] = []
        let partials = names.filter { $0.reference.text != nil }
        // From the last to the first, so that ranges in a text stay valid while it is changed.
        for (reference, name) in partials.reversed() {
            guard let (content, range) = reference.text else { continue }
            var bytes = Array((texts[reference.node] ?? content.text).utf8)
            bytes.replaceSubrange(range, with: name.utf8)
            texts[reference.node] = String(decoding: bytes, as: UTF8.self)
            let isQuoted = content.node.style == .singleQuoted
            let written = isQuoted ? name.replacing("'", with: "''") : name
            edits.append(TextEdit(content.textRanges.sourceRange(ofText: range), replacement: written))
        }
        do {
            var result = tree
            if !edits.isEmpty {
                result = try spliced(edits, expecting: texts, in: root) ?? rewritten(texts, in: root)
            }
            for (reference, name) in names where reference.text == nil {
                guard let path = root.path(to: reference.node) else { continue }
                result = try result.applying(.set(path, .text(name)))
            }
            return ParsedFile(result.source, kind: kind, address: address, format: format)
        } catch {
            throw AssignmentError("a reference can't be rewritten: \(error)", help: "fix the file first")
        }
    }

    /// Returns the tree of the source with the names replaced; `nil` if its content would not be the expected
    /// one.
    private func spliced(
        _ edits: [TextEdit], expecting texts: [Range<Int>: String], in root: YAMLNode
    ) -> YAMLTree? {
        let bytes = TextEdit.apply(edits, to: source.bytes)
        let parsed = YAMLTree.parse(SourceText(name: source.name, bytes: bytes))
        let errors = diagnostics.count { $0.severity == .error }
        guard let tree = parsed.tree, parsed.diagnostics.count(where: { $0.severity == .error }) <= errors,
            let now = tree.root, now.says(root, except: texts)
        else { return nil }
        return tree
    }

    private func rewritten(
        _ texts: [Range<Int>: String], in root: YAMLNode
    ) throws(YAMLEditError) -> YAMLTree {
        guard var tree else { throw .sourceHasErrors }
        for (range, text) in texts.sorted(by: { $0.key.lowerBound < $1.key.lowerBound }) {
            guard let path = root.path(to: range) else { continue }
            tree = try tree.applying(.set(path, .text(text)))
        }
        return tree
    }
}

extension YAMLNode {
    /// Returns the path from this node to the scalar with this range; `nil` if there is none.
    fileprivate func path(to range: Range<Int>) -> [YAMLPathStep]? {
        if kind == .scalar { return self.range == range ? [] : nil }
        for entry in entries where entry.value.range.contains(range) {
            if let rest = entry.value.path(to: range) { return [.key(entry.key.text)] + rest }
        }
        for (index, item) in items.enumerated() where item.range.contains(range) {
            if let rest = item.path(to: range) { return [.index(index)] + rest }
        }
        return nil
    }

    /// True if this node has the content of `old`, except for the scalars of `texts`, which are keyed by
    /// their range in `old`.
    fileprivate func says(_ old: YAMLNode, except texts: [Range<Int>: String]) -> Bool {
        guard kind == old.kind, count == old.count else { return false }
        switch kind {
        case .scalar: return text.utf8.elementsEqual((texts[old.range] ?? old.text).utf8)
        case .sequence: return zip(items, old.items).allSatisfy { $0.says($1, except: texts) }
        case .mapping:
            return zip(entries, old.entries).allSatisfy { new, old in
                new.key.text.utf8.elementsEqual(old.key.text.utf8)
                    && new.value.says(old.value, except: texts)
            }
        }
    }
}

extension Range<Int> {
    fileprivate func contains(_ other: Range<Int>) -> Bool {
        lowerBound <= other.lowerBound && other.upperBound <= upperBound
    }
}
