internal import Diagnostics
internal import JSON
public import PromptCore
internal import YAMLTree

/// A conflict of which a merge kept both versions, and that is not resolved yet.
public struct OpenConflict: Sendable, Hashable {
    /// The kind of conflict.
    public enum Kind: String, Sendable, Hashable {
        /// A text; the other one is an additional option.
        case option
        /// A value; the other one is under `conflicts`.
        case value
    }

    /// The kind of the conflict.
    public var kind: Kind
    /// The key in conflict, in the syntax of `set`: `modules.persona.options.copywriter.content`.
    public var key: String
    /// The current value; empty if there is none.
    public var ours: String
    /// The other side's value; empty if there is none.
    public var theirs: String
    /// The path of theirs in the file.
    var path: [YAMLPathStep]
    /// The path of ours; `nil` if it no longer exists.
    var target: [YAMLPathStep]?
}

/// The version of a conflict to keep.
public enum ConflictChoice: String, Sendable, Hashable, CaseIterable {
    case ours, theirs
    /// Both texts stay, as ordinary options.
    case both
}

extension ParsedFile {
    /// The conflicts that a merge kept, in the order of the file.
    public var openConflicts: [OpenConflict] {
        guard let tree, let root = tree.root, root.kind == .mapping else { return [] }
        var found: [OpenConflict] = []
        if let modules = root["modules"], modules.kind == .sequence {
            for (index, module) in modules.items.enumerated() where module.kind == .mapping {
                addOptions(of: module, at: [.key("modules"), .index(index)], in: tree, to: &found)
            }
        }
        if kind == .module { addOptions(of: root, at: [], in: tree, to: &found) }
        if let list = root["conflicts"], list.kind == .sequence {
            for (index, item) in list.items.enumerated() where item.kind == .mapping {
                guard let at = MemberIdentity.scalar(item["at"]) ?? (item["at"] == nil ? nil : ""),
                    let theirs = item["theirs"]
                else { continue }
                let target = DottedKey.path(of: at, in: tree)
                let name = nameInConflict(at, root: root)
                found.append(
                    OpenConflict(
                        kind: .value, key: at,
                        ours: name ?? target.flatMap { tree.node(at: $0) }?.shownText ?? "",
                        theirs: theirs.shownText, path: [.key("conflicts"), .index(index)], target: target))
            }
        }
        return found
    }

    /// Returns the variable whose name a conflict at `key` is about; `nil` if it is about something else.
    private func nameInConflict(_ key: String, root: YAMLNode) -> String? {
        guard kind == .prompt || kind == .module, let name = VariableNames.variable(inKey: key),
            root["variables"]?.value(forKey: name) != nil
        else { return nil }
        return name
    }

    private func addOptions(
        of module: YAMLNode, at path: [YAMLPathStep], in tree: YAMLTree, to found: inout [OpenConflict]
    ) {
        guard let list = module["options"], list.kind == .sequence else { return }
        let items = Array(list.items)
        let handles = PartHandles.of(items)
        let options = path + [.key("options")]
        for (index, item) in items.enumerated() {
            guard let handle = MemberIdentity.scalar(item["conflict"]) else { continue }
            let other = handles.firstIndex(of: handle)
            let target = other.map { options + [.index($0), .key("content")] }
            let key =
                target.map { DottedKey.text(of: $0, in: tree) } ?? DottedKey.text(of: options, in: tree)
                + ".\(handle).content"
            found.append(
                OpenConflict(
                    kind: .option, key: key, ours: other.flatMap { items[$0]["content"] }?.text ?? "",
                    theirs: item["content"]?.text ?? "", path: options + [.index(index)], target: target))
        }
    }
}

extension YAMLNode {
    /// A scalar's text; a list or map as JSON.
    fileprivate var shownText: String {
        if kind == .scalar { return text }
        var json = JSONWriter(pretty: false)
        FreeJSON.write(FreeValue(self), to: &json)
        return json.text
    }
}

extension ParsedFile {
    /// Returns the file with some of its conflicts resolved, and the list of them. Other conflicts stay
    /// unchanged.
    ///
    /// - Parameter key: the key of a conflict, or of the part that contains it (`modules.persona`); `nil`
    ///   for all.
    /// - Throws: ``AssignmentError`` if no conflict can be resolved this way, or the file would have an error
    ///   that it did not have before.
    public func resolving(
        _ choice: ConflictChoice, at key: String? = nil
    ) throws(AssignmentError) -> (file: ParsedFile, resolved: [OpenConflict]) {
        guard var tree else { throw AssignmentError("the file can't be read as YAML", help: "fix it first") }
        let all = openConflicts
        guard !all.isEmpty else { throw AssignmentError("\(source.name) has no conflicts") }
        var wanted = all.filter { conflict in
            guard let key else { return true }
            return conflict.key == key || conflict.key.hasPrefix(key + ".")
        }
        guard !wanted.isEmpty else {
            throw AssignmentError(
                "there is no conflict at \(quoted(key ?? ""))",
                help: "conflicts: \(all.map(\.key).joined(separator: ", "))")
        }
        if choice == .both { wanted = wanted.filter { $0.kind == .option } }
        guard !wanted.isEmpty else {
            throw AssignmentError(
                "both can be kept only for texts, not for values", help: "use --ours or --theirs")
        }
        do {
            // From the end, so that the removal of one conflict does not move those that are still to be
            // resolved.
            for conflict in wanted.reversed() { tree = try resolving(conflict, with: choice, in: tree) }
            if tree.root?["conflicts"]?.count == 0 { tree = try tree.applying(.remove([.key("conflicts")])) }
        } catch let error as AssignmentError {
            throw error
        } catch {
            throw AssignmentError("this can't be resolved without changing more of the file: \(error)")
        }
        let file = ParsedFile(tree.source, kind: kind, address: address, format: format)
        if let new = file.diagnostics.new(.error, since: diagnostics).first {
            throw AssignmentError(new.message, help: new.help)
        }
        return (file, wanted)
    }

    private func resolving(
        _ conflict: OpenConflict, with choice: ConflictChoice, in tree: YAMLTree
    ) throws -> YAMLTree {
        switch (conflict.kind, choice) {
        case (.option, .both): return try tree.applying(.remove(conflict.path + [.key("conflict")]))
        case (.option, _):
            var tree = tree
            if choice == .theirs {
                guard let target = conflict.target else {
                    throw AssignmentError(
                        "the text at \(conflict.key) no longer exists",
                        help: "--both keeps the other text as an option, --ours removes it")
                }
                tree = try tree.applying(.set(target, .text(conflict.theirs)))
            }
            tree = try tree.applying(.remove(conflict.path))
            return try shortened(tree, at: Array(conflict.path.dropLast(2)))
        case (.value, _):
            var tree = tree
            if choice == .theirs, let root = tree.root, let name = nameInConflict(conflict.key, root: root) {
                tree = try renaming(name, to: conflict.theirs, in: tree)
            } else if choice == .theirs {
                guard let target = conflict.target, let value = tree.node(at: conflict.path)?["theirs"] else {
                    throw AssignmentError(
                        "there is no \(quoted(conflict.key)), so theirs can't be put there",
                        help: "add it to the file by hand, then use --ours")
                }
                tree = try withoutOtherDefault(tree, than: target).applying(
                    setting(target, to: value, in: tree))
            }
            return try tree.applying(.remove(conflict.path))
        }
    }

    /// Returns the tree with a variable and its tags renamed.
    private func renaming(_ name: String, to new: String, in tree: YAMLTree) throws -> YAMLTree {
        let file = ParsedFile(tree.source, kind: kind, address: address, format: format)
        guard let renamed = VariableNames.renamed(file, from: name, to: new)?.tree else {
            throw AssignmentError(
                "the variable \(quoted(name)) can't be called \(quoted(new)) here",
                help: "--ours keeps its name; `promptpal variable rename` gives it another one")
        }
        return renamed
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
