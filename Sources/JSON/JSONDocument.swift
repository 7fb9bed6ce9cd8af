/// A JSON text that was read.
public struct JSONDocument: Sendable {
    /// A name that an object has already.
    public struct Duplicate: Sendable, Hashable {
        /// The name with its escapes resolved.
        public let name: String
        /// The bytes of the later name in the text, with its quotes.
        public let range: Range<Int>
    }

    /// The value.
    public let value: JSONValue
    /// The names that occur more than once in one object, each later one in the order of the text. RFC 8259 leaves it open
    /// which value counts.
    public let duplicates: [Duplicate]

    /// Reads a JSON text strictly: nothing beyond RFC 8259 is accepted (no comments, no trailing comma, no byte order
    /// mark, no lone surrogate).
    ///
    /// - Parameters:
    ///   - bytes: the whole text in UTF-8.
    ///   - limits: the size and the depth that are accepted.
    /// - Throws: `JSONError` with the offset of the first byte that is not accepted.
    public init(_ bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONError) {
        var reader = JSONReader(bytes, limits: limits)
        value = try reader.document()
        duplicates = reader.duplicates
    }
}

/// The size and the depth of a text that a reader accepts.
public struct JSONLimits: Sendable, Hashable {
    /// The greatest depth that any limit allows. Deeper values would end the program when they are freed.
    public static let deepest = 1_000

    /// The greatest number of bytes.
    public let size: Int
    /// The greatest number of arrays and objects around a value: `[[1]]` has the depth 2.
    public let depth: Int

    /// - Parameters:
    ///   - size: in bytes; 16 MiB unless given.
    ///   - depth: at most ``deepest``; 128 unless given.
    public init(size: Int = 16 << 20, depth: Int = 128) {
        self.size = size
        self.depth = min(depth, JSONLimits.deepest)
    }
}
