internal import Diagnostics

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

/// The ranges of the entries or items of one collection, from which a merge builds its result.
public struct YAMLMemberRanges: Sendable {
    /// One entry or item.
    public struct Member: Sendable {
        /// `nil` for an item of a list.
        public let key: YAMLNode?
        /// The value, or the item of a list.
        public let value: YAMLNode
        /// Offset of the first byte of the key or the dash; in a flow list, of the item.
        public let first: Int
        /// Offset just past the colon or dash.
        public let introducerEnd: Int
        /// The bytes that move with the member: see ``YAMLEntry/range``.
        public let range: Range<Int>

        /// End of the value, before a comment on its line.
        public var valueEnd: Int { max(value.range.upperBound, introducerEnd) }
    }

    /// True if the collection is in brackets or braces.
    public let isFlow: Bool
    /// Column of the keys or dashes of a block collection.
    public let column: Int
    /// The entries or items, in order.
    public let members: [Member]
    /// True if the first member follows something else on its line: `- name: x`.
    public let sharesLine: Bool
}

extension YAMLNode {
    /// Returns the ranges of the entries of a map or the items of a list; `nil` for a scalar, and if they
    /// can't be told apart, for example with an explicit key.
    public func memberRanges() -> YAMLMemberRanges? {
        guard kind != .scalar else { return nil }
        return tree.bytes.withUnsafeBufferPointer { bytes in
            guard let members = try? EditMembers(of: self, in: bytes) else { return nil }
            return YAMLMemberRanges(
                isFlow: members.isFlow, column: members.column,
                members: members.members.map { member in
                    YAMLMemberRanges.Member(
                        key: member.key, value: member.value, first: member.first,
                        introducerEnd: member.introducerEnd, range: member.extent.range)
                }, sharesLine: members.sharesLine(bytes))
        }
    }

    /// The node's content as a value to write. A plain scalar stays plain if it reads as a number, boolean,
    /// date or null.
    public var written: YAMLValue {
        switch kind {
        case .scalar:
            style == .plain && withTextBytes({ PlainText.isTyped(Array($0)) }) ? .plain(text) : .text(text)
        case .sequence: .sequence(items.map(\.written), style: style == .flow ? .flow : .block)
        case .mapping:
            .mapping(
                entries.map { YAMLMember($0.key.text, value: $0.value.written) },
                style: style == .flow ? .flow : .block)
        }
    }

    /// True if the node has exactly this content: the same texts in the same order, with the same ones plain
    /// and typed.
    public func says(_ value: YAMLValue) -> Bool { EditModel(value).matches(self) }
}

extension YAMLTree {
    /// Returns the tree of the source with a line end after its last line. A literal block at the end keeps
    /// its text. Returns `nil` if the result can't be parsed.
    public func endingItsLastLine() -> YAMLTree? {
        guard !bytes.isEmpty else { return self }
        let edits: [TextEdit]? = bytes.withUnsafeBufferPointer { bytes in
            guard Lines.breakLength(bytes, before: bytes.count) == 0 else { return [] }
            let planner = EditPlanner(self, bytes: bytes, allowsBlock: true)
            var edits: [TextEdit] = []
            if let root, let edit = planner.chompingEdit(root) {
                edits.append(
                    TextEdit(edit.range, replacement: String(decoding: edit.replacement, as: UTF8.self)))
            }
            edits.append(TextEdit(bytes.count..<bytes.count, replacement: lineEnd.text))
            return edits
        }
        guard let edits, !edits.isEmpty else { return self }
        let text = SourceText(name: source.name, bytes: TextEdit.apply(edits, to: bytes))
        return YAMLTree.parse(text).tree
    }
}

extension YAMLNode {
    /// ``written``, with all lists and maps in flow style.
    public var writtenInFlow: YAMLValue {
        switch kind {
        case .scalar: written
        case .sequence: .sequence(items.map(\.writtenInFlow), style: .flow)
        case .mapping:
            .mapping(entries.map { YAMLMember($0.key.text, value: $0.value.writtenInFlow) }, style: .flow)
        }
    }
}
