/// One key of a file: its name, the shape of its value, and the summary that an editor shows.
///
/// These tables are the only list of keys: decoding, "did you mean" and the JSON Schemas use them.
public struct KeyDescription: Sendable {
    /// The key in the file.
    public let name: String
    /// The form of the value.
    public let shape: Shape
    /// The description for editors, in one sentence.
    public let summary: String
    /// True if the key must be present.
    public let isRequired: Bool

    init(_ name: String, shape: Shape, summary: String, required: Bool = false) {
        self.name = name
        self.shape = shape
        self.summary = summary
        isRequired = required
    }
}

/// The shape of a key's value.
public indirect enum Shape: Sendable {
    /// One scalar, read as text even if it looks like another type.
    case text
    /// A text that is not empty.
    case content
    case boolean
    /// An integer that is not negative.
    case count
    case number
    /// A number or a date, depending on the variable's type.
    case limit
    case uuid
    case dateTime
    /// One of these words.
    case word([String])
    /// One of these numbers.
    case oneOf([Int])
    case list(Shape, atLeast: Int)
    /// A map from keys to values of one shape; the keys are free, or must match a pattern.
    case map(Shape, keyPattern: String?)
    /// Any value.
    case free
    case either([Shape])
    case object(ObjectDescription)
}

/// A map with known keys.
public struct ObjectDescription: Sendable {
    /// Its name in messages and definitions: `prompt`, `module`, …
    public let name: String
    /// The keys of the map, in their usual order.
    public let keys: [KeyDescription]
    /// Groups of keys of which exactly one must be present.
    public let exactlyOne: [[String]]
    /// The keys that exclude each other: for a key, those not allowed beside it.
    public let excludes: [String: [String]]
    /// For a key, the keys that it requires.
    public let requires: [String: [String]]

    init(
        _ name: String, keys: [KeyDescription], exactlyOne: [[String]] = [],
        excludes: [String: [String]] = [:], requires: [String: [String]] = [:]
    ) {
        self.name = name
        self.keys = keys
        self.exactlyOne = exactlyOne
        self.excludes = excludes
        self.requires = requires
    }

    /// `a prompt`, `an option`.
    var nameWithArticle: String {
        "\(name == "option" ? "an" : "a") \(name == "usage" ? "usage setting" : name)"
    }

    /// The names of all its keys.
    public var keyNames: [String] { keys.map(\.name) }
}
