extension EditPlanner {
    /// Moves one entry or item to another index in its collection.
    mutating func move(_ members: EditMembers, from index: Int, to target: Int) throws(YAMLEditError) {
        if index == target { return }
        if members.isFlow {
            try checkBrackets(members)
            let member = members.members[index]
            let text = Array(bytes[member.first..<member.end])
            removeFromFlow(members, at: index)
            return try insertInFlow(text, into: members, at: target > index ? target + 1 : target)
        }
        if members.sharesLine(bytes), index == 0 || target == 0 {
            return rebuild(members, from: index, to: target)
        }
        let text = movedText(members.members[index])
        removeFromBlock(members, at: index)
        let neighbour = members.members[target]
        guard target > index else {
            let at = neighbour.extent.range.lowerBound
            return splice(at..<at, with: text)
        }
        var at = neighbour.extent.range.upperBound
        if keepsLineFeeds(members.members[index].value) { at = skipBlankLines(from: at) }
        if isLineStart(at) { return splice(at..<at, with: text) }
        endLine(after: neighbour.value)
        splice(at..<at, with: emitter.newline.utf8 + text)
    }

    /// Returns the lines of an entry or item. The last one has a line end; the first one starts at the
    /// member's column if the member shared its line with a dash.
    private func movedText(_ member: EditMembers.Member) -> [UInt8] {
        let range = member.extent.range
        var text = Array(bytes[range])
        if endsInBreak(range) { return text }
        if let edit = chompingEdit(member.value) {
            text.replaceSubrange(
                edit.range.lowerBound - range.lowerBound..<edit.range.upperBound - range.lowerBound,
                with: edit.replacement)
        }
        return text + emitter.newline.utf8
    }

    /// Rewrites all entries or items in their new order, each byte for byte, if the first one shares its line
    /// with a dash. The bytes between them keep their positions.
    private mutating func rebuild(_ members: EditMembers, from index: Int, to target: Int) {
        let all = members.members
        let indentation = [UInt8](repeating: 0x20, count: members.column)
        var pieces = all.map(movedText)
        pieces[0] = indentation + pieces[0]
        var keeps = all.map { keepsLineFeeds($0.value) }
        pieces.insert(pieces.remove(at: index), at: target)
        keeps.insert(keeps.remove(at: index), at: target)
        // Blank lines must not follow a block that keeps its line feeds, because they would become part of
        // it.
        var end = all[all.count - 1].extent.range.upperBound
        var lead = end..<end
        if keeps[all.count - 1] {
            lead = end..<skipBlankLines(from: end)
            end = lead.upperBound
        }
        var text: [UInt8] = []
        for (position, piece) in pieces.enumerated() {
            if position + 1 == all.count, !keeps[position - 1] { text += bytes[lead] }
            text += piece
            guard position + 1 < all.count else { break }
            var gap = all[position].extent.range.upperBound..<all[position + 1].extent.range.lowerBound
            if keeps[position] {
                gap = min(skipBlankLines(from: gap.lowerBound), gap.upperBound)..<gap.upperBound
            }
            text += bytes[gap]
        }
        splice(all[0].first..<end, with: text.dropFirst(members.column))
    }
}
