internal import Diagnostics

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
