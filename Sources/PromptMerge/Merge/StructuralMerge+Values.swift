internal import YAMLTree

extension StructuralMerge {
    /// Merges values by edits of a text that contains ours.
    mutating func mergeValues(
        _ b: YAMLNode?, _ o: YAMLNode, _ t: YAMLNode, _ path: [YAMLPathStep], _ shape: MergeShape
    ) {
        if TreeMeaning.isSame(o, t) { return }
        if let b {
            if TreeMeaning.isSame(b, t) { return }
            if TreeMeaning.isSame(b, o) {
                work.edits.append(.set(path, t.written))
                return
            }
        }
        guard !whole.contains(path) else { return conflict(t, path, shape) }
        if isPinned(o, shape) || isPinned(t, shape) { return pinned(o, t, path) }
        let old = b.flatMap { $0.kind == o.kind ? $0 : nil }
        switch (o.kind, t.kind) {
        case (.mapping, .mapping): mergeMaps(old, o, t, path, shape)
        case (.sequence, .sequence): mergeLists(old, o, t, path, shape)
        case (.scalar, .scalar): mergeTexts(old, o, t, path, shape)
        default: conflict(t, path, shape)
        }
    }

    private mutating func conflict(_ t: YAMLNode, _ path: [YAMLPathStep], _ shape: MergeShape) {
        work.conflicts.append(
            MergeConflict(path: path, theirs: t.written, isText: shape == .content && t.kind == .scalar))
    }

    /// Merges a label that both sides moved: theirs is stored inside ours.
    private mutating func pinned(_ o: YAMLNode, _ t: YAMLNode, _ path: [YAMLPathStep]) {
        guard o.kind == .mapping, t.kind == .mapping, o["conflict"] == nil, t["conflict"] == nil else {
            work.conflicts.append(MergeConflict(path: path, theirs: t.written))
            return
        }
        // Both sides set the label to the same version, so the order does not matter.
        if let left = o["commit"], let right = t["commit"], TreeMeaning.isSame(left, right) { return }
        work.edits.append(.insertEntry(into: path, key: "conflict", t.writtenInFlow, at: .last))
        work.notes.append(
            PlacedNote(
                kind: .keptValue, path: path,
                message: "both sides moved it: theirs is kept beside it, as `conflict`"))
    }

    /// Merges texts; texts of several lines are merged line by line.
    private mutating func mergeTexts(
        _ b: YAMLNode?, _ o: YAMLNode, _ t: YAMLNode, _ path: [YAMLPathStep], _ shape: MergeShape
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
        conflict(t, path, shape)
    }

    private mutating func mergeMaps(
        _ b: YAMLNode?, _ o: YAMLNode, _ t: YAMLNode, _ path: [YAMLPathStep], _ shape: MergeShape
    ) {
        func value(_ node: YAMLNode?, _ key: String) -> YAMLNode? { node?.value(forKey: key) }
        for entry in o.entries {
            let key = entry.key.text
            let step = path + [.key(key)]
            let (old, new) = (value(b, key), value(t, key))
            if let new {
                mergeValues(old, entry.value, new, step, shape.value(of: key))
            } else if let old {
                if TreeMeaning.isSame(old, entry.value) {
                    work.edits.append(.remove(step))
                } else {
                    keptEdit(step, "theirs deleted it, ours changed it: it is kept")
                }
            }
        }
        var previous: String?
        for entry in t.entries {
            let key = entry.key.text
            defer { previous = key }
            guard value(o, key) == nil else { continue }
            if let old = value(b, key) {
                if TreeMeaning.isSame(old, entry.value) { continue }
                keptEdit(path + [.key(key)], "ours deleted it, theirs changed it: it is kept")
            }
            // After the key that it follows on the other side, if the text still has that key.
            let place: YAMLPosition =
                previous.flatMap { name in
                    let stays = value(o, name) != nil && (value(t, name) != nil || value(b, name) == nil)
                    return stays ? .after(name) : nil
                } ?? .last
            work.edits.append(.insertEntry(into: path, key: key, entry.value.written, at: place))
        }
    }

    func keptNote(_ path: [YAMLPathStep], _ message: String) -> PlacedNote {
        PlacedNote(kind: .keptEdit, path: path, message: message)
    }

    private mutating func keptEdit(_ path: [YAMLPathStep], _ message: String) {
        work.notes.append(keptNote(path, message))
    }

    private mutating func mergeLists(
        _ b: YAMLNode?, _ o: YAMLNode, _ t: YAMLNode, _ path: [YAMLPathStep], _ shape: MergeShape
    ) {
        guard let left = o.memberPlaces()?.members, let right = t.memberPlaces()?.members else {
            return conflict(t, path, shape)
        }
        let old = b.flatMap { $0.memberPlaces()?.members } ?? []
        let identity = MemberIdentity(shape: shape)
        let ours = identity.partners(old, left, texts: (texts.base, texts.ours))
        let theirs = identity.partners(old, right, texts: (texts.base, texts.theirs))
        let pairs = self.pairs(left, ours, right, theirs, identity)
        let rows = MergeRows(base: old.count, ours: ours, theirs: theirs, pairs: pairs).rows
        func node(_ list: [YAMLMemberPlaces.Member], _ index: Int?) -> YAMLNode? {
            index.map { list[$0].value }
        }
        var removed: [Int] = []
        var kept: [MergeRow] = []
        for row in rows {
            let (bn, on, tn) = (node(old, row.base), node(left, row.ours), node(right, row.theirs))
            if let on, let tn, let index = row.ours {
                mergeValues(bn, on, tn, path + [.index(index)], shape.item)
            } else if let bn, let one = on ?? tn {
                if TreeMeaning.isSame(bn, one) {
                    if let index = row.ours { removed.append(index) }
                    continue
                }
                keptEdit(path, "one side deleted an item, the other changed it: it is kept")
            }
            kept.append(row)
        }
        if kept.isEmpty, shape.needsItems { return keptEdit(path, "none would be left: ours are kept") }
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
            guard let new = node(right, row.theirs) else { continue }
            work.edits.append(.insertItem(into: path, new.written, at: index))
        }
    }
}
