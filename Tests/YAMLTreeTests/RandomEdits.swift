import TestSupport

@testable import YAMLTree

/// Picks random edits that are valid for a document.
struct RandomEdits {
    var random: SeededRandom
    private var names = 0

    init(seed: UInt64) { random = SeededRandom(seed ^ 0xED17) }

    mutating func next(for tree: YAMLTree) -> YAMLEdit? {
        guard let root = tree.root else { return .set([.key(name())], value()) }
        var path: [YAMLPathStep] = []
        var node = root
        // Down to a random node.
        while node.count > 0, path.isEmpty || random.chance(65) {
            let index = random.below(node.count)
            if node.kind == .mapping {
                let entry = Array(node.entries)[index]
                path.append(.key(entry.key.text))
                node = entry.value
            } else {
                path.append(.index(index))
                node = Array(node.items)[index]
            }
        }
        return edit(root, node, path)
    }

    private mutating func edit(_ root: YAMLNode, _ node: YAMLNode, _ path: [YAMLPathStep]) -> YAMLEdit {
        let outer = Array(path.dropLast())
        var parent = root
        for step in outer {
            switch step {
            case .key(let key): parent = parent.value(forKey: key) ?? parent
            case .index(let index): parent = Array(parent.items)[index]
            }
        }
        switch random.below(9) {
        case 0, 1: return .set(path, value())
        case 2 where node.kind == .mapping || node.isNull: return .set(path + [.key(name())], value())
        case 3 where node.kind == .mapping:
            return .insertEntry(into: path, key: name(), value(), at: position(node))
        case 3 where node.kind == .sequence:
            return .insertItem(into: path, value(), at: random.below(node.count + 1))
        case 4 where parent.kind == .sequence && !path.isEmpty:
            return .insertItem(into: outer, value(), at: random.below(parent.count + 1))
        case 4 where parent.kind == .mapping:
            return .insertEntry(into: outer, key: name(), value(), at: position(parent))
        case 5 where !path.isEmpty: return .remove(path)
        case 6 where parent.kind == .mapping && !path.isEmpty: return .rename(path, to: name())
        case 7 where parent.kind == .mapping && !path.isEmpty && random.chance(30):
            return .nest(path, in: name())
        case 7, 8:
            if path.isEmpty { return .set(path, value()) }
            if parent.kind == .sequence { return .moveItem(path, to: random.below(parent.count)) }
            return .moveEntry(path, position(parent))
        default: return .set(path, .text(text()))
        }
    }

    private mutating func position(_ map: YAMLNode) -> YAMLPosition {
        let keys = map.entries.map(\.key.text)
        if keys.isEmpty { return random.chance(50) ? .first : .last }
        switch random.below(4) {
        case 0: return .first
        case 1: return .last
        case 2: return .before(random.pick(keys))
        default: return .after(random.pick(keys))
        }
    }

    private mutating func name() -> String {
        names += 1
        return random.pick([
            "new", "néw", "new key", "1", "no", "a: b", "#x", "- d", "{", "\"q", "'s", "a\\b", "x,",
        ]) + "\(names)"
    }

    private mutating func value(depth: Int = 0) -> YAMLValue {
        switch random.below(depth < 2 ? 8 : 5) {
        case 0...3: return .text(text())
        case 4: return .plain(random.pick(["1", "-2.5", "true", "null", "2026-11-24", "~"]))
        case 5:
            return .sequence(
                (0..<random.below(4)).map { _ in value(depth: depth + 1) },
                style: random.chance(70) ? .block : .flow)
        default:
            return .mapping(
                (0..<random.below(4)).map { _ in YAMLMember(name(), value: value(depth: depth + 1)) },
                style: random.chance(70) ? .block : .flow)
        }
    }

    private mutating func text() -> String {
        if random.chance(20) {
            let parts = [
                "a", " ", "\n", "\t", "#", ":", "-", "é", "{{x}}", "\"", "'", "\\", ",", "]", "\u{85}", "\r",
                "  ", "\u{7}", "😀",
            ]
            return (0..<random.below(8)).map { _ in random.pick(parts) }.joined()
        }
        return random.pick([
            "text", "two words", "no", "1", "", "{{x}}", "a: b", " #x", "null", "~", "x # y", "- a", "? a",
            "'", "\"", "a\nb\n",
            "a\nb", "a\n\n\nb\n\n", "\na\n", "  lead\nx\n", "\ttab\n", "trail  \nx \n", "é\nü\n",
            "a\n  b\nc\n", "\n", " ", "\n\n",
            "x:", "@a", "%b", "a\u{2028}b", "\u{FEFF}", "\u{0}", "2026-11-24", "0x1F", "1:30",
            "line\n# not a comment\n",
            "---\n", "...", "# head\n\n- item\n", "a\r\nb\r\n", "ends\n ", "\n  both\n", "!x", "&a", "*b",
            "[a", "a]", "{", "|", ">",
        ])
    }
}
