import Diagnostics

@testable import YAMLTree

/// Checks one edit's result independently: values, untouched bytes, comments.
struct EditCheck {
    let tree: YAMLTree
    let edit: YAMLEdit
    let splices: [TextEdit]

    init(_ tree: YAMLTree, _ edit: YAMLEdit) throws(YAMLEditError) {
        self.tree = tree
        self.edit = edit
        splices = try tree.splices(for: edit)
    }

    /// Returns the fault of the result; `nil` if there is none.
    func failure(_ result: YAMLTree) -> String? {
        guard let root = result.root, Plain(root) == expected else { return "says something else" }
        if spliced != result.source.bytes { return "the splices give another text" }
        for (index, splice) in splices.enumerated() where index > 0 {
            if splice.range.lowerBound < splices[index - 1].range.upperBound { return "splices overlap" }
        }
        if let region, let splice = splices.first(where: { !region.contains($0.range) }) {
            return "touches \(splice) outside of \(region)"
        }
        if result.lineEnd == .crlf, tree.lineEnd == .lf { return "line ends changed" }
        if mixesLineEnds(result) && !mixesLineEnds(tree) { return "mixed line ends" }
        return commentFailure(result)
    }

    /// True for the few edits that may be refused, such as those in a pair without braces.
    static func mayFail(_ edit: YAMLEdit, _ tree: YAMLTree, _ error: YAMLEditError) -> Bool {
        if case .duplicateKey = error { return true }
        return false
    }

    private var spliced: [UInt8] {
        var bytes = tree.source.bytes
        for splice in splices.reversed() {
            bytes.replaceSubrange(splice.range, with: Array(splice.replacement.utf8))
        }
        return bytes
    }

    private func mixesLineEnds(_ tree: YAMLTree) -> Bool {
        YAMLTree.parse(tree.source).diagnostics.contains { $0.code == "PP114" }
    }

    /// Every comment outside the replaced or removed range is still there, in the same order unless the edit
    /// moves something.
    private func commentFailure(_ result: YAMLTree) -> String? {
        let before = EditCheck.comments(tree.source.bytes)
        let after = EditCheck.comments(result.source.bytes).map(\.text)
        let kept = before.filter { !(replaced?.contains($0.range) ?? false) }.map(\.text)
        switch edit {
        case .moveItem, .moveEntry:
            return kept.sorted() == after.sorted() ? nil : "lost a comment: \(kept) \(after)"
        default: break
        }
        let lost = kept.filter { !after.contains($0) }
        if !lost.isEmpty { return "lost comments \(lost)" }
        return after.filter(kept.contains) == kept ? nil : "comments in another order"
    }

    static func comments(_ bytes: [UInt8]) -> [(text: String, range: Range<Int>)] {
        var found: [(String, Range<Int>)] = []
        var index = 0
        while index + 3 < bytes.count {
            if bytes[index] == 0x23, bytes[index + 1] == 0x20, bytes[index + 2] == UInt8(ascii: "c"),
                let end = bytes[index...].firstIndex(of: UInt8(ascii: ";"))
            {
                found.append((String(decoding: bytes[index...end], as: UTF8.self), index..<end + 1))
                index = end
            }
            index += 1
        }
        return found
    }

    private var path: [YAMLPathStep] {
        switch edit {
        case .set(let path, _), .insertEntry(let path, _, _, _), .insertItem(let path, _, _),
            .remove(let path),
            .rename(let path, _), .moveItem(let path, _), .moveEntry(let path, _),
            .nest(let path, _):
            path
        }
    }

    private func node(_ path: [YAMLPathStep]) -> YAMLNode? {
        var node = tree.root
        for step in path {
            switch step {
            case .key(let key): node = node?.value(forKey: key)
            case .index(let index): node = node.flatMap { Array($0.items)[index] }
            }
        }
        return node
    }

    /// Returns the range that moves with an entry or item.
    private func extent(_ path: [YAMLPathStep]) -> Range<Int>? {
        guard let last = path.last, let parent = node(Array(path.dropLast())) else { return nil }
        return tree.source.bytes.withUnsafeBufferPointer { bytes in
            guard let members = try? EditMembers(of: parent, in: bytes) else { return nil }
            switch last {
            case .key(let key): return members.index(ofKey: key).map { members.members[$0].extent.range }
            case .index(let index): return members.members[index].extent.range
            }
        }
    }

    /// The range whose comments may be lost.
    private var replaced: Range<Int>? {
        switch edit {
        case .set(let path, _):
            guard let node = node(path) else { return nil }
            return node.isNull || node.count == 0 && node.kind != .scalar
                ? node.range : valueRegion(node, path)
        case .insertEntry(let path, _, _, _), .insertItem(let path, _, _):
            return node(path)?.count == 0 ? node(path)?.range : nil
        case .remove(let path):
            guard let parent = node(Array(path.dropLast())) else { return nil }
            return parent.count == 1 ? valueRegion(parent, Array(path.dropLast())) : extent(path)
        default: return nil
        }
    }

    /// Returns a scalar's own bytes; for a collection, the bytes through the end of its lines.
    private func valueRegion(_ node: YAMLNode, _ path: [YAMLPathStep]) -> Range<Int> {
        if node.kind == .scalar || node.style == .flow { return node.range }
        guard let extent = extent(path) else { return 0..<tree.source.bytes.count }
        return extent
    }

    /// The range in which splices are allowed.
    private var region: Range<Int>? {
        let all = 0..<tree.source.bytes.count
        switch edit {
        case .set(let path, _), .rename(let path, _):
            return node(path) == nil
                ? all : extent(path).map { $0.lowerBound..<blankLinesEnd($0.upperBound) } ?? all
        case .remove(let path):
            let outer = Array(path.dropLast())
            let range = node(outer)?.count == 1 ? extent(outer) : extent(path)
            guard let range, node(outer)?.style != .flow else { return all }
            return max(0, range.lowerBound - 80)..<blankLinesEnd(range.upperBound + 80)
        default: return all
        }
    }

    private func blankLinesEnd(_ index: Int) -> Int { min(index, tree.source.bytes.count) }

    private var expected: Plain {
        var plain = tree.root.map { Plain($0) } ?? .mapping([])
        switch edit {
        case .set(let path, let value):
            if node(path) != nil || path.isEmpty {
                plain.change(path[...]) { $0 = Plain(value) }
            } else if case .key(let key)? = path.last {
                plain.change(path.dropLast()) {
                    $0.entries.append(.init(key: Array(key.utf8), value: Plain(value)))
                }
            }
        case .insertEntry(let path, let key, let value, let position):
            plain.change(path[...]) { map in
                map.entries.insert(
                    .init(key: Array(key.utf8), value: Plain(value)), at: index(position, map.entries))
            }
        case .insertItem(let path, let value, let index):
            plain.change(path[...]) { $0.items.insert(Plain(value), at: index) }
        case .remove(let path):
            plain.change(path.dropLast()) { outer in
                switch path.last {
                case .index(let index)?: outer.items.remove(at: index)
                case .key(let key)?: outer.entries.removeAll { $0.key == Array(key.utf8) }
                case nil: break
                }
            }
        case .rename(let path, let key):
            guard case .key(let old)? = path.last else { break }
            plain.change(path.dropLast()) { map in
                map.entries = map.entries.map {
                    .init(key: $0.key == Array(old.utf8) ? Array(key.utf8) : $0.key, value: $0.value)
                }
            }
        case .moveItem(let path, let target):
            guard case .index(let index)? = path.last else { break }
            plain.change(path.dropLast()) { $0.items.insert($0.items.remove(at: index), at: target) }
        case .moveEntry(let path, let position):
            guard case .key(let key)? = path.last else { break }
            plain.change(path.dropLast()) { map in
                var entries = map.entries
                guard let old = entries.firstIndex(where: { $0.key == Array(key.utf8) }) else { return }
                let target = index(position, entries)
                entries.insert(entries.remove(at: old), at: target > old ? target - 1 : target)
                map.entries = entries
            }
        case .nest(let path, let name):
            guard case .key(let key)? = path.last else { break }
            plain.change(path.dropLast()) { map in
                map.entries = map.entries.map { entry in
                    guard entry.key == Array(key.utf8) else { return entry }
                    return .init(key: Array(name.utf8), value: .sequence([.mapping([entry])]))
                }
            }
        }
        return plain
    }

    private func index(_ position: YAMLPosition, _ entries: [Plain.Entry]) -> Int {
        switch position {
        case .first: return 0
        case .last: return entries.count
        case .before(let key): return entries.firstIndex { $0.key == Array(key.utf8) } ?? 0
        case .after(let key): return (entries.firstIndex { $0.key == Array(key.utf8) } ?? 0) + 1
        }
    }
}
