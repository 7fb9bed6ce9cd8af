/// One step from a map or list to a value in it.
public enum YAMLPathStep: Sendable, Hashable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    /// The first entry of a map whose key has this text.
    case key(String)
    /// An item of a list, from 0.
    case index(Int)

    public init(stringLiteral value: String) { self = .key(value) }
    public init(integerLiteral value: Int) { self = .index(value) }
}

/// A place among the entries of a map.
public enum YAMLPosition: Sendable, Hashable {
    case first
    case last
    case before(String)
    case after(String)
}

/// A change of one thing in a document. Paths start at the root.
public enum YAMLEdit: Sendable, Hashable {
    /// Replaces a value. A scalar keeps its style where the new text fits it. A key that is missing at the end of the
    /// path is put last in its map, with the maps above it that are missing too.
    case set([YAMLPathStep], YAMLValue)
    /// Puts a new entry into a map (or an empty value, which becomes one).
    case insertEntry(into: [YAMLPathStep], key: String, YAMLValue, at: YAMLPosition)
    /// Puts an item into a list (or an empty value, which becomes one), at 0 through its count.
    case insertItem(into: [YAMLPathStep], YAMLValue, at: Int)
    /// Takes out an entry or item with the comments that are its own (``YAMLEntry/range``). The last one leaves `{}`
    /// or `[]`.
    case remove([YAMLPathStep])
    /// Gives an entry another key.
    case rename([YAMLPathStep], to: String)
    /// Moves an item within its list, comments and all; `to` is its index afterwards.
    case moveItem([YAMLPathStep], to: Int)
    /// Moves an entry within its map, comments and all.
    case moveEntry([YAMLPathStep], YAMLPosition)
    /// Puts an entry, comments and all, a level deeper: `key: value` becomes the only item of a list under the key `in`,
    /// which stands where the entry stood.
    case nest([YAMLPathStep], in: String)
}

/// Why an edit was not made. Nothing has changed then.
public enum YAMLEditError: Error, Sendable, Hashable {
    /// Nothing is there; the path ends with the step that leads nowhere.
    case pathNotFound([YAMLPathStep])
    case notAMap([YAMLPathStep])
    case notASequence([YAMLPathStep])
    case indexOutOfRange(Int, count: Int)
    /// The map has this key already.
    case duplicateKey(String)
    /// The value can't be written in YAML; the text says why.
    case notRepresentable(String)
    /// The file has problems that must be mended by hand first (conflict markers, bare `{{`).
    case sourceHasErrors
    /// The splice would have changed more than was asked for; the text says where.
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
