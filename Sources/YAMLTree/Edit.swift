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
        case .pathNotFound(let path): "there is no `\(YAMLEditError.words(path))`"
        case .notAMap(let path): "`\(YAMLEditError.words(path))` is not a map"
        case .notASequence(let path): "`\(YAMLEditError.words(path))` is not a list"
        case .indexOutOfRange(let index, let count): "there is no place \(index) in a list of \(count)"
        case .duplicateKey(let key): "there is a `\(key)` already"
        case .notRepresentable(let reason): "this can't be written as YAML: \(reason)"
        case .sourceHasErrors: "the file has errors that must be mended first"
        case .unsupported(let reason): "this file can't be edited here without touching more of it: \(reason)"
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
