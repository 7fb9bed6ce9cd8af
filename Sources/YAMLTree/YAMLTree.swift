public import Diagnostics

/// One YAML document as an immutable tree whose nodes know their exact bytes in the source.
///
/// The law of this room: text goes in, a tree and problems come out; an edit is a set of splices on the source,
/// and everything outside of them stays byte for byte. Ranges are half-open UTF-8 byte offsets in ``source``.
public final class YAMLTree: Sendable {
    /// The text the tree was read from.
    public let source: SourceText
    /// What ends most lines of the source; text put in by an edit uses it.
    public let lineEnd: LineEnd

    let bytes: [UInt8]
    let records: ContiguousArray<Record>
    /// Decoded bytes of the scalars that the source spells differently.
    let arena: ContiguousArray<UInt8>
    /// Whether something had to be read as if it were written otherwise (conflict markers, `{{` unquoted).
    let isRepaired: Bool
    /// How many errors came with it; an edit adds none.
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

    /// The document's node; `nil` where there is none (only comments, or nothing at all).
    public var root: YAMLNode? {
        records.isEmpty ? nil : YAMLNode(tree: self, index: 0)
    }

    /// Reads one document, and collects everything that is wrong with it.
    ///
    /// The tree is `nil` only where the text can't be parsed at all. Where problems of severity error come with a
    /// tree (a duplicate key, an anchor), the tree is what the rest of the text says. At most 50 problems of
    /// each code are listed.
    public static func parse(_ source: SourceText, limits: YAMLLimits = .standard) -> YAMLParseResult {
        parseDocument(source, limits: limits)
    }
}

/// What ends a line.
public enum LineEnd: Sendable, Hashable {
    case lf
    case crlf

    /// The bytes as text.
    public var text: String { self == .lf ? "\n" : "\r\n" }
}

/// How large a document may be; beyond that it is refused before it costs anything.
public struct YAMLLimits: Sendable, Hashable {
    /// Bytes of the file.
    public var maxBytes: Int
    /// Nested maps and lists.
    public var maxDepth: Int

    public init(maxBytes: Int, maxDepth: Int) {
        self.maxBytes = maxBytes
        self.maxDepth = maxDepth
    }

    /// What the format allows: 4 MiB and 64 levels.
    public static let standard = YAMLLimits(maxBytes: 4 << 20, maxDepth: 64)
}

/// A tree, where there is one, and what is wrong with the text, by position.
public struct YAMLParseResult: Sendable {
    public var tree: YAMLTree?
    public var diagnostics: [Diagnostic]

    public init(tree: YAMLTree?, diagnostics: [Diagnostic]) {
        self.tree = tree
        self.diagnostics = diagnostics
    }
}
