extension EditPlanner {
    /// Puts one entry of a map a level deeper: `key: value` becomes the only item of a list under `name`.
    ///
    /// Nothing is written anew: all lines of the value are indented by as much as its key, so that the style of a text, the
    /// indentation digit of a block and the comments beside it stay. Comments above the key stay above the new one.
    mutating func nest(
        _ members: EditMembers, _ index: Int, in name: String, isInFlow: Bool
    ) throws(YAMLEditError) {
        if members.index(ofKey: name) != nil { throw .duplicateKey(name) }
        try Emitter.check(.mapping([YAMLMember(name, .plain("0"))]))
        let member = members.members[index]
        let writer = ScalarWriter(
            inFlow: isInFlow, parent: 0, indent: 0, newline: "", allowsBlock: false, allowsKeep: false)
        let key = writer.key(Array(name.utf8))
        if isInFlow {
            try checkBrackets(members)
            replace(member.first..<member.first, key + ": [{".utf8)
            // A colon with nothing behind it must not touch the brace.
            let isBare = member.value.range.isEmpty && bytes[member.end - 1] == UInt8(ascii: ":")
            return replace(member.end..<member.end, Array(isBare ? " }]".utf8 : "}]".utf8))
        }
        let dash = emitter.column(members.column, isItem: false, isSequence: true)
        let depth = dash + 2 - members.column
        let indentation = [UInt8](repeating: 0x20, count: dash)
        replace(member.first..<member.first, key + ":".utf8 + emitter.newline.utf8 + indentation + "- ".utf8)
        let end = member.extent.range.upperBound
        var line = Lines.next(bytes, after: member.first)
        while line < end {
            if Lines.breakLength(bytes, at: line) == 0 {
                replace(line..<line, repeatElement(0x20, count: depth))
            }
            line = Lines.next(bytes, after: line)
        }
    }
}
