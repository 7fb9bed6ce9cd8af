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

extension EditPlanner {
    /// Removes one entry or item with its own comments.
    mutating func removeMember(
        of members: EditMembers, at index: Int, in slot: EditSlot
    ) throws(YAMLEditError) {
        if members.isFlow {
            try checkBrackets(members)
            return removeFromFlow(members, at: index)
        }
        guard members.count > 1 else {
            return try replace(slot, with: members.node.kind == .mapping ? .mapping([]) : .sequence([]))
        }
        removeFromBlock(members, at: index)
    }

    mutating func removeFromBlock(_ members: EditMembers, at index: Int) {
        let member = members.members[index]
        guard index == 0, members.sharesLine(bytes) else {
            var range = member.extent.range
            // The block above keeps its line feeds and must not gain those of the blank lines below.
            if index > 0, keepsLineFeeds(members.members[index - 1].value) {
                range = range.lowerBound..<skipBlankLines(from: range.upperBound)
            }
            return splice(range, with: [])
        }
        // The next member moves up to the dash, unless there is a comment between them.
        let end = member.extent.range.upperBound
        let next = skipBlankLines(from: end)
        let following = members.members[1].extent.range.lowerBound
        if next >= following {
            return splice(member.first..<Lines.skipSpaces(bytes, from: following), with: [])
        }
        var start = member.first
        while start > 0, bytes[start - 1] == 0x20 { start -= 1 }
        splice(start..<end, with: emitter.newline.utf8)
    }

    /// True if a node ends with a block that keeps all trailing line feeds.
    func keepsLineFeeds(_ node: YAMLNode) -> Bool {
        guard let tail = tail(of: node) else { return false }
        let start = tail.range.lowerBound
        return bytes[start..<min(start + 3, tail.range.upperBound)].contains(UInt8(ascii: "+"))
    }

    func skipBlankLines(from index: Int) -> Int {
        var line = index
        while line < bytes.count, isBlankLine(line) { line = Lines.next(bytes, after: line) }
        return line
    }

    /// Removes one of several members, or the only one, with its comma.
    mutating func removeFromFlow(_ members: EditMembers, at index: Int) {
        let member = members.members[index]
        let isLast = index == members.count - 1
        if isLast, index > 0 {
            let comma = Lines.skipTrivia(bytes, from: members.members[index - 1].end)
            var start = member.first
            while start > comma + 1, bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09 { start -= 1 }
            if start == comma + 1 { return splice(comma..<member.end, with: []) }
            splice(comma..<comma + 1, with: [])
            return splice(start..<member.end, with: [])
        }
        let comma = Lines.skipTrivia(bytes, from: member.end)
        guard comma < bytes.count, bytes[comma] == UInt8(ascii: ",") else {
            return splice(member.first..<member.end, with: [])
        }
        var end = Lines.skipBlanks(bytes, from: comma + 1)
        if end < bytes.count, bytes[end] == UInt8(ascii: "#") { end = comma + 1 }
        if Lines.skipBlanks(bytes, from: member.end) == comma { return splice(member.first..<end, with: []) }
        splice(member.first..<member.end, with: [])
        splice(comma..<comma + 1, with: [])
    }
}

extension EditPlanner {
    /// Moves one entry of a map one level deeper: `key: value` becomes the only item of a list under `name`.
    ///
    /// Lines are only indented, not rewritten: all lines of the value move by the same number of columns as
    /// its key, so the style of texts, the indentation digit of a block and the comments beside it stay.
    /// Comments above the key stay above the new key.
    mutating func nestMember(
        of members: EditMembers, at index: Int, in name: String, isInFlow: Bool
    ) throws(YAMLEditError) {
        if members.index(ofKey: name) != nil { throw .duplicateKey(name) }
        try Emitter.check(.mapping([YAMLMember(name, value: .plain("0"))]))
        let member = members.members[index]
        let writer = ScalarWriter(
            inFlow: isInFlow, parent: 0, indent: 0, newline: "", allowsBlock: false, allowsKeep: false)
        let key = writer.key(Array(name.utf8))
        if isInFlow {
            try checkBrackets(members)
            splice(member.first..<member.first, with: key + ": [{".utf8)
            // If the entry has a colon and no value, the brace must not touch the colon.
            let isBare = member.value.range.isEmpty && bytes[member.end - 1] == UInt8(ascii: ":")
            return splice(member.end..<member.end, with: Array(isBare ? " }]".utf8 : "}]".utf8))
        }
        let dash = emitter.column(members.column, isItem: false, isSequence: true)
        let depth = dash + 2 - members.column
        let indentation = [UInt8](repeating: 0x20, count: dash)
        splice(
            member.first..<member.first, with: key + ":".utf8 + emitter.newline.utf8 + indentation + "- ".utf8
        )
        let end = member.extent.range.upperBound
        var line = Lines.next(bytes, after: member.first)
        while line < end {
            if Lines.breakLength(bytes, at: line) == 0 {
                splice(line..<line, with: repeatElement(0x20, count: depth))
            }
            line = Lines.next(bytes, after: line)
        }
    }
}
