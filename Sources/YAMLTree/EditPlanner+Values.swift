extension EditPlanner {
    mutating func insertEntry(
        into slot: EditSlot, path: [YAMLPathStep], key: String, value: YAMLValue, at position: YAMLPosition
    ) throws(YAMLEditError) {
        let whole = YAMLValue.mapping([YAMLMember(key, value: value)])
        try Emitter.check(whole)
        guard let node = slot.node, !node.isNull, node.count > 0 else {
            if let node = slot.node, !node.isNull, node.kind != .mapping { throw .notAMap(path) }
            switch position {
            case .before(let other), .after(let other): throw .pathNotFound(path + [.key(other)])
            default: break
            }
            try replace(slot, with: whole)
            return changeModel(at: slot) { $0 = EditModel(whole) }
        }
        guard node.kind == .mapping else { throw .notAMap(path) }
        let members = try EditMembers(of: node, in: bytes)
        if members.index(ofKey: key) != nil { throw .duplicateKey(key) }
        let index = try insertionIndex(for: position, in: members, path: path[...])
        if members.isFlow {
            try insertInFlow(emitter.flowEntry(key, value: value), into: members, at: index)
        } else {
            var isAfter = index == members.count
            if case .after = position { isAfter = true }
            insertInBlock(members, at: index, isAfter: isAfter) {
                $0.entry(key, value: value, column: members.column)
            }
        }
        changeModel(at: slot) { $0.insert(key: Array(key.utf8), value: EditModel(value), at: index) }
    }

    mutating func insertItem(
        into slot: EditSlot, path: [YAMLPathStep], value: YAMLValue, at index: Int
    ) throws(YAMLEditError) {
        try Emitter.check(value)
        let count = slot.node?.count ?? 0
        if let node = slot.node, !node.isNull, node.kind != .sequence { throw .notASequence(path) }
        guard (0...count).contains(index) else { throw .indexOutOfRange(index, count: count) }
        guard let node = slot.node, count > 0 else {
            try replace(slot, with: .sequence([value]))
            return changeModel(at: slot) { $0 = .sequence([EditModel(value)]) }
        }
        let members = try EditMembers(of: node, in: bytes)
        if members.isFlow {
            try insertInFlow(emitter.flow(value), into: members, at: index)
        } else {
            insertInBlock(members, at: index, isAfter: index == members.count) {
                $0.item(value, column: members.column)
            }
        }
        changeModel(at: slot) { $0.insert(key: nil, value: EditModel(value), at: index) }
    }

    private mutating func changeModel(at slot: EditSlot, change: (inout EditModel) -> Void) {
        if slot.node == nil { change(&model) } else { model.change(at: slot.path[...], change) }
    }

    mutating func insertInFlow(
        _ text: [UInt8], into members: EditMembers, at index: Int
    ) throws(YAMLEditError) {
        try checkBrackets(members)
        if index < members.count {
            let at = members.members[index].first
            return splice(at..<at, with: text + ", ".utf8)
        }
        guard let last = members.members.last else { return }
        // If the last entry has a colon and no value, the comma must not touch the colon.
        let isBare = last.value.range.isEmpty && bytes[last.end - 1] == UInt8(ascii: ":")
        splice(last.end..<last.end, with: Array(isBare ? " , ".utf8 : ", ".utf8) + text)
    }

    /// Checks for braces, because a pair without braces (`[a: b]`) is a map that can have only one entry.
    func checkBrackets(_ members: EditMembers) throws(YAMLEditError) {
        let open = bytes[members.node.range.lowerBound]
        guard open == UInt8(ascii: "{") || open == UInt8(ascii: "[") else {
            throw .unsupported("the map has no braces")
        }
    }

    private mutating func insertInBlock(
        _ members: EditMembers, at index: Int, isAfter: Bool, lines: (Emitter) -> [UInt8]
    ) {
        let neighbour = members.members[isAfter ? index - 1 : index]
        var emitter = emitter
        if !isAfter, index == 0, members.sharesLine(bytes) {
            let line = lines(emitter).dropFirst(members.column)
            let at = neighbour.first
            return splice(at..<at, with: line + repeatElement(0x20, count: members.column))
        }
        let at = isAfter ? neighbour.extent.range.upperBound : neighbour.extent.range.lowerBound
        emitter.allowsKeep = !isBlankLine(at)
        if isLineStart(at) { return splice(at..<at, with: lines(emitter)) }
        endLine(after: neighbour.value)
        splice(at..<at, with: emitter.newline.utf8 + lines(emitter))
    }

    /// Prepares the last line of a text without a final line end for text after it: a literal block there
    /// must not gain a line feed.
    mutating func endLine(after node: YAMLNode) {
        guard let edit = chompingEdit(node) else { return }
        splice(edit.range, with: edit.replacement)
    }

    /// Returns the edit of the block header that keeps the text at the end of `node` unchanged when a line
    /// end is added after it; `nil` if none is needed.
    func chompingEdit(_ node: YAMLNode) -> (range: Range<Int>, replacement: [UInt8])? {
        guard let tail = tail(of: node), !endsInBreak(tail.range), tail.record.textLength > 0 else {
            return nil
        }
        var index = tail.range.lowerBound + 1
        while index < tail.range.upperBound, "+-123456789".utf8.contains(bytes[index]) {
            if bytes[index] == UInt8(ascii: "-") { return nil }
            if bytes[index] == UInt8(ascii: "+") { return (index..<index + 1, [UInt8(ascii: "-")]) }
            index += 1
        }
        return (index..<index, [UInt8(ascii: "-")])
    }

    /// Returns the literal or folded block at the end of a node; `nil` if it ends in another kind of scalar.
    func tail(of node: YAMLNode) -> YAMLNode? {
        var node = node
        while node.style == .block, node.count > 0 {
            var last = node
            for entry in node.entries { last = entry.value }
            for item in node.items { last = item }
            node = last
        }
        return node.style == .literal || node.style == .folded ? node : nil
    }
}

extension EditPlanner {
    /// Replaces a value; comments beside it stay.
    mutating func replace(_ slot: EditSlot, with value: YAMLValue) throws(YAMLEditError) {
        guard let node = slot.node else { return append(value) }
        if isSame(node, as: value) { return }
        var emitter = emitter
        if node.kind == .scalar { emitter.old = node }
        if slot.isInFlow { return replaceInFlow(slot, node: node, with: emitter.flow(value)) }

        let range = node.range
        let isBlockScalar = node.style == .literal || node.style == .folded
        let isBelow =
            node.style == .block && !slot.isRoot
            && Lines.end(bytes, of: slot.introducerEnd) < range.lowerBound
        let after: Int
        if isBlockScalar {
            after = range.upperBound
        } else if isBelow {
            after =
                try EditMembers(of: node, in: bytes).members.last?.extent.range.upperBound ?? range.upperBound
        } else {
            after = endsInBreak(range) ? range.upperBound : Lines.next(bytes, after: range.upperBound)
        }
        emitter.allowsKeep = !isBlankLine(after)
        var contentColumn = slot.parent + 1
        if case .text = value {
            contentColumn = emitter.literalIndent(parent: slot.parent, step: slot.isItem ? 2 : emitter.step)
        }
        if commentColumn(after) >= contentColumn { emitter.allowsBlock = false }
        let parts = emitter.parts(value, parent: slot.parent, isItem: slot.isItem)

        if isBlockScalar {
            replaceBlockScalar(slot, node: node, with: parts)
        } else if isBelow {
            if !parts.inline.isEmpty {
                splice(slot.introducerEnd..<slot.introducerEnd, with: [0x20] + parts.inline)
            }
            splice(Lines.next(bytes, after: slot.introducerEnd)..<after, with: parts.body)
        } else {
            replaceOnLine(slot, range: range, with: parts, after: after)
        }
    }

    private func isSame(_ node: YAMLNode, as value: YAMLValue) -> Bool {
        guard node.kind == .scalar else { return false }
        switch value {
        case .text, .plain: return EditModel(value).matches(node)
        default: return false
        }
    }

    /// Writes the first value of an empty document.
    private mutating func append(_ value: YAMLValue) {
        let parts = emitter.parts(value, parent: -1)
        var text = parts.inline.isEmpty ? parts.body : parts.inline + emitter.newline.utf8 + parts.body
        if !isLineStart(bytes.count) { text = emitter.newline.utf8 + text }
        splice(bytes.count..<bytes.count, with: text)
    }

    private mutating func replaceInFlow(_ slot: EditSlot, node: YAMLNode, with text: [UInt8]) {
        guard node.range.isEmpty else { return splice(node.range, with: text) }
        let at = slot.introducerEnd
        let hasColon = at > 0 && bytes[at - 1] == UInt8(ascii: ":")
        splice(at..<at, with: Array(hasColon ? " ".utf8 : ": ".utf8) + text)
    }

    private mutating func replaceBlockScalar(_ slot: EditSlot, node: YAMLNode, with parts: Emitter.Parts) {
        let range = node.range
        let shape = BlockScalarShape(
            bytes, start: range.lowerBound, limit: range.upperBound, parentIndent: slot.parent)
        var headerEnd = range.lowerBound + 1
        while headerEnd < shape.bodyStart, "+-123456789".utf8.contains(bytes[headerEnd]) { headerEnd += 1 }
        if parts.inline.isEmpty {
            let start = slot.isRoot ? range.lowerBound : slot.introducerEnd
            let end = slot.isRoot ? shape.bodyStart : headerEnd
            splice(start..<end, with: [])
        } else {
            splice(range.lowerBound..<headerEnd, with: parts.inline)
        }
        insert(parts.body, replacing: shape.bodyStart..<range.upperBound)
    }

    /// Replaces a value that starts on the line of its colon or dash, or is plain or quoted.
    private mutating func replaceOnLine(
        _ slot: EditSlot, range: Range<Int>, with parts: Emitter.Parts, after: Int
    ) {
        let lineBreak = endsInBreak(range) ? Array(emitter.newline.utf8) : []
        if !parts.inline.isEmpty {
            let isBehind = range.isEmpty && !slot.isRoot
            let lead: [UInt8] = isBehind ? [0x20] : []
            splice(
                isBehind ? slot.introducerEnd..<slot.introducerEnd : range,
                with: lead + parts.inline + lineBreak)
            return insert(parts.body, replacing: after..<after)
        }
        let start = slot.isRoot ? range.lowerBound : slot.introducerEnd
        let rest = Lines.skipBlanks(bytes, from: range.upperBound)
        let hasComment = lineBreak.isEmpty && rest < bytes.count && bytes[rest] == UInt8(ascii: "#")
        guard slot.isRoot || slot.isItem, !hasComment else {
            splice(start..<range.upperBound, with: lineBreak)
            return insert(parts.body, replacing: after..<after)
        }
        // The block collection starts on the dash's line.
        let lead: [UInt8] = slot.isRoot ? [] : [0x20]
        splice(start..<after, with: lead + parts.body.dropFirst(parts.column))
    }

    /// Inserts whole lines at the start of a line, or at the end of a text without a final line end.
    private mutating func insert(_ lines: [UInt8], replacing range: Range<Int>) {
        if lines.isEmpty || isLineStart(range.lowerBound) { return splice(range, with: lines) }
        splice(range, with: emitter.newline.utf8 + lines)
    }

    func endsInBreak(_ range: Range<Int>) -> Bool {
        !range.isEmpty && Lines.breakLength(bytes, before: range.upperBound) > 0
    }

    func isLineStart(_ index: Int) -> Bool {
        index <= Lines.byteOrderMark(bytes) || Lines.breakLength(bytes, before: index) > 0
    }

    /// True if there is a line at `index` and it is blank.
    func isBlankLine(_ index: Int) -> Bool {
        index < bytes.count && Lines.skipBlanks(bytes, from: index) >= Lines.end(bytes, of: index)
    }

    /// Returns the column of the next comment; -1 if anything else comes first.
    private func commentColumn(_ index: Int) -> Int {
        var line = index
        while isBlankLine(line), line < bytes.count { line = Lines.next(bytes, after: line) }
        let content = Lines.skipBlanks(bytes, from: line)
        return content < bytes.count && bytes[content] == UInt8(ascii: "#") ? content - line : -1
    }
}
