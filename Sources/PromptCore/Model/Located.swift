public import YAMLTree

/// A value with its range in the file, in UTF-8 bytes.
public struct Located<Value: Sendable>: Sendable {
    /// The value.
    public var value: Value
    /// The range in the file's UTF-8.
    public var range: Range<Int>

    /// A value with its range in the file's UTF-8.
    public init(_ value: Value, at range: Range<Int>) {
        self.value = value
        self.range = range
    }
}

extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}

/// A text that may be a template, with the node it was read from, so that positions in the text can be mapped
/// to positions in the file.
public struct LocatedText: Sendable {
    /// The text as YAML defines it, without quotes and indentation.
    public var text: String
    /// The text's node in the file.
    public var node: YAMLNode

    init(_ node: YAMLNode) {
        text = node.text
        self.node = node
    }

    /// Maps ranges of the text's UTF-8 to bytes of the file. Each access scans the text, so keep the result
    /// if there are many ranges.
    public var textRanges: YAMLTextRanges { YAMLTextRanges(node) }
}

/// The values that people keep under `metadata:`; the program never interprets them.
public indirect enum FreeValue: Sendable, Hashable {
    /// A scalar's text; `isQuoted` tells a quoted `"1"`, which is a text, from a plain `1`, which is a
    /// number.
    case scalar(String, isQuoted: Bool)
    case list([FreeValue])
    case map([FreeEntry])
}

/// One entry of a free map.
public struct FreeEntry: Sendable, Hashable {
    /// The key.
    public var key: String
    /// The value, as written in the file.
    public var value: FreeValue

    /// An entry of a free map.
    public init(key: String, value: FreeValue) {
        self.key = key
        self.value = value
    }
}
