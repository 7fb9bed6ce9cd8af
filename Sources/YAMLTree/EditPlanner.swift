internal import Diagnostics

/// Computes the splices for one edit, and the content of the document after it.
struct EditPlanner {
    let tree: YAMLTree
    let bytes: UnsafeBufferPointer<UInt8>
    var emitter: Emitter
    /// Unsorted; they do not overlap.
    private(set) var edits: [(range: Range<Int>, replacement: [UInt8])] = []
    var model: EditModel

    init(_ tree: YAMLTree, bytes: UnsafeBufferPointer<UInt8>, allowsBlock: Bool) {
        self.tree = tree
        self.bytes = bytes
        emitter = Emitter(of: tree)
        emitter.allowsBlock = allowsBlock
        model = tree.root.map(EditModel.init) ?? .mapping([])
    }

    mutating func plan(_ edit: YAMLEdit) throws(YAMLEditError) {
        switch edit {
        case .set(let path, let value): try set(path, to: value)
        case .insertEntry(let path, let key, let value, let position):
            try insertEntry(into: slot(path), path: path, key: key, value: value, at: position)
        case .insertItem(let path, let value, let index):
            try insertItem(into: slot(path), path: path, value: value, at: index)
        case .remove(let path):
            let (outer, members, index) = try member(path)
            try removeMember(of: members, at: index, in: outer)
            model.change(at: outer.path[...]) { $0.remove(at: index) }
        case .rename(let path, let key): try rename(path, to: key)
        case .moveItem(let path, let target):
            let (outer, members, index) = try member(path)
            guard members.node.kind == .sequence else { throw .notASequence(Array(path.dropLast())) }
            guard (0..<members.count).contains(target) else {
                throw .indexOutOfRange(target, count: members.count)
            }
            try move(members, from: index, to: target)
            model.change(at: outer.path[...]) { $0.move(from: index, to: target) }
        case .moveEntry(let path, let position):
            let (outer, members, index) = try member(path)
            guard members.node.kind == .mapping else { throw .notAMap(Array(path.dropLast())) }
            let insertion = try insertionIndex(for: position, in: members, path: path.dropLast())
            let target = insertion > index ? insertion - 1 : insertion
            try move(members, from: index, to: target)
            model.change(at: outer.path[...]) { $0.move(from: index, to: target) }
        case .nest(let path, let name):
            let (outer, members, index) = try member(path)
            guard members.node.kind == .mapping else { throw .notAMap(Array(path.dropLast())) }
            try nestMember(of: members, at: index, in: name, isInFlow: members.isFlow || outer.isInFlow)
            model.change(at: outer.path[...]) { $0.nest(at: index, in: Array(name.utf8)) }
        }
    }

    mutating func splice(_ range: Range<Int>, with replacement: some Sequence<UInt8>) {
        let replacement = Array(replacement)
        if range.isEmpty && replacement.isEmpty { return }
        if bytes[range].elementsEqual(replacement) { return }
        edits.append((range, replacement))
    }

    // MARK: Finding the position

    /// Returns the position that a path leads to.
    func slot(_ path: [YAMLPathStep]) throws(YAMLEditError) -> EditSlot {
        let (slot, missing) = try walk(path)
        guard missing == path.count else { throw .pathNotFound(Array(path.prefix(missing + 1))) }
        return slot
    }

    /// Follows a path as far as it exists. Returns the last position, and the number of steps taken.
    private func walk(_ path: [YAMLPathStep]) throws(YAMLEditError) -> (EditSlot, Int) {
        var slot = EditSlot(node: tree.root)
        for (depth, step) in path.enumerated() {
            let before = Array(path.prefix(depth))
            guard let node = slot.node, !node.isNull else {
                if case .index = step { throw .notASequence(before) }
                return (slot, depth)
            }
            switch step {
            case .key(let key):
                guard node.kind == .mapping else { throw .notAMap(before) }
                let members = try EditMembers(of: node, in: bytes)
                guard let index = members.index(ofKey: key) else { return (slot, depth) }
                slot = members.slot(index, in: slot)
            case .index(let index):
                guard node.kind == .sequence else { throw .notASequence(before) }
                guard (0..<node.count).contains(index) else {
                    throw .indexOutOfRange(index, count: node.count)
                }
                slot = try EditMembers(of: node, in: bytes).slot(index, in: slot)
            }
        }
        return (slot, path.count)
    }

    /// Returns the collection that holds the value at a path, and the value's index in it.
    private func member(_ path: [YAMLPathStep]) throws(YAMLEditError) -> (EditSlot, EditMembers, Int) {
        let found = try slot(path)
        let outer = try slot(Array(path.dropLast()))
        guard let index = found.path.last, let node = outer.node else { throw .pathNotFound(path) }
        return (outer, try EditMembers(of: node, in: bytes), index)
    }

    /// Returns the index of a new entry at this position.
    func insertionIndex(
        for position: YAMLPosition, in members: EditMembers, path: ArraySlice<YAMLPathStep>
    ) throws(YAMLEditError) -> Int {
        switch position {
        case .first: return 0
        case .last: return members.count
        case .before(let key), .after(let key):
            guard let index = members.index(ofKey: key) else { throw .pathNotFound(path + [.key(key)]) }
            if case .after = position { return index + 1 }
            return index
        }
    }

    // MARK: Set and rename

    private mutating func set(_ path: [YAMLPathStep], to value: YAMLValue) throws(YAMLEditError) {
        try Emitter.check(value)
        let (slot, found) = try walk(path)
        if found == path.count {
            try replace(slot, with: value)
            if slot.node == nil {
                model = EditModel(value)
            } else {
                model.change(at: slot.path[...]) { $0 = EditModel(value) }
            }
            return
        }
        // The rest of the path becomes maps around the value.
        var value = value
        for depth in path.indices[found...].dropFirst().reversed() {
            guard case .key(let key) = path[depth] else { throw .pathNotFound(Array(path.prefix(found + 1))) }
            value = .mapping([YAMLMember(key, value: value)])
        }
        guard case .key(let key) = path[found] else { throw .pathNotFound(Array(path.prefix(found + 1))) }
        try insertEntry(into: slot, path: Array(path.prefix(found)), key: key, value: value, at: .last)
    }

    private mutating func rename(_ path: [YAMLPathStep], to name: String) throws(YAMLEditError) {
        let (outer, members, index) = try member(path)
        guard let key = members.members[index].key else { throw .notAMap(Array(path.dropLast())) }
        if key.hasText(name) { return }
        if members.index(ofKey: name) != nil { throw .duplicateKey(name) }
        try Emitter.check(.mapping([YAMLMember(name, value: .plain("0"))]))
        let writer = ScalarWriter(
            old: key, inFlow: members.isFlow || outer.isInFlow, parent: 0, indent: 0, newline: "",
            allowsBlock: false, allowsKeep: false)
        splice(key.range, with: writer.key(Array(name.utf8)))
        model.change(at: outer.path[...]) { $0.rename(at: index, to: Array(name.utf8)) }
    }
}

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
