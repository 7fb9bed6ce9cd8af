internal import PromptCore
internal import YAMLTree

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
        _ trio: Trio, starts: Starts?, column: Int, _ path: [YAMLPathStep], _ shape: MergeShape
    ) -> (pieces: [MergePiece], value: YAMLValue) {
        let side = Sides(
            base: base.flatMap { version in trio.base.map { Side(version, $0, starts?.base, column) } },
            ours: Side(ours, trio.ours, starts?.ours, column),
            theirs: Side(theirs, trio.theirs, starts?.theirs, column)
        )
        let isMap = trio.ours.members.first?.key != nil
        let (rows, isOrderOurs) = self.rows(trio, shape)
        if isOrderOurs, shape != .set, !isMap {
            work.notes.append(
                PlacedNote(
                    kind: .keptOrder, path: path, message: "both sides moved its parts: they are in our order"
                ))
        }
        var kept = rows.filter { !isDropped($0, side, shape) }
        if kept.isEmpty, shape.needsItems {
            kept = rows
            work.notes.append(
                PlacedNote(
                    kind: .keptEdit, path: path,
                    message: "each side deleted what the other kept, and none would be left: all are kept"))
        }
        var pieces: [MergePiece] = []
        for row in kept {
            let name = key(row, side)
            let step: YAMLPathStep = name.map { .key($0) } ?? .index(pieces.count)
            pieces.append(piece(row, side, name, path + [step], shape, column))
        }
        if shape == .options { keepOneDefault(kept, side, path) }
        let value: YAMLValue =
            isMap
            ? .mapping(pieces.map { YAMLMember($0.key ?? "", $0.value) }) : .sequence(pieces.map(\.value))
        return (pieces, value)
    }

    /// If each side made another option the default, keeps ours.
    private mutating func keepOneDefault(_ rows: [MergeRow], _ side: Sides, _ path: [YAMLPathStep]) {
        func isDefault(_ side: Side?, _ index: Int?) -> Bool {
            let node = index.flatMap { side?.places.members[$0].value }
            return MemberIdentity.scalar(node?["default"]).flatMap(BooleanWord.value(of:)) ?? false
        }
        let ours = rows.indices.filter { isDefault(side.ours, rows[$0].ours) }
        let theirs = rows.indices.filter { isDefault(side.theirs, rows[$0].theirs) && !ours.contains($0) }
        // If only one side still has a default of the base, the other side has removed it.
        guard let mine = ours.first, let other = theirs.first else { return }
        if isDefault(side.base, rows[mine].base), rows[mine].theirs != nil { return }
        if isDefault(side.base, rows[other].base), rows[other].ours != nil { return }
        let place = path + [.index(other), .key("default")]
        work.edits.append(.remove(place))
        work.conflicts.append(MergeConflict(path: place, theirs: .plain("true")))
    }

    /// One version of a collection.
    struct Side {
        let version: MergeVersion
        let places: YAMLMemberPlaces
        let start: Int
        /// The number of columns by which its lines move in the result.
        let delta: Int

        init(_ version: MergeVersion, _ places: YAMLMemberPlaces, _ start: Int?, _ column: Int) {
            self.version = version
            self.places = places
            self.start = start ?? version.lineStart(places.members[0].first)
            delta = column - places.column
        }

        /// Returns the blank lines and comments before a member.
        func lead(_ index: Int) -> [UInt8] {
            let from = index == 0 ? start : places.members[index - 1].range.upperBound
            let line = version.lineStart(places.members[index].first)
            return from < line ? version.text(from..<line, movedBy: delta) : []
        }

        func body(_ index: Int) -> [UInt8] {
            let member = places.members[index]
            return version.text(member.first..<member.range.upperBound, movedBy: delta)
        }
    }

    struct Sides {
        let base: Side?
        let ours: Side
        let theirs: Side
    }

    private func rows(_ trio: Trio, _ shape: MergeShape) -> (rows: [MergeRow], isOrderOurs: Bool) {
        let identity = MemberIdentity(shape: shape)
        let old = trio.base?.members ?? []
        let left = identity.partners(old, trio.ours.members, texts: (texts.base, texts.ours))
        let right = identity.partners(old, trio.theirs.members, texts: (texts.base, texts.theirs))
        let pairs = self.pairs(trio.ours.members, left, trio.theirs.members, right, identity)
        let rows = MergeRows(base: old.count, ours: left, theirs: right, pairs: pairs)
        return (rows.rows, rows.isOrderOurs)
    }

    /// Returns the members that both sides added: for each index of theirs, the index of ours.
    func pairs(
        _ ours: [YAMLMemberPlaces.Member], _ left: [Int?], _ theirs: [YAMLMemberPlaces.Member],
        _ right: [Int?],
        _ identity: MemberIdentity
    ) -> [Int: Int] {
        let isMap = ours.first?.key != nil
        // A key occurs once, regardless of its history.
        let new = (
            ours.indices.filter { left[$0] == nil }, theirs.indices.filter { right[$0] == nil }
        )
        let partners = identity.partners(
            new.0.map { ours[$0] }, new.1.map { theirs[$0] }, texts: (texts.ours, texts.theirs))
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
    private func isDropped(_ row: MergeRow, _ side: Sides, _ shape: MergeShape) -> Bool {
        guard let index = row.base, let base = side.base, row.ours == nil || row.theirs == nil else {
            return false
        }
        guard let (one, place) = row.ours.map({ (side.ours, $0) }) ?? row.theirs.map({ (side.theirs, $0) })
        else {
            return true
        }
        if one.body(place) == base.body(index) { return true }
        guard let rest = leftOver(row, side, shape) else { return false }
        return rest.removed.count == one.places.members[place].value.count
    }

    /// The rest of a list or map that one side deleted. All its entries count as deleted: those that the
    /// other side did not change are removed, those that it added stay.
    private struct LeftOver {
        var removed: [YAMLPathStep] = []
        /// True if the rest contains changes of the other side.
        var hasEdits = false
    }

    /// Returns `nil` if the value is one unit, which is deleted or kept as a whole.
    private func leftOver(_ row: MergeRow, _ side: Sides, _ shape: MergeShape) -> LeftOver? {
        guard let index = row.base, let old = side.base?.places.members[index], let key = old.key?.text,
            [.set, .variables, .free, .conflicts].contains(shape.value(of: key)), shape != .free
        else { return nil }
        let new =
            row.ours.map { side.ours.places.members[$0] } ?? row.theirs.map { side.theirs.places.members[$0] }
        guard let new, new.value.kind == old.value.kind, let before = old.value.memberPlaces()?.members,
            let after = new.value.memberPlaces()?.members
        else { return nil }
        let identity = MemberIdentity(shape: shape.value(of: key))
        let partners = identity.partners(before, after, texts: ([], []))
        var rest = LeftOver()
        for (place, partner) in partners.enumerated() {
            guard let partner else { continue }
            if TreeMeaning.isSame(before[partner].value, after[place].value) {
                rest.removed.append(after[place].key.map { .key($0.text) } ?? .index(place))
            } else {
                rest.hasEdits = true
            }
        }
        return rest
    }

    /// Returns the key in the result: of the side that renamed it, else ours.
    private func key(_ row: MergeRow, _ side: Sides) -> String? {
        func text(_ side: Side?, _ index: Int?) -> String? {
            index.flatMap { side?.places.members[$0].key?.text }
        }
        let (b, o, t) = (
            text(side.base, row.base), text(side.ours, row.ours), text(side.theirs, row.theirs)
        )
        guard let o else { return t }
        guard let t else { return o }
        return o == b ? t : o
    }

    private mutating func piece(
        _ row: MergeRow, _ side: Sides, _ name: String?, _ path: [YAMLPathStep], _ shape: MergeShape,
        _ column: Int
    ) -> MergePiece {
        guard let o = row.ours, let t = row.theirs else {
            let (one, index) = row.ours.map { (side.ours, $0) } ?? (side.theirs, row.theirs ?? 0)
            let rest = leftOver(row, side, shape)
            for step in rest?.removed.reversed() ?? [] { work.edits.append(.remove(path + [step])) }
            if row.base != nil, rest?.hasEdits ?? true {
                let (gone, kept) = row.ours == nil ? ("ours", "theirs") : ("theirs", "ours")
                work.notes.append(
                    PlacedNote(
                        kind: .keptEdit, path: path,
                        message: "\(gone) deleted it, \(kept) changed it: it is kept"))
            }
            return copy(one, index, name)
        }
        let lead = joined(
            row.base.flatMap { side.base?.lead($0) }, side.ours.lead(o), side.theirs.lead(t))
        let (b, ob, tb) = (row.base.flatMap { side.base?.body($0) }, side.ours.body(o), side.theirs.body(t))
        var piece: MergePiece
        if ob == tb || tb == b {
            piece = copy(side.ours, o, name)
        } else if ob == b {
            piece = copy(side.theirs, t, name)
        } else {
            let inner = name.map { shape.value(of: $0) } ?? shape.item
            let members = MemberTrio(
                base: row.base.flatMap { index in side.base.map { Member($0, index) } },
                ours: Member(side.ours, o), theirs: Member(side.theirs, t))
            piece = merged(members, path, inner, column)
            piece.key = name
        }
        piece.lead = lead
        return piece
    }

    private func copy(_ side: Side, _ index: Int, _ name: String?) -> MergePiece {
        MergePiece(
            lead: side.lead(index), body: side.body(index), key: name,
            value: side.places.members[index].value.written)
    }
}
