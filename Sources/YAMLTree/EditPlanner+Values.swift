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

/// Writes values at a position in a document, in that document's style.
struct Emitter {
    var newline = "\n"
    /// Number of spaces per level.
    var step = 2
    /// True if a list in a map is indented deeper than its key.
    var indentsSequences = true
    var allowsBlock = true
    var allowsKeep = true
    /// The replaced value, whose style the new value keeps; values inside it ignore it.
    var old: YAMLNode?

    /// A value in two parts.
    struct Parts {
        /// The part after the colon or dash on the same line; empty for a block collection.
        var inline: [UInt8] = []
        /// The lines after the first, each with its line end.
        var body: [UInt8] = []
        /// Column of a block collection's keys or dashes.
        var column = 0
    }

    /// - Parameters:
    ///   - parent: column of the key or dash that the value belongs to; -1 at the root.
    ///   - isItem: true if it follows a dash. Collections after a dash are indented by exactly two spaces.
    func parts(_ value: YAMLValue, parent: Int, isItem: Bool = false) -> Parts {
        switch value {
        case .text(let text):
            let step = isItem ? 2 : step
            let written = scalars(parent: parent, indent: literalIndent(parent: parent, step: step)).write(
                Array(text.utf8))
            return Parts(inline: written.inline, body: written.body)
        case .plain(let word): return Parts(inline: Array(word.utf8))
        case .sequence(let items, let style):
            guard style == .block, !items.isEmpty else { return Parts(inline: flow(value)) }
            let column = column(parent, isItem: isItem, isSequence: true)
            var body: [UInt8] = []
            for item in items { body += self.item(item, column: column) }
            return Parts(body: body, column: column)
        case .mapping(let members, let style):
            guard style == .block, !members.isEmpty else { return Parts(inline: flow(value)) }
            let column = column(parent, isItem: isItem, isSequence: false)
            var body: [UInt8] = []
            for member in members { body += entry(member.key, value: member.value, column: column) }
            return Parts(body: body, column: column)
        }
    }

    /// Returns `key: value` with its indentation and line end.
    func entry(_ key: String, value: YAMLValue, column: Int) -> [UInt8] {
        var inner = self
        inner.old = nil
        let parts = inner.parts(value, parent: column)
        var out = [UInt8](repeating: 0x20, count: column)
        out += inner.scalars(parent: column, indent: 0).key(Array(key.utf8))
        out.append(UInt8(ascii: ":"))
        if !parts.inline.isEmpty { out += [0x20] + parts.inline }
        return out + newline.utf8 + parts.body
    }

    /// Returns `- value` with its indentation and line end. A collection starts on the dash's line.
    func item(_ value: YAMLValue, column: Int) -> [UInt8] {
        var inner = self
        inner.old = nil
        let parts = inner.parts(value, parent: column, isItem: true)
        var out = [UInt8](repeating: 0x20, count: column)
        out.append(UInt8(ascii: "-"))
        if parts.inline.isEmpty, !parts.body.isEmpty {
            return out + [0x20] + parts.body.dropFirst(parts.column)
        }
        if !parts.inline.isEmpty { out += [0x20] + parts.inline }
        return out + newline.utf8 + parts.body
    }

    /// Returns the value on one line in flow style.
    func flow(_ value: YAMLValue) -> [UInt8] {
        var inner = self
        inner.old = nil
        switch value {
        case .text(let text):
            var writer = scalars(parent: 0, indent: 0)
            writer.inFlow = true
            return writer.write(Array(text.utf8)).inline
        case .plain(let word): return Array(word.utf8)
        case .sequence(let items, _):
            return [UInt8(ascii: "[")] + items.map(inner.flow).joined(separator: ", ".utf8) + [
                UInt8(ascii: "]")
            ]
        case .mapping(let members, _):
            let entries = members.map { inner.flowEntry($0.key, value: $0.value) }
            return [UInt8(ascii: "{")] + entries.joined(separator: ", ".utf8) + [UInt8(ascii: "}")]
        }
    }

    func flowEntry(_ key: String, value: YAMLValue) -> [UInt8] {
        var writer = scalars(parent: 0, indent: 0)
        (writer.inFlow, writer.old) = (true, nil)
        return writer.key(Array(key.utf8)) + ": ".utf8 + flow(value)
    }

    private func scalars(parent: Int, indent: Int) -> ScalarWriter {
        ScalarWriter(
            old: old, inFlow: false, parent: parent, indent: indent, newline: newline,
            allowsBlock: allowsBlock, allowsKeep: allowsKeep)
    }

    /// Returns the indentation of a literal block. If the old value was a block, its indentation is kept.
    func literalIndent(parent: Int, step: Int) -> Int {
        if let old, old.style == .literal || old.style == .folded, old.record.indent > parent,
            old.record.textLength > 0
        {
            return old.record.indent
        }
        return max(parent, 0) + min(step, 9)
    }

    func column(_ parent: Int, isItem: Bool, isSequence: Bool) -> Int {
        if parent < 0 { return 0 }
        if isItem { return parent + 2 }
        return isSequence && !indentsSequences ? parent : parent + step
    }
}

extension Emitter {
    /// Takes the line end from a document, and the indentation from its first nested collections and blocks.
    init(of tree: YAMLTree) {
        newline = tree.lineEnd.text
        var step: Int?
        var indents: Bool?
        if let root = tree.root { Emitter.look(at: root, step: &step, indents: &indents) }
        self.step = step ?? 2
        indentsSequences = indents ?? true
    }

    private static func look(at node: YAMLNode, step: inout Int?, indents: inout Bool?) {
        guard node.style == .block, step == nil || indents == nil else { return }
        let column = node.record.indent
        for entry in node.entries {
            let value = entry.value
            let isBlockScalar = value.style == .literal || value.style == .folded
            if value.style == .block || (isBlockScalar && value.record.textLength > 0) {
                let difference = value.record.indent - column
                if difference > 0, step == nil { step = difference }
                if value.style == .block, value.kind == .sequence, indents == nil { indents = difference > 0 }
            }
            look(at: value, step: &step, indents: &indents)
        }
        for item in node.items { look(at: item, step: &step, indents: &indents) }
    }

    /// Checks that a value can be written in YAML.
    ///
    /// - Throws: ``YAMLEditError/notRepresentable(_:)`` if it is nested too deeply, has a plain value that is
    ///   no scalar, or a key that is too long; ``YAMLEditError/duplicateKey(_:)`` if a map has a key twice.
    static func check(_ value: YAMLValue, depth: Int = 0) throws(YAMLEditError) {
        if depth >= YAMLLimits.standard.maxDepth {
            throw .notRepresentable("it is nested deeper than \(YAMLLimits.standard.maxDepth) levels")
        }
        switch value {
        case .text: break
        case .plain(let word):
            guard PlainText.isSyntax(Array(word.utf8), inFlow: true) else {
                throw .notRepresentable("a bare value can't be \"\(word)\"")
            }
        case .sequence(let items, _):
            for item in items { try check(item, depth: depth + 1) }
        case .mapping(let members, _):
            var seen: Set<[UInt8]> = []
            for member in members {
                // libyaml looks for a key's colon within 1,024 characters.
                guard QuotedText.double(Array(member.key.utf8)).count <= 1000 else {
                    throw .notRepresentable("a key is longer than 1,000 bytes")
                }
                guard seen.insert(Array(member.key.utf8)).inserted else { throw .duplicateKey(member.key) }
                try check(member.value, depth: depth + 1)
            }
        }
    }
}
