internal import Diagnostics
internal import PromptCore
internal import YAMLTree

/// The merge of one file by its structure. The result is checked before it is returned.
struct RecordMerge {
    let base: [UInt8]?
    let ours: [UInt8]
    let theirs: [UInt8]
    let path: String
    /// `nil` for `labels.yaml`.
    let kind: RecordKind?

    /// Maximum number of attempts in which parts that do not fit together are replaced by whole ones.
    private static let attempts = 32
    /// Maximum total of bytes parsed for edits, because each edit parses the whole file again. Beyond it, the
    /// key with the most edits is one conflict.
    private static let maxEditedBytes = 256 << 20

    /// Returns `nil` if the versions can't be read or the result would be wrong.
    func run() -> MergedFile? {
        let lineEnd = chosen(
            base: base.map(MergeVersion.lineEnd), ours: MergeVersion.lineEnd(ours),
            theirs: MergeVersion.lineEnd(theirs))
        let hasMark = chosen(
            base: base.map(MergeVersion.hasMark), ours: MergeVersion.hasMark(ours),
            theirs: MergeVersion.hasMark(theirs))
        guard let o = MergeVersion(ours, path: path, lineEnd: lineEnd),
            let t = MergeVersion(theirs, path: path, lineEnd: lineEnd)
        else { return nil }
        var b: MergeVersion?
        if let base, !base.isEmpty {
            b = MergeVersion(base, path: path, lineEnd: lineEnd)
            if b == nil { return nil }
        }
        // Two different records with the same path have nothing in common to merge.
        if b == nil, let left = o.tree.recordID, let right = t.tree.recordID, left != right { return nil }
        guard
            let versions = kind.map({ MergeForms.aligned(base: b, ours: o, theirs: t, kind: $0) }) ?? (
                b, o, t
            )
        else { return nil }
        let names = VariableNames(
            base: versions.base, ours: versions.ours, theirs: versions.theirs, kind: kind, path: path)
        guard
            let (tree, notes) = merged(
                base: versions.base, ours: versions.ours, theirs: names.theirs, names: names.conflicts)
        else { return nil }
        let bytes = (hasMark ? [0xEF, 0xBB, 0xBF] : []) + tree.source.bytes
        let isKept = notes.contains { $0.kind == .keptOption || $0.kind == .keptValue }
        return MergedFile(bytes: bytes, notes: notes, outcome: isKept ? .keptBoth : .merged)
    }

    private func chosen<Value: Equatable>(base: Value?, ours: Value, theirs: Value) -> Value {
        ours == base ? theirs : ours
    }

    private func merged(
        base b: MergeVersion?, ours o: MergeVersion, theirs t: MergeVersion, names: [VariableNames.Conflict]
    ) -> (YAMLTree, [MergeNote])? {
        let known = problems(o.tree).union(problems(t.tree))
        var whole: Swift.Set<[YAMLPathStep]> = []
        for _ in 0..<RecordMerge.attempts {
            var merge = StructuralMerge(base: b, ours: o, theirs: t, whole: whole)
            guard let (bytes, value) = merge.run(kind.map { .record($0) } ?? .labels) else { return nil }
            let changes = merge.work.edits.count + merge.work.conflicts.count
            guard changes * bytes.count <= RecordMerge.maxEditedBytes else {
                let paths = merge.work.edits.map(\.path) + merge.work.conflicts.map(\.path)
                guard let unit = RecordMerge.heaviest(of: paths, but: whole) else { return nil }
                whole.insert(unit)
                continue
            }
            guard var tree = parse(bytes), let root = tree.root, root.says(value),
                let edited = try? tree.applying(merge.work.edits)
            else { return nil }
            tree = edited
            if let problem = problemNode(in: tree, except: known) {
                guard let unit = RecordMerge.unit(around: problem, kind, but: whole) else { return nil }
                whole.insert(unit)
                continue
            }
            // `labels.yaml` can express only conflicts of a label.
            if kind == nil, !merge.work.conflicts.isEmpty { return nil }
            // Names come first, because they are settled last: other keys contain them.
            merge.work.conflicts = names.map(\.asMergeConflict) + merge.work.conflicts
            var writer = ConflictWriter(tree, work: merge.work)
            guard (try? writer.run(isPrompt: kind == .prompt)) != nil,
                let (kept, notes) = keepingComments(in: writer.tree, base: b, ours: o, theirs: t)
            else { return nil }
            guard problemNode(in: kept, except: known) == nil else { return nil }
            return (kept, writer.notes + notes)
        }
        return nil
    }

    /// Returns the key of the record below which most changes are; `nil` if it is a whole already.
    private static func heaviest(
        of paths: [[YAMLPathStep]], but whole: Swift.Set<[YAMLPathStep]>
    ) -> [YAMLPathStep]? {
        var counts: [YAMLPathStep: Int] = [:]
        for step in paths.compactMap(\.first) { counts[step, default: 0] += 1 }
        let heaviest = counts.max { ($0.value, "\($0.key)") < ($1.value, "\($1.key)") }
        return heaviest.flatMap { whole.contains([$0.key]) ? nil : [$0.key] }
    }

    private func parse(_ bytes: [UInt8]) -> YAMLTree? {
        let parsed = YAMLTree.parse(SourceText(name: path, bytes: bytes))
        return parsed.diagnostics.allSatisfy { $0.severity < .error } ? parsed.tree : nil
    }

    /// Adds comments that would be lost at the end of the file.
    private func keepingComments(
        in tree: YAMLTree, base b: MergeVersion?, ours o: MergeVersion, theirs t: MergeVersion
    ) -> (YAMLTree, [MergeNote])? {
        let lost = MergeComments.lost(base: b?.tree, ours: o.tree, theirs: t.tree, in: tree)
        if lost.isEmpty { return (tree, []) }
        var bytes = tree.source.bytes
        for comment in lost { bytes += Array((comment + tree.lineEnd.text).utf8) }
        guard let result = parse(bytes), let root = tree.root, let after = result.root,
            TreeEquality.isSame(root, after)
        else { return nil }
        return (
            result,
            lost.map {
                MergeNote(
                    .keptComment, at: "",
                    message: "the comment \(quoted($0)) was moved to the end of the file")
            }
        )
    }

    // MARK: Checking the result

    private func check(_ tree: YAMLTree) -> [Diagnostic] {
        guard let kind else { return [] }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let address = Address(unchecked: String(name.dropLast(kind.fileEnding.utf8.count)))
        let file = ParsedFile(tree.source, kind: kind, address: address, format: .newest)
        return Checker.check(file, in: NoLibrary()).filter { $0.severity == .error }
    }

    private func problems(_ tree: YAMLTree) -> Swift.Set<String> {
        Swift.Set(check(tree).map { "\($0.code) \($0.message)" })
    }

    /// Returns the path to the first error that neither side has; `nil` if there is none.
    private func problemNode(in tree: YAMLTree, except known: Swift.Set<String>) -> [YAMLPathStep]? {
        guard let error = check(tree).first(where: { !known.contains("\($0.code) \($0.message)") }) else {
            return nil
        }
        guard let offset = error.range?.lowerBound, var node = tree.root else { return [] }
        var path: [YAMLPathStep] = []
        descent: while true {
            for entry in node.entries where entry.range.contains(offset) || entry.value.range.contains(offset)
            {
                path.append(.key(entry.key.text))
                node = entry.value
                continue descent
            }
            for (index, item) in node.items.enumerated() where item.range.contains(offset) {
                path.append(.index(index))
                node = item
                continue descent
            }
            return path
        }
    }

    /// Returns the smallest part around a path that can be taken as a whole: a text, a variable or a module;
    /// at last the record.
    private static func unit(
        around path: [YAMLPathStep], _ kind: RecordKind?, but whole: Swift.Set<[YAMLPathStep]>
    ) -> [YAMLPathStep]? {
        var units: [[YAMLPathStep]] = []
        if let index = path.firstIndex(of: .key("content")) { units.append(Array(path[...index])) }
        if path.count >= 2, [.key("variables"), .key("modules"), .key("partials")].contains(path[0]) {
            units.append(Array(path.prefix(2)))
        }
        units.append([])
        return units.first { !whole.contains($0) }
    }
}

/// An empty library, because problems of a file's references are not the concern of a merge.
struct NoLibrary: Library {
    func module(at address: Address) -> SharedModule? { nil }
    func variable(named name: String, in folder: Address) -> SharedVariable? { nil }
    func moduleAddresses() -> [Address] { [] }
}

/// Finds all comments of a document.
enum MergeComments {
    /// Returns the texts of the comments from the `#` on, without trailing blanks, in order.
    static func all(of tree: YAMLTree) -> [String] {
        let bytes = tree.source.bytes
        var ranges: [Range<Int>] = []
        if let root = tree.root { collect(root, into: &ranges) }
        var comments: [String] = []
        var position = 0
        for range in ranges + [bytes.count..<bytes.count] where range.lowerBound >= position {
            scan(bytes, in: position..<range.lowerBound, into: &comments)
            position = range.upperBound
        }
        return comments
    }

    private static func collect(_ node: YAMLNode, into ranges: inout [Range<Int>]) {
        switch node.kind {
        case .scalar: ranges.append(node.range)
        case .sequence: for item in node.items { collect(item, into: &ranges) }
        case .mapping:
            for entry in node.entries {
                collect(entry.key, into: &ranges)
                collect(entry.value, into: &ranges)
            }
        }
    }

    private static func scan(_ bytes: [UInt8], in gap: Range<Int>, into comments: inout [String]) {
        var index = gap.lowerBound
        while index < gap.upperBound {
            let before = index == 0 ? 0x0A : bytes[index - 1]
            guard bytes[index] == 0x23, before == 0x0A || before == 0x20 || before == 0x09 || before == 0x0D
            else {
                index += 1
                continue
            }
            var end = index
            while end < gap.upperBound, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
            var last = end
            while last > index, bytes[last - 1] == 0x20 || bytes[last - 1] == 0x09 { last -= 1 }
            comments.append(String(decoding: bytes[index..<last], as: UTF8.self))
            index = end
        }
    }

    /// Returns the comments that a side added and the result does not have.
    static func lost(base: YAMLTree?, ours: YAMLTree, theirs: YAMLTree, in result: YAMLTree) -> [String] {
        let there = Swift.Set(all(of: result))
        let old = Swift.Set(base.map { all(of: $0) } ?? [])
        var lost: [String] = []
        for comment in all(of: ours) + all(of: theirs)
        where !there.contains(comment) && !old.contains(comment) && !lost.contains(comment) {
            lost.append(comment)
        }
        return lost
    }
}

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
