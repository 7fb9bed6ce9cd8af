internal import Diagnostics
internal import YAMLTree

/// Applies several edits to a file; each keeps the rest of the file unchanged.
struct StructureEditor {
    let before: ParsedFile
    private(set) var file: ParsedFile
    private(set) var tree: YAMLTree

    init(_ file: ParsedFile) throws(StructureError) {
        guard let tree = file.tree, file.record != nil else {
            throw StructureError(
                "\(file.source.name) can't be read as a \(file.kind.rawValue)",
                help: "`promptpal validate \(ShellWord.quoted(file.source.name))` shows why")
        }
        before = file
        self.file = file
        self.tree = tree
    }

    mutating func apply(_ edit: YAMLEdit) throws(StructureError) {
        do {
            tree = try tree.applying(edit)
        } catch {
            throw StructureError(
                "\(file.source.name) can't be changed here: \(error)",
                help: "`promptpal edit \(ShellWord.quoted(file.address.path))` opens it")
        }
        file = ParsedFile(tree.source, kind: file.kind, address: file.address)
    }

    /// Sets a key. A new key is inserted at its usual position in `order`.
    mutating func set(
        _ key: String, to value: YAMLValue, at path: [YAMLPathStep], order: [String]
    ) throws(StructureError) {
        let orders = [[String]](repeating: [], count: path.count) + [order]
        let location = KeyLocation(path: path + [.key(key)], shape: .free, orders: orders)
        try apply(location.setting(value, in: tree.root))
    }

    /// Removes a flag. If it has a comment that would be lost, sets it to `instead`.
    mutating func clear(
        _ key: String, at path: [YAMLPathStep], instead: String
    ) throws(StructureError) {
        guard let entry = node(at: path)?.entries.first(where: { $0.key.text == key }) else { return }
        let hasComment = entry.leadingComments != nil || entry.trailingComment != nil
        try apply(
            hasComment ? .set(path + [.key(key)], .plain(instead)) : .remove(path + [.key(key)]))
    }

    /// Returns the node at a path.
    func node(at path: [YAMLPathStep]) -> YAMLNode? {
        path.reduce(tree.root) { node, step in
            switch step {
            case .key(let key): node?.value(forKey: key)
            case .index(let index): node.flatMap { index < $0.count ? Array($0.items)[index] : nil }
            }
        }
    }

    /// Returns the file.
    ///
    /// - Throws: ``StructureError`` if decoding finds an error that the file did not have before.
    func finished(_ part: String) throws(StructureError) -> StructureResult {
        if let new = file.diagnostics.new(.error, since: before.diagnostics).first {
            throw StructureError(new.message, help: new.help)
        }
        return StructureResult(file: file, part: part)
    }
}
