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
