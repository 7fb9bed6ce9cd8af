public import YAMLTree

/// A value and where it stands in its file, as UTF-8 bytes.
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

/// A text that may be a template, with the node it was read from, so that a place in the text can be
/// shown as a place in the file.
public struct LocatedText: Sendable {
    public var text: String
    public var node: YAMLNode

    init(_ node: YAMLNode) {
        text = node.text
        self.node = node
    }

    /// Where ranges of the text's UTF-8 stand in the file's bytes. Made by a pass over the text: ask once for many.
    public var places: YAMLTextPlaces { YAMLTextPlaces(node) }
}

/// What people keep under `metadata:`; never interpreted.
public indirect enum FreeValue: Sendable, Hashable {
    /// A scalar's text, and whether it was quoted (a quoted `"1"` is a text, a plain `1` a number).
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
