internal import YAMLTree

extension StructuralMerge {
    /// One version of an entry or item.
    struct Member {
        let side: Side
        let place: YAMLMemberPlaces.Member

        init(_ side: Side, _ index: Int) {
            self.side = side
            place = side.places.members[index]
        }

        var node: YAMLNode { place.value }
        var version: MergeVersion { side.version }

        func text(_ range: Range<Int>) -> [UInt8] { side.version.text(range, movedBy: side.delta) }

        /// The key with its colon, or the dash.
        var introducer: [UInt8] { text(place.first..<place.introducerEnd) }
        /// The value, without a comment after it.
        var valueText: [UInt8] { text(place.introducerEnd..<place.valueEnd) }
        /// The text after the value.
        var rest: [UInt8] { text(place.valueEnd..<place.range.upperBound) }
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
        _ trio: MemberTrio, _ path: [YAMLPathStep], _ shape: MergeShape, _ column: Int
    ) -> MergePiece {
        let (b, o, t) = (trio.base, trio.ours, trio.theirs)
        let introducer = o.introducer == b?.introducer ? t.introducer : o.introducer
        if !whole.contains(path), !isPinned(o.node, shape), let places = places(b?.node, o.node, t.node),
            let piece = mergedBelow(trio, places, introducer, path, shape, column)
        {
            return piece
        }
        let isFromTheirs = b.map { TreeMeaning.isSame($0.node, o.node) } ?? false
        let chosen = isFromTheirs ? t : o
        var rest = chosen.rest
        if o.endsInLine, t.endsInLine, b?.endsInLine ?? true {
            rest = restOfLine(b?.rest, o.rest, t.rest)
        }
        if !isFromTheirs { mergeValues(b?.node, o.node, t.node, path, shape) }
        return MergePiece(body: introducer + chosen.valueText + rest, value: chosen.node.written)
    }

    /// Returns the comment after a value: of the side that changed it, ours if both did.
    private func restOfLine(_ b: [UInt8]?, _ o: [UInt8], _ t: [UInt8]) -> [UInt8] {
        o == b ? t : o
    }

    /// Merges the entries or items of a value that is a block collection in all versions.
    private mutating func mergedBelow(
        _ trio: MemberTrio, _ places: Trio, _ introducer: [UInt8], _ path: [YAMLPathStep],
        _ shape: MergeShape,
        _ column: Int
    ) -> MergePiece? {
        let (b, o, t) = (trio.base, trio.ours, trio.theirs)
        let frames = (
            b.flatMap { member in places.base.map { Frame(member, $0) } }, Frame(o, places.ours),
            Frame(t, places.theirs)
        )
        let frame = frames.1.isSame(as: frames.0) ? frames.2 : frames.1
        let below = column + frame.offset
        guard below > column || (below == column && !frame.sharesLine) else { return nil }
        let starts = Starts(base: frames.0?.start, ours: frames.1.start, theirs: frames.2.start)
        let (pieces, value) = compose(places, starts: starts, column: below, path, shape)
        let tail = joined(
            b.flatMap { member in places.base.map { StructuralMerge.tail(member, $0) } },
            StructuralMerge.tail(o, places.ours), StructuralMerge.tail(t, places.theirs))
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

        init(_ member: Member, _ places: YAMLMemberPlaces) {
            sharesLine = places.sharesLine
            let from = member.place.introducerEnd
            start = sharesLine ? places.members[0].first : member.version.nextLine(from)
            middle = Array(member.version.bytes[from..<start])
            offset = places.column - member.side.places.column
        }

        func isSame(as other: Frame?) -> Bool {
            guard let other else { return false }
            return middle == other.middle && offset == other.offset && sharesLine == other.sharesLine
        }
    }

    /// Returns the text of an entry after its last nested entry.
    private static func tail(_ member: Member, _ places: YAMLMemberPlaces) -> [UInt8] {
        guard let last = places.members.last, last.range.upperBound < member.place.range.upperBound else {
            return []
        }
        return member.text(last.range.upperBound..<member.place.range.upperBound)
    }

    /// True if a map counts as one value: the target of a label.
    func isPinned(_ node: YAMLNode, _ shape: MergeShape) -> Bool {
        shape == .labels && node.kind == .mapping && node["commit"] != nil
    }
}
