/// A position that holds a value: after a colon or dash, or the document itself.
struct EditSlot {
    /// `nil` if the document is empty.
    var node: YAMLNode?
    /// Offset just past the colon or dash; the end of the key if a flow map has no colon there.
    var introducerEnd = 0
    /// Column of the key or dash; -1 for the document.
    var parent = -1
    var isInFlow = false
    var isItem = false
    /// Indices that lead from the root to this position.
    var path: [Int] = []

    var isRoot: Bool { path.isEmpty }
}

/// The entries or items of one collection, with the range of each.
struct EditMembers {
    struct Member {
        var key: YAMLNode?
        var value: YAMLNode
        /// Offset of the key or dash; in a flow list, of the item.
        var first: Int
        /// Offset just past the colon or dash.
        var introducerEnd: Int
        var extent: Extent

        var end: Int { max(value.range.upperBound, introducerEnd) }
    }

    let node: YAMLNode
    let isFlow: Bool
    /// Column of the keys or dashes of a block collection.
    let column: Int
    private(set) var members: [Member] = []

    var count: Int { members.count }

    init(of node: YAMLNode, in bytes: UnsafeBufferPointer<UInt8>) throws(YAMLEditError) {
        self.node = node
        isFlow = node.style == .flow
        column = node.record.indent
        members.reserveCapacity(node.count)
        if node.kind == .mapping {
            for entry in node.entries { members.append(try member(entry, in: bytes)) }
            return
        }
        var bound = node.range.lowerBound
        for item in node.items {
            members.append(try member(item, in: bytes, bound: bound))
            bound = members[members.count - 1].end
        }
    }

    /// True if the first entry or item follows something else on its line: `- name: x`, `- - x`.
    func sharesLine(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard !isFlow, let first = members.first?.first else { return false }
        return Lines.skipSpaces(bytes, from: Lines.start(bytes, of: first)) != first
    }

    private func member(
        _ entry: YAMLEntry, in bytes: UnsafeBufferPointer<UInt8>
    ) throws(YAMLEditError) -> Member {
        guard entry.key.kind == .scalar else { throw .unsupported("a key is a map or list") }
        let keyEnd = entry.key.range.upperBound
        let colon = isFlow ? Lines.skipTrivia(bytes, from: keyEnd) : Lines.skipBlanks(bytes, from: keyEnd)
        let hasColon = colon < bytes.count && bytes[colon] == UInt8(ascii: ":")
        guard hasColon || isFlow else { throw .unsupported("a key has no colon on its line") }
        return Member(
            key: entry.key, value: entry.value, first: entry.key.range.lowerBound,
            introducerEnd: hasColon ? colon + 1 : keyEnd, extent: entry.extent)
    }

    private func member(
        _ item: YAMLNode, in bytes: UnsafeBufferPointer<UInt8>, bound: Int
    ) throws(YAMLEditError) -> Member {
        if isFlow {
            return Member(
                value: item, first: item.range.lowerBound, introducerEnd: item.range.lowerBound,
                extent: Extent(flow: item.range))
        }
        let dash = members.isEmpty ? node.range.lowerBound : Lines.skipTrivia(bytes, from: bound)
        guard dash < bytes.count, bytes[dash] == UInt8(ascii: "-") else {
            throw .unsupported("an item has no dash")
        }
        let end = max(item.range.upperBound, dash + 1)
        let extent = Extent(bytes, from: dash, valueEnd: end, bound: members.isEmpty ? 0 : bound)
        return Member(value: item, first: dash, introducerEnd: dash + 1, extent: extent)
    }

    /// Returns the position of the value of one member.
    func slot(_ index: Int, in outer: EditSlot) -> EditSlot {
        let member = members[index]
        return EditSlot(
            node: member.value, introducerEnd: member.introducerEnd, parent: column,
            isInFlow: isFlow || outer.isInFlow, isItem: node.kind == .sequence, path: outer.path + [index])
    }

    func index(ofKey key: String) -> Int? {
        members.firstIndex { $0.key?.hasText(key) ?? false }
    }
}
