internal import PromptCore
internal import YAMLTree

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
    private static func nest(_ trees: inout [YAMLTree?], at path: [YAMLPathStep], long: StaticString) -> Bool {
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
        for (index, partner) in left.enumerated() { rows.append([partner, index, nil]) }
        var (newLeft, newRight) = (left.indices.filter { left[$0] == nil }, [Int]())
        for (index, partner) in right.enumerated() {
            guard let partner else {
                newRight.append(index)
                continue
            }
            if let row = rows.firstIndex(where: { $0[0] == partner }) {
                rows[row][2] = index
            } else {
                rows.append([partner, nil, index])
            }
        }
        newLeft = newLeft.filter { _ in !newRight.isEmpty }
        let pairs = identity.partners(
            between: newLeft.map { lists[1][$0] }, and: newRight.map { lists[2][$0] }, texts: (texts[1], texts[2]))
        for (index, partner) in pairs.enumerated() {
            guard let partner, let row = rows.firstIndex(where: { $0[1] == newLeft[partner] }) else {
                continue
            }
            rows[row][2] = newRight[index]
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
