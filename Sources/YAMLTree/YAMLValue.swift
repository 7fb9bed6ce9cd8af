/// A value to be written: what ``YAMLEdit`` puts into a file and ``YAMLEmitter`` makes a file of.
public indirect enum YAMLValue: Sendable, Hashable {
    /// A text, written in a style in which every YAML reader takes it for this text: bare where that is safe,
    /// else in quotes, or as a literal block where it has several lines.
    case text(String)
    /// A number, boolean, date or null, written bare as it stands.
    case plain(String)
    /// A list.
    case sequence([YAMLValue], style: Layout = .block)
    /// A map.
    case mapping([YAMLMember], style: Layout = .block)

    /// How a list or map is laid out. An empty one is always `[]` or `{}`.
    public enum Layout: Sendable, Hashable {
        /// On lines of its own.
        case block
        /// `[a, b]`, `{a: 1, b: 2}`.
        case flow
    }

    /// A map on lines of its own.
    public static func map(_ members: [(String, YAMLValue)]) -> YAMLValue {
        .mapping(members.map { YAMLMember($0.0, $0.1) })
    }
}

/// One key and its value, to be written.
public struct YAMLMember: Sendable, Hashable {
    public var key: String
    public var value: YAMLValue

    public init(_ key: String, _ value: YAMLValue) {
        self.key = key
        self.value = value
    }
}
