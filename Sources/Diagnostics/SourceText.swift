/// The text of one file as read from disk: its name and its bytes.
///
/// Inside the program, all positions are half-open ranges of **UTF-8 byte offsets** into ``bytes``. Lines and
/// columns exist only in output for people; ``LineTable`` computes them.
public struct SourceText: Sendable, Hashable {
    /// The name that people see: a path relative to the store, with `/`.
    public let name: String

    /// The bytes exactly as read, including a byte-order mark and line ends.
    public let bytes: [UInt8]

    /// Creates a text with a name.
    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// Creates a text in memory (tests, standard input).
    public init(name: String, _ text: String) {
        self.init(name: name, bytes: Array(text.utf8))
    }

    /// Returns the decoded bytes of `range`; ill-formed UTF-8 becomes U+FFFD.
    public func string(in range: Range<Int>) -> String {
        String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
    }
}
