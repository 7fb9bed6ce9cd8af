internal import Diagnostics
internal import PromptCore
internal import YAMLTree

/// One of the three versions of a file in the form that the merge needs: no byte-order mark, our line ends, a
/// line end after the last line.
struct MergeVersion {
    let tree: YAMLTree
    var bytes: [UInt8] { tree.source.bytes }

    /// `nil` if the text is no YAML, or has errors that make its content uncertain.
    init?(_ bytes: [UInt8], path: String, lineEnd: LineEnd) {
        let text = MergeVersion.converted(bytes, to: lineEnd)
        let parsed = YAMLTree.parse(SourceText(name: path, bytes: text))
        guard let tree = parsed.tree, parsed.diagnostics.allSatisfy({ $0.severity < .error }),
            let ended = tree.endingItsLastLine()
        else { return nil }
        self.tree = ended
    }

    init?(_ tree: YAMLTree?) {
        guard let tree else { return nil }
        self.tree = tree
    }

    private static func converted(_ bytes: [UInt8], to lineEnd: LineEnd) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        let start = hasMark(bytes) ? 3 : 0
        for index in bytes.indices.dropFirst(start) {
            let byte = bytes[index]
            if byte == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { continue }
            if byte == 0x0A, lineEnd == .crlf { text.append(0x0D) }
            text.append(byte)
        }
        return text
    }

    /// True if a text begins with a byte-order mark.
    static func hasMark(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0xEF, 0xBB, 0xBF]) }

    /// Returns the most frequent line end.
    static func lineEnd(_ bytes: [UInt8]) -> LineEnd {
        var (all, crlf) = (0, 0)
        for index in bytes.indices where bytes[index] == 0x0A {
            all += 1
            if index > 0, bytes[index - 1] == 0x0D { crlf += 1 }
        }
        return crlf * 2 > all ? .crlf : .lf
    }

    /// Returns the bytes of `range`; each line that starts in it is moved by `delta` columns.
    func text(_ range: Range<Int>, movedBy delta: Int = 0) -> [UInt8] {
        let bytes = self.bytes
        guard delta != 0, !range.isEmpty else { return Array(bytes[range]) }
        var text: [UInt8] = []
        text.reserveCapacity(range.count + 16)
        var index = range.lowerBound
        var isLineStart = index == 0 || bytes[index - 1] == 0x0A
        while index < range.upperBound {
            if isLineStart {
                var content = index
                while content < range.upperBound, bytes[content] == 0x20 { content += 1 }
                let isEmpty = content < range.upperBound && (bytes[content] == 0x0A || bytes[content] == 0x0D)
                if delta > 0 {
                    if !isEmpty || content > index { text += repeatElement(0x20, count: delta) }
                } else {
                    index += min(content - index, -delta)
                }
            }
            let end = bytes[index..<range.upperBound].firstIndex(of: 0x0A).map { $0 + 1 } ?? range.upperBound
            text += bytes[index..<end]
            index = end
            isLineStart = true
        }
        return text
    }

    /// Returns the start of the line of `index`.
    func lineStart(_ index: Int) -> Int {
        var position = index
        while position > 0, bytes[position - 1] != 0x0A { position -= 1 }
        return position
    }

    /// Returns the start of the line after that of `index`.
    func nextLine(_ index: Int) -> Int {
        bytes[index...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
    }
}

/// `content:` is short for one module or one option. If another version has the long form, the short one is
/// expanded, so that both can be compared part by part.
enum MergeForms {
    /// Returns the three versions in one form; `nil` if one can't be expanded.
    static func aligned(
        base: MergeVersion?, ours: MergeVersion, theirs: MergeVersion, kind: RecordKind
    ) -> (base: MergeVersion?, ours: MergeVersion, theirs: MergeVersion)? {
        var trees = [base?.tree, ours.tree, theirs.tree]
        switch kind {
        case .prompt:
            guard nest(&trees, at: [], long: "modules"), nestModules(&trees) else { return nil }
        case .module:
            guard nest(&trees, at: [], long: "options") else { return nil }
        default: break
        }
        guard let left = MergeVersion(trees[1]), let right = MergeVersion(trees[2]) else { return nil }
        return (MergeVersion(trees[0]), left, right)
    }

    /// Expands `content` in the top-level maps if one version has `long` instead. Returns false if that
    /// fails.
    private static func nest(_ trees: inout [YAMLTree?], at path: [YAMLPathStep], long: StaticString) -> Bool
    {
        let roots = trees.map { $0?.root.flatMap { $0.kind == .mapping ? $0 : nil } }
        guard roots.contains(where: { $0?[long] != nil }) else { return true }
        for index in trees.indices where roots[index]?["content"] != nil && roots[index]?[long] == nil {
            guard let tree = trees[index],
                let nested = try? tree.applying(.nest([.key("content")], in: "\(long)"))
            else { return false }
            trees[index] = nested
        }
        return true
    }

    private static func nestModules(_ trees: inout [YAMLTree?]) -> Bool {
        let lists = trees.map { tree in
            tree?.root.flatMap { $0.kind == .mapping ? $0["modules"]?.memberRanges()?.members : nil } ?? []
        }
        let texts = trees.map { MemberIdentity.templates($0?.root) }
        let identity = MemberIdentity(shape: .modules)
        let old = lists[0]
        let left = identity.partners(between: old, and: lists[1], texts: (texts[0], texts[1]))
        let right = identity.partners(between: old, and: lists[2], texts: (texts[0], texts[2]))
        var rows: [[Int?]] = []
        // The rows by the index in the base; the row of one of ours has its index.
        var ofBase: [Int: Int] = [:]
        for (index, partner) in left.enumerated() {
            if let partner { ofBase[partner] = index }
            rows.append([partner, index, nil])
        }
        var (newLeft, newRight) = (left.indices.filter { left[$0] == nil }, [Int]())
        for (index, partner) in right.enumerated() {
            guard let partner else {
                newRight.append(index)
                continue
            }
            if let row = ofBase[partner] {
                rows[row][2] = index
            } else {
                rows.append([partner, nil, index])
            }
        }
        newLeft = newLeft.filter { _ in !newRight.isEmpty }
        let pairs = identity.partners(
            between: newLeft.map { lists[1][$0] }, and: newRight.map { lists[2][$0] },
            texts: (texts[1], texts[2]))
        for (index, partner) in pairs.enumerated() {
            if let partner { rows[newLeft[partner]][2] = newRight[index] }
        }
        for row in rows {
            let nodes = zip(row, lists).map { index, list in index.map { list[$0].value } }
            guard nodes.contains(where: { $0?["options"] != nil }) else { continue }
            for (version, node) in nodes.enumerated() {
                guard let node, node["content"] != nil, node["options"] == nil, let index = row[version]
                else { continue }
                guard let tree = trees[version],
                    let nested = try? tree.applying(
                        .nest([.key("modules"), .index(index), .key("content")], in: "options"))
                else { return false }
                trees[version] = nested
            }
        }
        return true
    }
}
