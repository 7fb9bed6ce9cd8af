/// A document's content without its spelling. The result of an edit is checked against it.
indirect enum EditModel {
    /// A scalar of the file: its text, and true if it is plain (unquoted).
    case old([UInt8], isPlain: Bool)
    /// A scalar to be written.
    case text([UInt8])
    case plain([UInt8])
    case sequence([EditModel])
    case mapping([(key: [UInt8], value: EditModel)])

    init(_ node: YAMLNode) {
        switch node.kind {
        case .scalar:
            self = .old(node.withTextBytes(Array.init), isPlain: node.style == .plain)
        case .sequence: self = .sequence(node.items.map(EditModel.init))
        case .mapping:
            self = .mapping(
                node.entries.map { ($0.key.withTextBytes(Array.init), EditModel($0.value)) })
        }
    }

    init(_ value: YAMLValue) {
        switch value {
        case .text(let text): self = .text(Array(text.utf8))
        case .plain(let word): self = .plain(Array(word.utf8))
        case .sequence(let items, _): self = .sequence(items.map(EditModel.init))
        case .mapping(let members, _):
            self = .mapping(members.map { (Array($0.key.utf8), EditModel($0.value)) })
        }
    }

    /// True if the node has exactly this content.
    func matches(_ node: YAMLNode) -> Bool {
        switch self {
        case .old(let text, let isPlain):
            node.kind == .scalar && (node.style == .plain) == isPlain
                && node.withTextBytes { $0.elementsEqual(text) }
        case .text(let text):
            node.kind == .scalar && node.withTextBytes { $0.elementsEqual(text) }
                && (node.style != .plain || !PlainText.isTyped(text))
        case .plain(let text):
            node.kind == .scalar && node.style == .plain && node.withTextBytes { $0.elementsEqual(text) }
        case .sequence(let items):
            node.kind == .sequence && node.count == items.count
                && zip(items, node.items).allSatisfy { $0.matches($1) }
        case .mapping(let entries):
            node.kind == .mapping && node.count == entries.count
                && zip(entries, node.entries).allSatisfy { entry, other in
                    other.key.withTextBytes { $0.elementsEqual(entry.key) }
                        && entry.value.matches(other.value)
                }
        }
    }

    /// Changes the value at a path of indices.
    mutating func change(at path: ArraySlice<Int>, _ change: (inout EditModel) -> Void) {
        guard let first = path.first else { return change(&self) }
        switch self {
        case .sequence(var items) where items.indices.contains(first):
            items[first].change(at: path.dropFirst(), change)
            self = .sequence(items)
        case .mapping(var entries) where entries.indices.contains(first):
            entries[first].value.change(at: path.dropFirst(), change)
            self = .mapping(entries)
        default: break
        }
    }

    mutating func insert(key: [UInt8]?, value: EditModel, at index: Int) {
        switch self {
        case .sequence(var items) where key == nil:
            items.insert(value, at: index)
            self = .sequence(items)
        case .mapping(var entries):
            entries.insert((key ?? [], value), at: index)
            self = .mapping(entries)
        default: self = key.map { .mapping([($0, value)]) } ?? .sequence([value])
        }
    }

    mutating func remove(at index: Int) {
        switch self {
        case .sequence(var items):
            items.remove(at: index)
            self = .sequence(items)
        case .mapping(var entries):
            entries.remove(at: index)
            self = .mapping(entries)
        default: break
        }
    }

    mutating func rename(at index: Int, to key: [UInt8]) {
        guard case .mapping(var entries) = self else { return }
        entries[index].key = key
        self = .mapping(entries)
    }

    mutating func nest(at index: Int, in name: [UInt8]) {
        guard case .mapping(var entries) = self else { return }
        entries[index] = (name, .sequence([.mapping([entries[index]])]))
        self = .mapping(entries)
    }

    mutating func move(from index: Int, to target: Int) {
        switch self {
        case .sequence(var items):
            items.insert(items.remove(at: index), at: target)
            self = .sequence(items)
        case .mapping(var entries):
            entries.insert(entries.remove(at: index), at: target)
            self = .mapping(entries)
        default: break
        }
    }
}
