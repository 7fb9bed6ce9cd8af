/// One key of a file: its name, what it holds and what an editor shows for it.
///
/// These tables are the one list of keys: decoding knows a key by them, "did you mean" searches them,
/// and the JSON Schemas are made from them.
public struct KeyDescription: Sendable {
    public let name: String
    public let shape: Shape
    public let summary: String
    public let isRequired: Bool

    init(_ name: String, _ shape: Shape, _ summary: String, required: Bool = false) {
        self.name = name
        self.shape = shape
        self.summary = summary
        isRequired = required
    }
}

/// What a key holds.
public indirect enum Shape: Sendable {
    /// One scalar, read as text whatever it looks like.
    case text
    /// A text that is not empty.
    case content
    case boolean
    /// A whole number from 0.
    case count
    case number
    /// A number or a date, as the variable's type wants.
    case limit
    case uuid
    case dateTime
    /// One of these words.
    case word([String])
    case constant(Int)
    case list(Shape, atLeast: Int)
    /// A map with free keys, or only keys of a pattern, to values of one shape.
    case map(Shape, keyPattern: String?)
    /// Anything.
    case free
    case either([Shape])
    case object(ObjectDescription)
}

/// A map with known keys.
public struct ObjectDescription: Sendable {
    /// How messages and definitions call it: `prompt`, `module`, …
    public let name: String
    public let keys: [KeyDescription]
    /// Groups of keys of which exactly one must be there.
    public let exactlyOne: [[String]]
    /// `key` and what may not stand beside it.
    public let excludes: [String: [String]]
    /// `key` and what must stand beside it.
    public let requires: [String: [String]]

    init(
        _ name: String, _ keys: [KeyDescription], exactlyOne: [[String]] = [],
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
