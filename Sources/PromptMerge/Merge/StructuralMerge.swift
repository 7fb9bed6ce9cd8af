internal import PromptCore
internal import YAMLTree

/// The merge of one record by its keys, modules, options and variables, built from the bytes of both sides.
///
/// A part that only one side changed is copied from that side with its comments. A part that both sides
/// changed is merged recursively. If a part can't be copied, ours is copied and edited (``MergeWork``).
struct StructuralMerge {
    let base: MergeVersion?
    let ours: MergeVersion
    let theirs: MergeVersion
    /// Paths that are merged as a whole, because their parts did not fit together.
    let whole: Swift.Set<[YAMLPathStep]>
    var work = MergeWork()
    /// The templates of each version, which identify renamed variables.
    let texts: (base: [String], ours: [String], theirs: [String])

    init(base: MergeVersion?, ours: MergeVersion, theirs: MergeVersion, whole: Swift.Set<[YAMLPathStep]>) {
        self.base = base
        self.ours = ours
        self.theirs = theirs
        self.whole = whole
        texts = (
            MemberIdentity.templates(base?.tree.root), MemberIdentity.templates(ours.tree.root),
            MemberIdentity.templates(theirs.tree.root)
        )
    }

    /// Returns the merged text and its content before the edits; `nil` if a version has no map at the top
    /// level.
    mutating func run(_ shape: MergeShape) -> (bytes: [UInt8], value: YAMLValue)? {
        guard let o = ours.tree.root, let t = theirs.tree.root, o.kind == .mapping, t.kind == .mapping else {
            return nil
        }
        let b = base?.tree.root.flatMap { $0.kind == .mapping ? $0 : nil }
        if b == nil, let base, base.tree.root != nil { return nil }
        if whole.contains([]) {
            holdBack(ours: o, theirs: t, shape: shape)
            return (ours.bytes, o.written)
        }
        guard let trio = blocks(base: b, ours: o, theirs: t) else {
            // Braces at the top level: ours is edited.
            mergeValues(base: b, ours: o, theirs: t, path: [], shape: shape)
            return (ours.bytes, o.written)
        }
        let (pieces, value) = compose(trio, starts: nil, column: 0, path: [], shape: shape)
        var bytes = head(trio)
        for piece in pieces { bytes += piece.lead + piece.body }
        bytes += tail(trio)
        return (bytes, value)
    }

    /// Takes ours, with every value that differs in theirs as a conflict. This is the last resort if the
    /// parts do not fit together.
    private mutating func holdBack(ours o: YAMLNode, theirs t: YAMLNode, shape: MergeShape) {
        for entry in t.entries {
            let key = entry.key.text
            let mine = o.value(forKey: key)
            if let mine, TreeEquality.isSame(mine, entry.value) { continue }
            let isText =
                shape.value(of: key) == .content && mine?.kind == .scalar && entry.value.kind == .scalar
            work.conflicts.append(
                MergeConflict(path: [.key(key)], theirs: entry.value.written, isText: isText))
        }
    }

    /// Three versions of one block collection; the base may be missing.
    struct BlockTrio {
        var base: YAMLMemberRanges?
        var ours: YAMLMemberRanges
        var theirs: YAMLMemberRanges
    }

    /// Returns `nil` unless all versions are block collections of one kind.
    func blocks(base b: YAMLNode?, ours o: YAMLNode, theirs t: YAMLNode) -> BlockTrio? {
        guard o.kind == t.kind, o.style == .block, t.style == .block, o.count > 0, t.count > 0,
            let ours = o.memberRanges(), let theirs = t.memberRanges()
        else { return nil }
        guard let b else { return BlockTrio(base: nil, ours: ours, theirs: theirs) }
        guard b.kind == o.kind, b.style == .block, b.count > 0, let base = b.memberRanges() else {
            return nil
        }
        return BlockTrio(base: base, ours: ours, theirs: theirs)
    }

    /// Returns the text before the first key of the file.
    private func head(_ trio: BlockTrio) -> [UInt8] {
        func head(of version: MergeVersion, members layout: YAMLMemberRanges) -> [UInt8] {
            version.text(0..<version.lineStart(layout.members[0].first))
        }
        let b = base.flatMap { base in trio.base.map { head(of: base, members: $0) } }
        return joined(
            base: b, ours: head(of: ours, members: trio.ours), theirs: head(of: theirs, members: trio.theirs))
    }

    /// Returns the text after the last key of the file.
    private func tail(_ trio: BlockTrio) -> [UInt8] {
        func tail(of version: MergeVersion, members layout: YAMLMemberRanges) -> [UInt8] {
            version.text((layout.members.last?.range.upperBound ?? 0)..<version.bytes.count)
        }
        let b = base.flatMap { base in trio.base.map { tail(of: base, members: $0) } }
        return joined(
            base: b, ours: tail(of: ours, members: trio.ours), theirs: tail(of: theirs, members: trio.theirs))
    }

    /// Merges three versions of comments and blank lines so that no addition is lost.
    func joined(base: [UInt8]?, ours: [UInt8], theirs: [UInt8]) -> [UInt8] {
        if ours == theirs || theirs == base { return ours }
        if ours == base { return theirs }
        return LineMerge(base: base ?? [], ours: ours, theirs: theirs).union
    }
}

/// The remaining changes to a text that was built from pieces of both sides. Paths are those of that text.
struct MergeWork {
    /// Changes that can't be made by copying, in order.
    var edits: [YAMLEdit] = []
    var conflicts: [MergeConflict] = []
    var notes: [PathNote] = []

    static func += (left: inout MergeWork, right: MergeWork) {
        left.edits += right.edits
        left.conflicts += right.conflicts
        left.notes += right.notes
    }
}

/// A value that both sides changed. The text has ours.
struct MergeConflict {
    var path: [YAMLPathStep]
    var theirs: YAMLValue
    /// True if it is a template, which can be kept beside ours as an option.
    var isText = false
}

/// A note whose path is not yet in the syntax of `set`.
struct PathNote {
    var kind: MergeNote.Kind
    var path: [YAMLPathStep]
    var message: String
}

/// A part of the result: one entry or item.
struct MergePiece {
    /// Whole lines before it: blank lines, comments.
    var lead: [UInt8] = []
    /// From its key or dash through its last line.
    var body: [UInt8] = []
    var key: String?
    var value: YAMLValue
}

extension YAMLEdit {
    /// The path that it changes, or that of the list or map that gets an entry.
    var path: [YAMLPathStep] {
        switch self {
        case .set(let path, _), .insertEntry(let path, _, _, _), .insertItem(let path, _, _),
            .remove(let path), .rename(let path, _), .moveItem(let path, _), .moveEntry(let path, _),
            .nest(let path, _):
            path
        }
    }
}

extension StructuralMerge {
    /// The start of a collection's lines in each version, at which the lead of the first piece begins.
    struct Starts {
        var base: Int?
        var ours: Int
        var theirs: Int
    }

    /// Returns the entries or items of the result, in order.
    ///
    /// - Parameters:
    ///   - starts: `nil` at the top level, for which the head of the file is merged separately.
    ///   - column: the column of keys or dashes in the result.
    ///   - path: the path of the collection in the result.
    mutating func compose(
        _ trio: BlockTrio, starts: Starts?, column: Int, path: [YAMLPathStep], shape: MergeShape
    ) -> (pieces: [MergePiece], value: YAMLValue) {
        let side = SideTrio(
            base: base.flatMap { version in
                trio.base.map { Side(version, members: $0, start: starts?.base, column: column) }
            },
            ours: Side(ours, members: trio.ours, start: starts?.ours, column: column),
            theirs: Side(theirs, members: trio.theirs, start: starts?.theirs, column: column)
        )
        let isMap = trio.ours.members.first?.key != nil
        let (rows, isOrderOurs) = self.rows(of: trio, shape: shape)
        if isOrderOurs, shape != .set, !isMap {
            work.notes.append(
                PathNote(
                    kind: .keptOrder, path: path, message: "both sides moved its parts: they are in our order"
                ))
        }
        var kept = rows.filter { !isDropped($0, in: side, shape: shape) }
        if kept.isEmpty, shape.needsItems {
            kept = rows
            work.notes.append(
                PathNote(
                    kind: .keptEdit, path: path,
                    message:
                        "each side deleted the parts that the other kept, so none would be left: all are kept"
                ))
        }
        var pieces: [MergePiece] = []
        for row in kept {
            let name = key(of: row, in: side)
            let step: YAMLPathStep = name.map { .key($0) } ?? .index(pieces.count)
            pieces.append(
                piece(for: row, in: side, key: name, path: path + [step], shape: shape, column: column))
        }
        if shape == .options { keepOneDefault(of: kept, in: side, at: path) }
        let value: YAMLValue =
            isMap
            ? .mapping(pieces.map { YAMLMember($0.key ?? "", value: $0.value) })
            : .sequence(pieces.map(\.value))
        return (pieces, value)
    }

    /// If each side made another option the default, keeps ours.
    private mutating func keepOneDefault(of rows: [MergeRow], in side: SideTrio, at path: [YAMLPathStep]) {
        func isDefault(in side: Side?, at index: Int?) -> Bool {
            let node = index.flatMap { side?.layout.members[$0].value }
            return MemberIdentity.scalar(node?["default"]).flatMap(BooleanWord.value(of:)) ?? false
        }
        let ours = rows.indices.filter { isDefault(in: side.ours, at: rows[$0].ours) }
        let theirs = rows.indices.filter {
            isDefault(in: side.theirs, at: rows[$0].theirs) && !ours.contains($0)
        }
        // If only one side still has a default of the base, the other side has removed it.
        guard let mine = ours.first, let other = theirs.first else { return }
        if isDefault(in: side.base, at: rows[mine].base), rows[mine].theirs != nil { return }
        if isDefault(in: side.base, at: rows[other].base), rows[other].ours != nil { return }
        let otherPath = path + [.index(other), .key("default")]
        work.edits.append(.remove(otherPath))
        work.conflicts.append(MergeConflict(path: otherPath, theirs: .plain("true")))
    }

    /// One version of a collection.
    struct Side {
        let version: MergeVersion
        let layout: YAMLMemberRanges
        let start: Int
        /// The number of columns by which its lines move in the result.
        let delta: Int

        init(_ version: MergeVersion, members layout: YAMLMemberRanges, start: Int?, column: Int) {
            self.version = version
            self.layout = layout
            self.start = start ?? version.lineStart(layout.members[0].first)
            delta = column - layout.column
        }

        /// Returns the blank lines and comments before a member.
        func lead(_ index: Int) -> [UInt8] {
            let from = index == 0 ? start : layout.members[index - 1].range.upperBound
            let line = version.lineStart(layout.members[index].first)
            return from < line ? version.text(from..<line, movedBy: delta) : []
        }

        func body(_ index: Int) -> [UInt8] {
            let member = layout.members[index]
            return version.text(member.first..<member.range.upperBound, movedBy: delta)
        }
    }

    struct SideTrio {
        let base: Side?
        let ours: Side
        let theirs: Side
    }

    private func rows(of trio: BlockTrio, shape: MergeShape) -> (rows: [MergeRow], isOrderOurs: Bool) {
        let identity = MemberIdentity(shape: shape)
        let old = trio.base?.members ?? []
        let left = identity.partners(between: old, and: trio.ours.members, texts: (texts.base, texts.ours))
        let right = identity.partners(
            between: old, and: trio.theirs.members, texts: (texts.base, texts.theirs))
        let pairs = self.pairs(
            ours: trio.ours.members, oursPartners: left, theirs: trio.theirs.members, theirsPartners: right,
            by: identity)
        let rows = MemberAlignment(base: old.count, ours: left, theirs: right, pairs: pairs)
        return (rows.rows, rows.isOrderOurs)
    }

    /// Returns the members that both sides added: for each index of theirs, the index of ours.
    func pairs(
        ours: [YAMLMemberRanges.Member], oursPartners left: [Int?], theirs: [YAMLMemberRanges.Member],
        theirsPartners right: [Int?],
        by identity: MemberIdentity
    ) -> [Int: Int] {
        let isMap = ours.first?.key != nil
        // A key occurs once, regardless of its history.
        let new = (
            ours.indices.filter { left[$0] == nil }, theirs.indices.filter { right[$0] == nil }
        )
        let partners = identity.partners(
            between: new.0.map { ours[$0] }, and: new.1.map { theirs[$0] }, texts: (texts.ours, texts.theirs))
        var pairs: [Int: Int] = [:]
        for (index, partner) in partners.enumerated() {
            guard let partner else { continue }
            let (a, b) = (ours[new.0[partner]], theirs[new.1[index]])
            if isMap, a.key?.text != b.key?.text { continue }
            pairs[new.1[index]] = new.0[partner]
        }
        return pairs
    }

    /// True if one side deleted the member and the other one left it unchanged.
    private func isDropped(_ row: MergeRow, in side: SideTrio, shape: MergeShape) -> Bool {
        guard let index = row.base, let base = side.base, row.ours == nil || row.theirs == nil else {
            return false
        }
        guard
            let (one, keptIndex) = row.ours.map({ (side.ours, $0) }) ?? row.theirs.map({ (side.theirs, $0) })
        else {
            return true
        }
        if one.body(keptIndex) == base.body(index) { return true }
        guard let rest = leftOver(of: row, in: side, shape: shape) else { return false }
        return rest.removed.count == one.layout.members[keptIndex].value.count
    }

    /// The rest of a list or map that one side deleted. All its entries count as deleted: those that the
    /// other side did not change are removed, those that it added stay.
    private struct LeftOver {
        var removed: [YAMLPathStep] = []
        /// True if the rest contains changes of the other side.
        var hasEdits = false
    }

    /// Returns `nil` if the value is one unit, which is deleted or kept as a whole.
    private func leftOver(of row: MergeRow, in side: SideTrio, shape: MergeShape) -> LeftOver? {
        guard let index = row.base, let old = side.base?.layout.members[index], let key = old.key?.text,
            [.set, .variables, .free, .conflicts].contains(shape.value(of: key)), shape != .free
        else { return nil }
        let new =
            row.ours.map { side.ours.layout.members[$0] } ?? row.theirs.map { side.theirs.layout.members[$0] }
        guard let new, new.value.kind == old.value.kind, let before = old.value.memberRanges()?.members,
            let after = new.value.memberRanges()?.members
        else { return nil }
        let identity = MemberIdentity(shape: shape.value(of: key))
        let partners = identity.partners(between: before, and: after, texts: ([], []))
        var rest = LeftOver()
        for (newIndex, partner) in partners.enumerated() {
            guard let partner else { continue }
            if TreeEquality.isSame(before[partner].value, after[newIndex].value) {
                rest.removed.append(after[newIndex].key.map { .key($0.text) } ?? .index(newIndex))
            } else {
                rest.hasEdits = true
            }
        }
        return rest
    }

    /// Returns the key in the result: of the side that renamed it, else ours.
    private func key(of row: MergeRow, in side: SideTrio) -> String? {
        func text(in side: Side?, at index: Int?) -> String? {
            index.flatMap { side?.layout.members[$0].key?.text }
        }
        let (b, o, t) = (
            text(in: side.base, at: row.base), text(in: side.ours, at: row.ours),
            text(in: side.theirs, at: row.theirs)
        )
        guard let o else { return t }
        guard let t else { return o }
        return o == b ? t : o
    }

    private mutating func piece(
        for row: MergeRow, in side: SideTrio, key name: String?, path: [YAMLPathStep], shape: MergeShape,
        column: Int
    ) -> MergePiece {
        guard let o = row.ours, let t = row.theirs else {
            let (one, index) = row.ours.map { (side.ours, $0) } ?? (side.theirs, row.theirs ?? 0)
            let rest = leftOver(of: row, in: side, shape: shape)
            for step in rest?.removed.reversed() ?? [] { work.edits.append(.remove(path + [step])) }
            if row.base != nil, rest?.hasEdits ?? true {
                let (gone, kept) = row.ours == nil ? ("ours", "theirs") : ("theirs", "ours")
                work.notes.append(
                    PathNote(
                        kind: .keptEdit, path: path,
                        message: "\(gone) deleted it, \(kept) changed it: it is kept"))
            }
            return copy(of: one, at: index, key: name)
        }
        let lead = joined(
            base: row.base.flatMap { side.base?.lead($0) }, ours: side.ours.lead(o),
            theirs: side.theirs.lead(t))
        let (b, ob, tb) = (row.base.flatMap { side.base?.body($0) }, side.ours.body(o), side.theirs.body(t))
        var piece: MergePiece
        if ob == tb || tb == b {
            piece = copy(of: side.ours, at: o, key: name)
        } else if ob == b {
            piece = copy(of: side.theirs, at: t, key: name)
        } else {
            let inner = name.map { shape.value(of: $0) } ?? shape.item
            let members = MemberTrio(
                base: row.base.flatMap { index in side.base.map { Member(in: $0, at: index) } },
                ours: Member(in: side.ours, at: o), theirs: Member(in: side.theirs, at: t))
            piece = merged(members, path: path, shape: inner, column: column)
            piece.key = name
        }
        piece.lead = lead
        return piece
    }

    private func copy(of side: Side, at index: Int, key name: String?) -> MergePiece {
        MergePiece(
            lead: side.lead(index), body: side.body(index), key: name,
            value: side.layout.members[index].value.written)
    }
}
