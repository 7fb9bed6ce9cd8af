internal import Diagnostics
public import PromptCore
internal import YAMLTree

extension ParsedFile {
    /// Returns the file with some of its conflicts resolved, and the list of them. Other conflicts stay
    /// unchanged.
    ///
    /// - Parameter place: the key of a conflict, or of the part that contains it (`modules.persona`); `nil`
    ///   for all.
    /// - Throws: ``AssignmentError`` if no conflict can be resolved this way, or the file would have an error
    ///   that it did not have before.
    public func resolving(
        _ choice: ConflictChoice, at key: String? = nil
    ) throws(AssignmentError) -> (file: ParsedFile, settled: [OpenConflict]) {
        guard var tree else { throw AssignmentError("the file can't be read as YAML", help: "mend it first") }
        let all = openConflicts
        guard !all.isEmpty else { throw AssignmentError("\(source.name) has no conflicts") }
        var wanted = all.filter { conflict in
            guard let key else { return true }
            return conflict.key == key || conflict.key.hasPrefix(key + ".")
        }
        guard !wanted.isEmpty else {
            throw AssignmentError(
                "there is no conflict at \(quoted(key ?? ""))",
                help: "there are: \(all.map(\.key).joined(separator: ", "))")
        }
        if choice == .both { wanted = wanted.filter { $0.kind == .option } }
        guard !wanted.isEmpty else {
            throw AssignmentError(
                "only of texts both can stay: a value is one or the other", help: "take --ours or --theirs")
        }
        do {
            // From the end, so that the removal of one conflict does not move those that are still to be
            // resolved.
            for conflict in wanted.reversed() { tree = try settle(conflict, with: choice, in: tree) }
            if tree.root?["conflicts"]?.count == 0 { tree = try tree.applying(.remove([.key("conflicts")])) }
        } catch let error as AssignmentError {
            throw error
        } catch {
            throw AssignmentError("this can't be settled without touching more of the file: \(error)")
        }
        let file = ParsedFile(tree.source, kind: kind, address: address)
        if let new = file.diagnostics.new(.error, since: diagnostics).first {
            throw AssignmentError(new.message, help: new.help)
        }
        return (file, wanted)
    }

    private func settle(
        _ conflict: OpenConflict, with choice: ConflictChoice, in tree: YAMLTree
    ) throws -> YAMLTree {
        switch (conflict.kind, choice) {
        case (.option, .both): return try tree.applying(.remove(conflict.path + [.key("conflict")]))
        case (.option, _):
            var tree = tree
            if choice == .theirs {
                guard let target = conflict.target else {
                    throw AssignmentError(
                        "the text at \(conflict.key) is no longer there",
                        help: "--both keeps the other one as an option, --ours takes it out")
                }
                tree = try tree.applying(.set(target, .text(conflict.theirs)))
            }
            tree = try tree.applying(.remove(conflict.path))
            return try shortened(tree, at: Array(conflict.path.dropLast(2)))
        case (.value, _):
            var tree = tree
            if choice == .theirs {
                guard let target = conflict.target, let value = tree.node(at: conflict.path)?["theirs"] else {
                    throw AssignmentError(
                        "there is no \(quoted(conflict.key)) to put theirs into",
                        help: "put it where it belongs by hand, then take --ours")
                }
                tree = try withoutOtherDefault(tree, than: target).applying(setting(target, to: value, in: tree))
            }
            return try tree.applying(.remove(conflict.path))
        }
    }

    /// Returns the edit that sets a value; a missing key is inserted before `conflicts`.
    private func setting(_ target: [YAMLPathStep], to value: YAMLNode, in tree: YAMLTree) -> YAMLEdit {
        if target.count == 1, case .key(let key)? = target.last, tree.node(at: target) == nil {
            return .insertEntry(into: [], key: key, value.written, at: .before("conflicts"))
        }
        return .set(target, value.written)
    }

    /// Returns the tree with only one option of the module as the default.
    private func withoutOtherDefault(_ tree: YAMLTree, than target: [YAMLPathStep]) throws -> YAMLTree {
        guard target.count >= 3, target.last == .key("default"),
            case .index(let mine) = target[target.count - 2],
            target[target.count - 3] == .key("options")
        else { return tree }
        var tree = tree
        let list = Array(target.dropLast(2))
        for index in 0..<(tree.node(at: list)?.count ?? 0) where index != mine {
            let other = list + [.index(index), .key("default")]
            if tree.node(at: other) != nil { tree = try tree.applying(.remove(other)) }
        }
        return tree
    }

    /// Returns the tree with a module's only option, if it has nothing but a text, as `content:` again, which
    /// the merge had expanded.
    private func shortened(_ tree: YAMLTree, at module: [YAMLPathStep]) throws -> YAMLTree {
        let list = module + [.key("options")]
        guard let options = tree.node(at: list), options.count == 1,
            let option = options.items.first(where: { _ in true }),
            option.kind == .mapping, option.count == 1, let content = option["content"]
        else { return tree }
        let short = try? tree.applying([
            .insertEntry(into: module, key: "content", content.written, at: .before("options")),
            .remove(list),
        ])
        // Only if no comment is lost.
        guard let short, MergeComments.all(of: short) == MergeComments.all(of: tree) else { return tree }
        return short
    }
}
