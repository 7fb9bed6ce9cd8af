internal import YAMLTree

extension StructuralMerge {
    /// One version of an entry or item.
    struct Member {
        let side: Side
        let location: YAMLMemberRanges.Member

        init(in side: Side, at index: Int) {
            self.side = side
            location = side.layout.members[index]
        }

        var node: YAMLNode { location.value }
        var version: MergeVersion { side.version }

        func text(_ range: Range<Int>) -> [UInt8] { side.version.text(range, movedBy: side.delta) }

        /// The key with its colon, or the dash.
        var introducer: [UInt8] { text(location.first..<location.introducerEnd) }
        /// The value, without a comment after it.
        var valueText: [UInt8] { text(location.introducerEnd..<location.valueEnd) }
        /// The text after the value.
        var rest: [UInt8] { text(location.valueEnd..<location.range.upperBound) }
        /// True if the line end after the value is not part of the value.
        var endsInLine: Bool {
            !(node.style == .literal || node.style == .folded
                || (node.style == .block && node.kind != .scalar))
        }
    }

    struct MemberTrio {
        let base: Member?
        let ours: Member
        let theirs: Member
    }

    /// Merges an entry or item that both sides changed.
    mutating func merged(
        _ trio: MemberTrio, path: [YAMLPathStep], shape: MergeShape, column: Int
    ) -> MergePiece {
        let (b, o, t) = (trio.base, trio.ours, trio.theirs)
        let introducer = o.introducer == b?.introducer ? t.introducer : o.introducer
        if !whole.contains(path), !isPinned(o.node, shape: shape),
            let blocks = blocks(base: b?.node, ours: o.node, theirs: t.node),
            let piece = mergedBelow(
                trio, in: blocks, introducer: introducer, path: path, shape: shape, column: column)
        {
            return piece
        }
        let isFromTheirs = b.map { TreeEquality.isSame($0.node, o.node) } ?? false
        let chosen = isFromTheirs ? t : o
        var rest = chosen.rest
        if o.endsInLine, t.endsInLine, b?.endsInLine ?? true {
            rest = restOfLine(base: b?.rest, ours: o.rest, theirs: t.rest)
        }
        if !isFromTheirs {
            mergeValues(base: b?.node, ours: o.node, theirs: t.node, path: path, shape: shape)
        }
        return MergePiece(body: introducer + chosen.valueText + rest, value: chosen.node.written)
    }

    /// Returns the comment after a value: of the side that changed it, ours if both did.
    private func restOfLine(base b: [UInt8]?, ours o: [UInt8], theirs t: [UInt8]) -> [UInt8] {
        o == b ? t : o
    }

    /// Merges the entries or items of a value that is a block collection in all versions.
    private mutating func mergedBelow(
        _ trio: MemberTrio, in blocks: BlockTrio, introducer: [UInt8], path: [YAMLPathStep],
        shape: MergeShape,
        column: Int
    ) -> MergePiece? {
        let (b, o, t) = (trio.base, trio.ours, trio.theirs)
        let frames = (
            b.flatMap { member in blocks.base.map { Frame(of: member, members: $0) } },
            Frame(of: o, members: blocks.ours),
            Frame(of: t, members: blocks.theirs)
        )
        let frame = frames.1.isSame(as: frames.0) ? frames.2 : frames.1
        let below = column + frame.offset
        guard below > column || (below == column && !frame.sharesLine) else { return nil }
        let starts = Starts(base: frames.0?.start, ours: frames.1.start, theirs: frames.2.start)
        let (pieces, value) = compose(blocks, starts: starts, column: below, path: path, shape: shape)
        let tail = joined(
            base: b.flatMap { member in blocks.base.map { StructuralMerge.tail(of: member, members: $0) } },
            ours: StructuralMerge.tail(of: o, members: blocks.ours),
            theirs: StructuralMerge.tail(of: t, members: blocks.theirs))
        let newline = Array(ours.tree.lineEnd.text.utf8)
        guard !pieces.isEmpty else {
            let empty = o.node.kind == .mapping ? " {}" : " []"
            return MergePiece(body: introducer + empty.utf8 + newline + tail, value: value)
        }
        var body = introducer + frame.middle
        let indentation = [UInt8](repeating: 0x20, count: below)
        for (index, piece) in pieces.enumerated() {
            if index == 0, frame.sharesLine {
                if piece.lead.allSatisfy({ $0 == 0x20 || $0 == 0x0A || $0 == 0x0D }) {
                    body += piece.body
                    continue
                }
                while body.last == 0x20 { body.removeLast() }
                body += newline
            }
            body += piece.lead + indentation + piece.body
        }
        return MergePiece(body: body + tail, value: value)
    }

    /// The layout of a collection relative to its key or dash.
    private struct Frame {
        /// The text between the colon or dash and the first line of the collection.
        let middle: [UInt8]
        let sharesLine: Bool
        /// Number of columns from the key or dash above it.
        let offset: Int
        /// Start of the lines of the collection.
        let start: Int

        init(of member: Member, members layout: YAMLMemberRanges) {
            sharesLine = layout.sharesLine
            let from = member.location.introducerEnd
            start = sharesLine ? layout.members[0].first : member.version.nextLine(from)
            middle = Array(member.version.bytes[from..<start])
            offset = layout.column - member.side.layout.column
        }

        func isSame(as other: Frame?) -> Bool {
            guard let other else { return false }
            return middle == other.middle && offset == other.offset && sharesLine == other.sharesLine
        }
    }

    /// Returns the text of an entry after its last nested entry.
    private static func tail(of member: Member, members layout: YAMLMemberRanges) -> [UInt8] {
        guard let last = layout.members.last, last.range.upperBound < member.location.range.upperBound else {
            return []
        }
        return member.text(last.range.upperBound..<member.location.range.upperBound)
    }

    /// True if a map counts as one value: the target of a label.
    func isPinned(_ node: YAMLNode, shape: MergeShape) -> Bool {
        shape == .labels && node.kind == .mapping && node["commit"] != nil
    }
}

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
