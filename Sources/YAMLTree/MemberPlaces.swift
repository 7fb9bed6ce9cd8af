internal import Diagnostics

/// Where the entries or items of one collection stand, with all that belongs to each: what a merge is put together from.
public struct YAMLMemberPlaces: Sendable {
    /// One entry or item.
    public struct Member: Sendable {
        /// `nil` for an item of a list.
        public let key: YAMLNode?
        public let value: YAMLNode
        /// The first byte of the key or the dash; in a flow list of the item.
        public let first: Int
        /// Just past the colon or dash.
        public let introducerEnd: Int
        /// What goes where it goes: see ``YAMLEntry/range``.
        public let range: Range<Int>

        /// Past the value, before a comment on its line.
        public var valueEnd: Int { max(value.range.upperBound, introducerEnd) }
    }

    /// Whether it stands in brackets or braces.
    public let isFlow: Bool
    /// Column of the keys or dashes of a block collection.
    public let column: Int
    public let members: [Member]
    /// Whether the first one stands behind something else on its line: `- name: x`.
    public let sharesLine: Bool
}

extension YAMLNode {
    /// Where the entries of a map or items of a list stand; `nil` for a scalar, and where an explicit key or the
    /// like makes that unclear.
    public func memberPlaces() -> YAMLMemberPlaces? {
        guard kind != .scalar else { return nil }
        return tree.bytes.withUnsafeBufferPointer { bytes in
            guard let members = try? EditMembers(self, bytes) else { return nil }
            return YAMLMemberPlaces(
                isFlow: members.isFlow, column: members.column,
                members: members.members.map { member in
                    YAMLMemberPlaces.Member(
                        key: member.key, value: member.value, first: member.first,
                        introducerEnd: member.introducerEnd, range: member.extent.range)
                }, sharesLine: members.sharesLine(bytes))
        }
    }

    /// What the node says, as a value to be written: texts that stand bare and would be read as a number or the like
    /// stay bare.
    public var written: YAMLValue {
        switch kind {
        case .scalar:
            style == .plain && withTextBytes({ PlainText.isTyped(Array($0)) }) ? .plain(text) : .text(text)
        case .sequence: .sequence(items.map(\.written), style: style == .flow ? .flow : .block)
        case .mapping:
            .mapping(
                entries.map { YAMLMember($0.key.text, $0.value.written) },
                style: style == .flow ? .flow : .block)
        }
    }

    /// Whether the node says exactly this: texts, and which of them are bare numbers and the like, and the order.
    public func says(_ value: YAMLValue) -> Bool { EditModel(value).matches(self) }
}

extension YAMLTree {
    /// How many problems of severity error came with it.
    public var problemCount: Int { errorCount }

    /// The source with a line end after its last line, and the tree of it. A text in a literal block there stays
    /// what it is.
    public func endingItsLastLine() -> YAMLTree? {
        guard !bytes.isEmpty else { return self }
        let edits: [TextEdit]? = bytes.withUnsafeBufferPointer { bytes in
            guard Lines.breakLength(bytes, before: bytes.count) == 0 else { return [] }
            let planner = EditPlanner(self, bytes, allowsBlock: true)
            var edits: [TextEdit] = []
            if let root, let edit = planner.chompingEdit(root) {
                edits.append(TextEdit(edit.range, String(decoding: edit.replacement, as: UTF8.self)))
            }
            edits.append(TextEdit(bytes.count..<bytes.count, lineEnd.text))
            return edits
        }
        guard let edits, !edits.isEmpty else { return self }
        let text = SourceText(name: source.name, bytes: TextEdit.apply(edits, to: bytes))
        return YAMLTree.parse(text).tree
    }
}

extension YAMLNode {
    /// ``written``, with its lists and maps in brackets and braces.
    public var writtenInFlow: YAMLValue {
        switch kind {
        case .scalar: written
        case .sequence: .sequence(items.map(\.writtenInFlow), style: .flow)
        case .mapping:
            .mapping(entries.map { YAMLMember($0.key.text, $0.value.writtenInFlow) }, style: .flow)
        }
    }
}
