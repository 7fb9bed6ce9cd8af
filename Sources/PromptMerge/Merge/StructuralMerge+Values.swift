internal import YAMLTree

extension StructuralMerge {
    /// Merges values by edits of a text that contains ours.
    mutating func mergeValues(
        base b: YAMLNode?, ours o: YAMLNode, theirs t: YAMLNode, path: [YAMLPathStep], shape: MergeShape
    ) {
        if TreeEquality.isSame(o, t) { return }
        if let b {
            if TreeEquality.isSame(b, t) { return }
            if TreeEquality.isSame(b, o) {
                work.edits.append(.set(path, t.written))
                return
            }
        }
        guard !whole.contains(path) else { return addConflict(theirs: t, path: path, shape: shape) }
        if isPinned(o, shape: shape) || isPinned(t, shape: shape) {
            return mergePinned(ours: o, theirs: t, path: path)
        }
        let old = b.flatMap { $0.kind == o.kind ? $0 : nil }
        switch (o.kind, t.kind) {
        case (.mapping, .mapping): mergeMaps(base: old, ours: o, theirs: t, path: path, shape: shape)
        case (.sequence, .sequence): mergeLists(base: old, ours: o, theirs: t, path: path, shape: shape)
        case (.scalar, .scalar): mergeTexts(base: old, ours: o, theirs: t, path: path, shape: shape)
        default: addConflict(theirs: t, path: path, shape: shape)
        }
    }

    private mutating func addConflict(theirs t: YAMLNode, path: [YAMLPathStep], shape: MergeShape) {
        work.conflicts.append(
            MergeConflict(path: path, theirs: t.written, isText: shape == .content && t.kind == .scalar))
    }

    /// Merges a label that both sides moved: theirs is stored inside ours.
    private mutating func mergePinned(ours o: YAMLNode, theirs t: YAMLNode, path: [YAMLPathStep]) {
        guard o.kind == .mapping, t.kind == .mapping, o["conflict"] == nil, t["conflict"] == nil else {
            work.conflicts.append(MergeConflict(path: path, theirs: t.written))
            return
        }
        // Both sides set the label to the same version, so the order does not matter.
        if let left = o["commit"], let right = t["commit"], TreeEquality.isSame(left, right) { return }
        work.edits.append(.insertEntry(into: path, key: "conflict", t.writtenInFlow, at: .last))
        work.notes.append(
            PathNote(
                kind: .keptValue, path: path,
                message: "both sides moved it: theirs is kept beside it, as `conflict`"))
    }

    /// Merges texts; texts of several lines are merged line by line.
    private mutating func mergeTexts(
        base b: YAMLNode?, ours o: YAMLNode, theirs t: YAMLNode, path: [YAMLPathStep], shape: MergeShape
    ) {
        let (old, left, right) = (b?.text ?? "", o.text, t.text)
        let isText = [old, left, right].contains { $0.utf8.contains(0x0A) }
        if isText, !o.isNull, !t.isNull {
            let merge = LineMerge(base: Array(old.utf8), ours: Array(left.utf8), theirs: Array(right.utf8))
            if let text = merge.text {
                work.edits.append(.set(path, .text(String(decoding: text, as: UTF8.self))))
                return
            }
        }
        addConflict(theirs: t, path: path, shape: shape)
    }

    private mutating func mergeMaps(
        base b: YAMLNode?, ours o: YAMLNode, theirs t: YAMLNode, path: [YAMLPathStep], shape: MergeShape
    ) {
        func value(in node: YAMLNode?, forKey key: String) -> YAMLNode? { node?.value(forKey: key) }
        for entry in o.entries {
            let key = entry.key.text
            let step = path + [.key(key)]
            let (old, new) = (value(in: b, forKey: key), value(in: t, forKey: key))
            if let new {
                mergeValues(
                    base: old, ours: entry.value, theirs: new, path: step, shape: shape.value(of: key))
            } else if let old {
                if TreeEquality.isSame(old, entry.value) {
                    work.edits.append(.remove(step))
                } else {
                    noteKeptEdit(at: step, message: "theirs deleted it, ours changed it: it is kept")
                }
            }
        }
        var previous: String?
        for entry in t.entries {
            let key = entry.key.text
            defer { previous = key }
            guard value(in: o, forKey: key) == nil else { continue }
            if let old = value(in: b, forKey: key) {
                if TreeEquality.isSame(old, entry.value) { continue }
                noteKeptEdit(
                    at: path + [.key(key)], message: "ours deleted it, theirs changed it: it is kept")
            }
            // After the key that it follows on the other side, if the text still has that key.
            let position: YAMLPosition =
                previous.flatMap { name in
                    let stays =
                        value(in: o, forKey: name) != nil
                        && (value(in: t, forKey: name) != nil || value(in: b, forKey: name) == nil)
                    return stays ? .after(name) : nil
                } ?? .last
            work.edits.append(.insertEntry(into: path, key: key, entry.value.written, at: position))
        }
    }

    func keptNote(at path: [YAMLPathStep], message: String) -> PathNote {
        PathNote(kind: .keptEdit, path: path, message: message)
    }

    private mutating func noteKeptEdit(at path: [YAMLPathStep], message: String) {
        work.notes.append(keptNote(at: path, message: message))
    }

    private mutating func mergeLists(
        base b: YAMLNode?, ours o: YAMLNode, theirs t: YAMLNode, path: [YAMLPathStep], shape: MergeShape
    ) {
        guard let left = o.memberRanges()?.members, let right = t.memberRanges()?.members else {
            return addConflict(theirs: t, path: path, shape: shape)
        }
        let old = b.flatMap { $0.memberRanges()?.members } ?? []
        let identity = MemberIdentity(shape: shape)
        let ours = identity.partners(between: old, and: left, texts: (texts.base, texts.ours))
        let theirs = identity.partners(between: old, and: right, texts: (texts.base, texts.theirs))
        let pairs = self.pairs(
            ours: left, oursPartners: ours, theirs: right, theirsPartners: theirs, by: identity)
        let rows = MemberAlignment(base: old.count, ours: ours, theirs: theirs, pairs: pairs).rows
        func node(in list: [YAMLMemberRanges.Member], at index: Int?) -> YAMLNode? {
            index.map { list[$0].value }
        }
        var removed: [Int] = []
        var kept: [MergeRow] = []
        for row in rows {
            let (bn, on, tn) = (
                node(in: old, at: row.base), node(in: left, at: row.ours), node(in: right, at: row.theirs)
            )
            if let on, let tn, let index = row.ours {
                mergeValues(base: bn, ours: on, theirs: tn, path: path + [.index(index)], shape: shape.item)
            } else if let bn, let one = on ?? tn {
                if TreeEquality.isSame(bn, one) {
                    if let index = row.ours { removed.append(index) }
                    continue
                }
                noteKeptEdit(at: path, message: "one side deleted an item, the other changed it: it is kept")
            }
            kept.append(row)
        }
        if kept.isEmpty, shape.needsItems {
            return noteKeptEdit(at: path, message: "none would be left: ours are kept")
        }
        for index in removed.sorted(by: >) { work.edits.append(.remove(path + [.index(index)])) }
        // The removed items are gone; new ones get the positions of their rows.
        var current = kept.filter { $0.ours != nil }.compactMap(\.ours).sorted()
        let order = kept.compactMap(\.ours)
        for (target, item) in order.enumerated() where current[target] != item {
            guard let from = current.firstIndex(of: item) else { continue }
            work.edits.append(.moveItem(path + [.index(from)], to: target))
            current.remove(at: from)
            current.insert(item, at: target)
        }
        for (index, row) in kept.enumerated() where row.ours == nil {
            guard let new = node(in: right, at: row.theirs) else { continue }
            work.edits.append(.insertItem(into: path, new.written, at: index))
        }
    }
}
