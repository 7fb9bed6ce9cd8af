public import Diagnostics

/// One YAML document as an immutable tree whose nodes know their exact source bytes.
///
/// Parsing turns text into a tree and problems. An edit is a set of splices on the source; all bytes outside
/// of them stay the same. Ranges are half-open UTF-8 byte offsets in ``source``.
public final class YAMLTree: Sendable {
    /// The text the tree was read from.
    public let source: SourceText
    /// The most frequent line end of the source; text inserted by an edit uses it.
    public let lineEnd: LineEnd

    let bytes: [UInt8]
    let records: ContiguousArray<Record>
    /// Decoded bytes of the scalars that the source spells differently.
    let arena: ContiguousArray<UInt8>
    /// True if some text was parsed as if it were written differently (conflict markers, unquoted `{{`).
    let isRepaired: Bool
    /// Number of errors that parsing reported; an edit must not add any.
    let errorCount: Int

    init(
        source: SourceText, lineEnd: LineEnd, records: ContiguousArray<Record>,
        arena: ContiguousArray<UInt8>, isRepaired: Bool, errorCount: Int
    ) {
        self.source = source
        self.lineEnd = lineEnd
        self.bytes = source.bytes
        self.records = records
        self.arena = arena
        self.isRepaired = isRepaired
        self.errorCount = errorCount
    }

    /// The document's root node; `nil` if the text is empty or has only comments.
    public var root: YAMLNode? {
        records.isEmpty ? nil : YAMLNode(tree: self, index: 0)
    }

    /// Parses one document and collects all problems in it.
    ///
    /// The tree is `nil` only if the text can't be parsed at all. If problems of severity error come with a
    /// tree (a duplicate key, an anchor), the tree is the content of the rest of the text. At most 50
    /// problems per code are listed.
    public static func parse(_ source: SourceText, limits: YAMLLimits = .standard) -> YAMLParseResult {
        parseDocument(source, limits: limits)
    }
}

/// The bytes that end a line.
public enum LineEnd: Sendable, Hashable {
    case lf
    case crlf

    /// The bytes as text.
    public var text: String { self == .lf ? "\n" : "\r\n" }
}

/// The maximum size of a document. A larger one is refused before it is parsed.
public struct YAMLLimits: Sendable, Hashable {
    /// Maximum size of the file in bytes.
    public var maxBytes: Int
    /// Maximum depth of nested maps and lists.
    public var maxDepth: Int

    /// Limits of a parse: bytes of the text, and levels of nesting.
    public init(maxBytes: Int, maxDepth: Int) {
        self.maxBytes = maxBytes
        self.maxDepth = maxDepth
    }

    /// The limits of the format: 4 MiB and 64 levels.
    public static let standard = YAMLLimits(maxBytes: 4 << 20, maxDepth: 64)
}

/// A tree, if there is one, and the problems of the text, sorted by position.
public struct YAMLParseResult: Sendable {
    /// The tree; `nil` if the text can't be parsed.
    public var tree: YAMLTree?
    /// The problems, sorted by position.
    public var diagnostics: [Diagnostic]

    /// A result of a parse.
    public init(tree: YAMLTree?, diagnostics: [Diagnostic]) {
        self.tree = tree
        self.diagnostics = diagnostics
    }
}
