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
