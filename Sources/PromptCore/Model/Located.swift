public import YAMLTree

/// A value with its range in the file, in UTF-8 bytes.
public struct Located<Value: Sendable>: Sendable {
    public var value: Value
    public var range: Range<Int>

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
    public var text: String
    public var node: YAMLNode

    init(_ node: YAMLNode) {
        text = node.text
        self.node = node
    }

    /// Maps ranges of the text's UTF-8 to bytes of the file. Each access scans the text, so keep the result
    /// if there are many ranges.
    public var places: YAMLTextPlaces { YAMLTextPlaces(node) }
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
    public var key: String
    public var value: FreeValue

    public init(key: String, value: FreeValue) {
        self.key = key
        self.value = value
    }
}
