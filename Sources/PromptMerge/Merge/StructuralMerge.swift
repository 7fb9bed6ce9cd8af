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
