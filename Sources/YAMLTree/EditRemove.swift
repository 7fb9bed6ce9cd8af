extension EditPlanner {
    /// Removes one entry or item with its own comments.
    mutating func removeMember(of members: EditMembers, at index: Int, in slot: EditSlot) throws(YAMLEditError) {
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
