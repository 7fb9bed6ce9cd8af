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
