import Diagnostics
import YAMLTree

/// Makes the edit that `bytes` choose, and where bytes are left a second one on its result.
func checkEdits(_ tree: YAMLTree, _ bytes: [UInt8]) {
    var choices = Choices(bytes)
    var tree = tree
    let asksTwice = bytes.count % 4 == 0
    for _ in 0..<2 {
        let edit = choices.edit(tree)
        guard let splices = try? tree.splices(for: edit) else { return }
        var spliced = tree.source.bytes
        var bound = spliced.count
        for splice in splices.reversed() {
            precondition(splice.range.upperBound <= bound)
            bound = splice.range.lowerBound
            spliced.replaceSubrange(splice.range, with: Array(splice.replacement.utf8))
        }
        // The edit itself gives that text; not always checked, because it costs as much as the splices.
        if asksTwice { precondition((try? tree.applying(edit))?.source.bytes == spliced) }
        guard let result = YAMLTree.parse(SourceText(name: "f", bytes: spliced)).tree else {
            preconditionFailure("the result can't be read")
        }
        check(edit, result, tree)
        if choices.isEmpty { return }
        tree = result
    }
}

/// A value that was set reads back; a collection has one element more after an insertion, one less after a
/// removal.
private func check(_ edit: YAMLEdit, _ result: YAMLTree, _ before: YAMLTree) {
    switch edit {
    case .set(let path, .text(let text)), .set(let path, .plain(let text)):
        precondition(node(path, result)?.text.utf8.elementsEqual(text.utf8) ?? false)
    case .insertItem(let path, _, _), .insertEntry(let path, _, _, _):
        precondition(node(path, result)?.count == (node(path, before)?.count ?? 0) + 1)
    case .remove(let path):
        let outer = Array(path.dropLast())
        precondition(node(outer, result)?.count == (node(outer, before)?.count ?? 0) - 1)
    default: break
    }
}

private func node(_ path: [YAMLPathStep], _ tree: YAMLTree) -> YAMLNode? {
    var node = tree.root
    for step in path {
        switch step {
        case .key(let key): node = node?.value(forKey: key)
        case .index(let index): node = node.flatMap { Array($0.items)[index] }
        }
    }
    return node
}

/// Turns bytes into choices; all are 0 after the last.
private struct Choices {
    private var bytes: ArraySlice<UInt8>
    var isEmpty: Bool { bytes.isEmpty }

    init(_ bytes: [UInt8]) { self.bytes = bytes[...] }

    mutating func next(_ count: Int) -> Int { count > 0 ? Int(bytes.popFirst() ?? 0) % count : 0 }

    /// Up to 63 bytes as text.
    mutating func text() -> String {
        let count = next(64)
        defer { bytes = bytes.dropFirst(count) }
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }

    mutating func edit(_ tree: YAMLTree) -> YAMLEdit {
        var path: [YAMLPathStep] = []
        var node = tree.root
        var isMap = false
        var count = 0
        while let inner = node, inner.count > 0, path.count < 8 {
            let index = next(inner.count + (path.isEmpty ? 0 : 1))
            if index == inner.count { break }
            (isMap, count) = (inner.kind == .mapping, inner.count)
            if isMap {
                let entry = Array(inner.entries)[index]
                path.append(.key(entry.key.text))
                node = entry.value
            } else {
                path.append(.index(index))
                node = Array(inner.items)[index]
            }
        }
        switch next(10) {
        case 0, 1: return .set(path, value())
        case 2: return .set(path + [.key(text())], value())
        case 3 where node?.kind == .sequence:
            return .insertItem(into: path, value(), at: next((node?.count ?? 0) + 1))
        case 3: return .insertEntry(into: path, key: text(), value(), at: next(2) == 0 ? .first : .last)
        case 4 where !path.isEmpty && !isMap:
            return .insertItem(into: Array(path.dropLast()), value(), at: next(count + 1))
        case 5, 6: return .remove(path)
        case 7: return .rename(path, to: text())
        case 8, 9:
            if !isMap { return .moveItem(path, to: next(count)) }
            return .moveEntry(path, next(2) == 0 ? .first : .last)
        default: return .set(path, .text(text()))
        }
    }

    private mutating func value(_ depth: Int = 0) -> YAMLValue {
        switch next(depth < 2 ? 6 : 3) {
        case 0, 1: return .text(text())
        case 2: return .plain(["1", "true", "null", "-0.5"][next(4)])
        case 3:
            return .sequence(
                (0..<next(3)).map { _ in value(depth + 1) }, style: next(2) == 0 ? .block : .flow)
        default:
            return .mapping(
                (0..<next(3)).map { YAMLMember("\($0)" + text(), value: value(depth + 1)) },
                style: next(2) == 0 ? .block : .flow)
        }
    }
}
