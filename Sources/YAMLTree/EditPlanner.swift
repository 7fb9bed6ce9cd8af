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
