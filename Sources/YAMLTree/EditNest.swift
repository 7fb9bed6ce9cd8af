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
        splice(member.first..<member.first, with: key + ":".utf8 + emitter.newline.utf8 + indentation + "- ".utf8)
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
