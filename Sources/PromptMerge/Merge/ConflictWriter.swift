internal import PromptCore
internal import YAMLTree

/// Writes conflicts into a merged record: texts as additional options, other values under `conflicts`.
struct ConflictWriter {
    private(set) var tree: YAMLTree
    private var conflicts: [MergeConflict]
    private var pathNotes: [PathNote]
    private(set) var notes: [MergeNote] = []

    init(_ tree: YAMLTree, work: MergeWork) {
        self.tree = tree
        conflicts = work.conflicts
        pathNotes = work.notes
    }

    /// - Parameter isPrompt: true if `content` at the top level is short for a module, false if for an
    ///   option.
    mutating func run(isPrompt: Bool) throws(YAMLEditError) {
        // From the end, so that an insertion does not move the conflicts that are still to be written.
        var texts = conflicts.indices.filter { conflicts[$0].isText }
        let before = pathNotes.count
        while let index = texts.popLast() { try addOption(conflicts[index], isPrompt: isPrompt) }
        pathNotes[before...].reverse()
        for conflict in conflicts where !conflict.isText { try addValue(conflict) }
        try dropSettled()
        for note in pathNotes {
            notes.append(
                MergeNote(note.kind, at: DottedKey.text(of: note.path, in: tree), message: note.message))
        }
    }

    private mutating func addOption(_ conflict: MergeConflict, isPrompt: Bool) throws(YAMLEditError) {
        var path = conflict.path
        if path == [.key("content")], isPrompt {
            try nest(path, in: "modules")
            path = [.key("modules"), .index(0), .key("content")]
        }
        var option = Array(path.dropLast())
        if case .index? = option.last, option.dropLast().last == .key("options") {
        } else {
            try nest(path, in: "options")
            option += [.key("options"), .index(0)]
        }
        guard case .index(let index)? = option.last else { throw .pathNotFound(path) }
        let list = Array(option.dropLast())
        if let other = counterpart(in: list, of: index, with: conflict.theirs) {
            pathNotes.append(
                PathNote(
                    kind: .keptOption, path: option,
                    message: "both sides changed this text: theirs is already the option \(quoted(other))"))
            return
        }
        let handle = DottedKey.text(of: option, in: tree).split(separator: ".").last.map(String.init) ?? ""
        // A text without a name gets the name of its module.
        let named = [option, Array(list.dropLast())].compactMap {
            MemberIdentity.scalar(tree.node(at: $0)?["name"])
        }
        let name = named.first ?? handle
        let value: YAMLValue = .map([
            ("name", .text("\(name) (theirs)")), ("conflict", .text(handle)), ("content", conflict.theirs),
        ])
        tree = try tree.applying(.insertItem(into: list, value, at: index + 1))
        move(under: list) { if case .index(let other) = $0, other > index { .index(other + 1) } else { $0 } }
        pathNotes.append(
            PathNote(
                kind: .keptOption, path: option,
                message: "both sides changed this text: theirs is the option \(quoted("\(name) (theirs)"))"))
    }

    /// Returns the name or handle of an option that has the text of theirs and belongs to the option at
    /// `index` by an earlier merge; `nil` if there is none.
    private func counterpart(in list: [YAMLPathStep], of index: Int, with theirs: YAMLValue) -> String? {
        guard let options = tree.node(at: list) else { return nil }
        let items = Array(options.items)
        let handles = PartHandles.of(items)
        func conflict(_ option: Int) -> String? { MemberIdentity.scalar(items[option]["conflict"]) }
        let other = items.indices.first { option in
            option != index && (conflict(option) == handles[index] || conflict(index) == handles[option])
                && items[option]["content"]?.written == theirs
        }
        return other.map { MemberIdentity.scalar(items[$0]["name"]) ?? handles[$0] }
    }

    /// Removes conflicts whose value is now the current one. This happens if two merges of one conflict in
    /// opposite directions are merged.
    private mutating func dropSettled() throws(YAMLEditError) {
        guard let list = tree.root?["conflicts"], list.kind == .sequence else { return }
        for (index, item) in Array(list.items.enumerated()).reversed() {
            guard let at = MemberIdentity.scalar(item["at"]), let theirs = item["theirs"],
                let path = DottedKey.path(of: at, in: tree), let mine = tree.node(at: path),
                TreeEquality.isSame(mine, theirs)
            else { continue }
            tree = try tree.applying(.remove([.key("conflicts"), .index(index)]))
        }
        if tree.root?["conflicts"]?.count == 0 { tree = try tree.applying(.remove([.key("conflicts")])) }
    }

    private mutating func nest(_ path: [YAMLPathStep], in key: String) throws(YAMLEditError) {
        tree = try tree.applying(.nest(path, in: key))
        let inner: [YAMLPathStep] = Array(path.dropLast()) + [.key(key), .index(0)] + path.suffix(1)
        func moved(_ other: [YAMLPathStep]) -> [YAMLPathStep] {
            other.starts(with: path) ? inner + other.dropFirst(path.count) : other
        }
        for index in conflicts.indices { conflicts[index].path = moved(conflicts[index].path) }
        for index in pathNotes.indices { pathNotes[index].path = moved(pathNotes[index].path) }
    }

    /// Changes the step after `list` in all paths that contain it.
    private mutating func move(under list: [YAMLPathStep], _ change: (YAMLPathStep) -> YAMLPathStep) {
        func moved(_ path: [YAMLPathStep]) -> [YAMLPathStep] {
            guard path.count > list.count, path.starts(with: list) else { return path }
            return list + [change(path[list.count])] + path.dropFirst(list.count + 1)
        }
        for index in conflicts.indices { conflicts[index].path = moved(conflicts[index].path) }
        for index in pathNotes.indices { pathNotes[index].path = moved(pathNotes[index].path) }
    }

    private mutating func addValue(_ conflict: MergeConflict) throws(YAMLEditError) {
        let key = DottedKey.text(of: conflict.path, in: tree)
        let item: YAMLValue = .map([("at", .text(key)), ("theirs", conflict.theirs)])
        if let list = tree.root?["conflicts"], list.kind == .sequence, list.count > 0 {
            let isThere = list.items.contains { $0.says(item) }
            if !isThere {
                tree = try tree.applying(.insertItem(into: [.key("conflicts")], item, at: list.count))
            }
        } else {
            tree = try tree.applying(.set([.key("conflicts")], .sequence([item])))
        }
        pathNotes.append(
            PathNote(
                kind: .keptValue, path: conflict.path,
                message: "both sides changed this: ours is kept here, theirs under `conflicts`"))
    }
}

extension YAMLTree {
    /// Returns the node at a path; `nil` if there is none.
    func node(at path: [YAMLPathStep]) -> YAMLNode? {
        path.reduce(root) { node, step in
            switch step {
            case .key(let key): node?.value(forKey: key)
            case .index(let index): node.flatMap { index < $0.count ? Array($0.items)[index] : nil }
            }
        }
    }
}

/// A path in a record in the syntax of `set`: `modules.persona.options.engineer.description`.
enum DottedKey {
    /// Returns a path in this syntax; modules and options by handle, other items by number.
    static func text(of path: [YAMLPathStep], in tree: YAMLTree) -> String {
        var node = tree.root
        var parts: [String] = []
        var key = ""
        for step in path {
            switch step {
            case .key(let name):
                parts.append(name)
                node = node?.value(forKey: name)
                key = name
            case .index(let index):
                let items = node.map { Array($0.items) } ?? []
                let handles = hasHandles(key: key, items: items) ? PartHandles.of(items) : []
                parts.append(index < handles.count ? handles[index] : String(index + 1))
                node = index < items.count ? items[index] : nil
            }
        }
        return parts.joined(separator: ".")
    }

    /// Returns the path for a text in this syntax; the last key may be missing. `nil` if the text leads
    /// nowhere.
    static func path(of words: String, in tree: YAMLTree) -> [YAMLPathStep]? {
        guard let root = tree.root else { return nil }
        return words.isEmpty ? [] : find(Substring(words), in: root, key: "", path: [])
    }

    private static func find(
        _ words: Substring, in node: YAMLNode, key: String, path: [YAMLPathStep]
    ) -> [YAMLPathStep]? {
        /// Returns the text after a name; `nil` if the text does not start with it.
        func rest(_ name: String) -> Substring? {
            guard words.hasPrefix(name) else { return nil }
            let rest = words.dropFirst(name.count)
            return rest.isEmpty ? rest : rest.first == "." ? rest.dropFirst() : nil
        }
        switch node.kind {
        case .scalar: return nil
        case .mapping:
            for entry in node.entries {
                guard let rest = rest(entry.key.text) else { continue }
                let step = path + [.key(entry.key.text)]
                if rest.isEmpty { return step }
                if let found = find(rest, in: entry.value, key: entry.key.text, path: step) { return found }
            }
            return words.contains(".") ? nil : path + [.key(String(words))]
        case .sequence:
            let items = Array(node.items)
            let names =
                hasHandles(key: key, items: items)
                ? PartHandles.of(items) : items.indices.map { String($0 + 1) }
            for (index, name) in names.enumerated() {
                guard let rest = rest(name) else { continue }
                let step = path + [.index(index)]
                if rest.isEmpty { return step }
                if let found = find(rest, in: items[index], key: "", path: step) { return found }
            }
            return nil
        }
    }

    private static func hasHandles(key: String, items: [YAMLNode]) -> Bool {
        key == "modules"
            || (key == "options" && items.contains { $0.kind == .mapping && $0["content"] != nil })
    }
}
