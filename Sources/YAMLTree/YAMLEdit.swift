public import Diagnostics

/// One step from a map or list to a value in it.
public enum YAMLPathStep: Sendable, Hashable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    /// The first entry of a map whose key has this text.
    case key(String)
    /// An item of a list, from 0.
    case index(Int)

    /// A step to a key of a map.
    public init(stringLiteral value: String) { self = .key(value) }
    /// A step to an index of a list, from 0.
    public init(integerLiteral value: Int) { self = .index(value) }
}

/// A position among the entries of a map.
public enum YAMLPosition: Sendable, Hashable {
    case first
    case last
    case before(String)
    case after(String)
}

/// One change to a document. Paths start at the root.
public enum YAMLEdit: Sendable, Hashable {
    /// Replaces a value. A scalar keeps its style if the new text allows it. If the last key of the path is
    /// missing, it is added as the last entry of its map, together with the missing maps above it.
    case set([YAMLPathStep], YAMLValue)
    /// Adds an entry to a map. If the value at the path is empty, it becomes a map.
    case insertEntry(into: [YAMLPathStep], key: String, YAMLValue, at: YAMLPosition)
    /// Adds an item to a list at an index from 0 through the count. If the value at the path is empty, it
    /// becomes a list.
    case insertItem(into: [YAMLPathStep], YAMLValue, at: Int)
    /// Removes an entry or item with its own comments (``YAMLEntry/range``). If it was the last one, `{}` or
    /// `[]` remains.
    case remove([YAMLPathStep])
    /// Changes the key of an entry.
    case rename([YAMLPathStep], to: String)
    /// Moves an item with its comments within its list; `to` is its index after the move.
    case moveItem([YAMLPathStep], to: Int)
    /// Moves an entry with its comments within its map.
    case moveEntry([YAMLPathStep], YAMLPosition)
    /// Moves an entry with its comments one level deeper: `key: value` becomes the only item of a list under
    /// the key `in`, which replaces the entry at its position.
    case nest([YAMLPathStep], in: String)
}

/// The reason why an edit was refused. The document is unchanged.
public enum YAMLEditError: Error, Sendable, Hashable {
    /// The path leads to no value; it is cut after the first step that failed.
    case pathNotFound([YAMLPathStep])
    case notAMap([YAMLPathStep])
    case notASequence([YAMLPathStep])
    case indexOutOfRange(Int, count: Int)
    /// The map has this key already.
    case duplicateKey(String)
    /// The value can't be written in YAML; the text gives the reason.
    case notRepresentable(String)
    /// The file has problems that must be fixed by hand first (conflict markers, unquoted `{{`).
    case sourceHasErrors
    /// The splice would have changed more than was requested; the text describes the difference.
    case unsupported(String)
}

extension YAMLEditError: CustomStringConvertible {
    /// One sentence without a full stop.
    public var description: String {
        switch self {
        case .pathNotFound(let path): "`\(YAMLEditError.words(path))` does not exist"
        case .notAMap(let path): "`\(YAMLEditError.words(path))` is not a map"
        case .notASequence(let path): "`\(YAMLEditError.words(path))` is not a list"
        case .indexOutOfRange(let index, let count): "there is no item \(index) in a list of \(count)"
        case .duplicateKey(let key): "`\(key)` already exists"
        case .notRepresentable(let reason): "this can't be written as YAML: \(reason)"
        case .sourceHasErrors: "the file has errors that must be fixed first"
        case .unsupported(let reason): "this file can't be edited here without changing more of it: \(reason)"
        }
    }

    private static func words(_ path: [YAMLPathStep]) -> String {
        if path.isEmpty { return "the document" }
        return path.map { step in
            switch step {
            case .key(let key): key
            case .index(let index): String(index)
            }
        }.joined(separator: ".")
    }
}

extension YAMLTree {
    /// Returns the document with one change made; all bytes outside the change stay the same.
    ///
    /// The result is parsed again before it is returned: its content must be this document's content with
    /// exactly the requested change.
    ///
    /// - Throws: ``YAMLEditError`` if the path does not exist, the value can't be written, this document has
    ///   errors, or the check of the result fails.
    public func applying(_ edit: YAMLEdit) throws(YAMLEditError) -> YAMLTree {
        try planned(edit).tree
    }

    /// Returns the document with several changes made in order.
    ///
    /// - Throws: the ``YAMLEditError`` of the first edit that fails; no change is made then.
    public func applying(_ edits: [YAMLEdit]) throws(YAMLEditError) -> YAMLTree {
        var tree = self
        for edit in edits { tree = try tree.applying(edit) }
        return tree
    }

    /// Returns the same change as replacements in ``source``, sorted and without overlap.
    ///
    /// - Throws: ``YAMLEditError`` for the same reasons as ``applying(_:)``.
    public func splices(for edit: YAMLEdit) throws(YAMLEditError) -> [TextEdit] {
        try planned(edit).edits
    }

    private func planned(_ edit: YAMLEdit) throws(YAMLEditError) -> (tree: YAMLTree, edits: [TextEdit]) {
        if isRepaired { throw .sourceHasErrors }
        // If a literal block is not possible at this position, the second pass uses quotes.
        for allowsBlock in [true, false] {
            let (edits, model) = try bytes.withUnsafeBufferPointer {
                bytes throws(YAMLEditError) -> ([(range: Range<Int>, replacement: [UInt8])], EditModel) in
                var planner = EditPlanner(self, bytes: bytes, allowsBlock: allowsBlock)
                try planner.plan(edit)
                return (planner.edits.sorted { $0.range.lowerBound < $1.range.lowerBound }, planner.model)
            }
            if edits.isEmpty {
                if let root, model.matches(root) { return (self, []) }
                continue
            }
            let source = SourceText(name: source.name, bytes: spliced(edits))
            if let tree = YAMLTree.parse(source).tree, !tree.isRepaired, tree.errorCount <= errorCount,
                let root = tree.root, model.matches(root)
            {
                let texts = edits.map {
                    TextEdit($0.range, replacement: String(decoding: $0.replacement, as: UTF8.self))
                }
                return (tree, texts)
            }
        }
        throw .unsupported("the result would be read back differently")
    }

    private func spliced(_ edits: [(range: Range<Int>, replacement: [UInt8])]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(edits.reduce(bytes.count) { $0 + $1.replacement.count })
        var position = 0
        for edit in edits where edit.range.lowerBound >= position {
            out += bytes[position..<edit.range.lowerBound]
            out += edit.replacement
            position = edit.range.upperBound
        }
        return out + bytes[position...]
    }
}

/// A value to write, used by ``YAMLEdit`` and ``YAMLEmitter``.
public indirect enum YAMLValue: Sendable, Hashable {
    /// A text. The style is chosen so that every YAML reader reads it as this text: plain if that is safe,
    /// else in quotes, or as a literal block if it has several lines.
    case text(String)
    /// A number, boolean, date or null, written plain and unchanged.
    case plain(String)
    /// A list.
    case sequence([YAMLValue], style: Layout = .block)
    /// A map.
    case mapping([YAMLMember], style: Layout = .block)

    /// The layout of a list or map. An empty one is always `[]` or `{}`.
    public enum Layout: Sendable, Hashable {
        /// On separate lines.
        case block
        /// `[a, b]`, `{a: 1, b: 2}`.
        case flow
    }

    /// Returns a map in block layout.
    public static func map(_ members: [(String, YAMLValue)]) -> YAMLValue {
        .mapping(members.map { YAMLMember($0.0, value: $0.1) })
    }
}

/// One key with its value, to be written.
public struct YAMLMember: Sendable, Hashable {
    /// The key.
    public var key: String
    /// The value.
    public var value: YAMLValue

    /// A key with its value.
    public init(_ key: String, value: YAMLValue) {
        self.key = key
        self.value = value
    }
}
