/// One file's text as it stands on disk: a name to show and its bytes.
///
/// The law of this room: positions are half-open ranges of **UTF-8 byte
/// offsets** into ``bytes`` everywhere inside the program. Lines and columns
/// exist only at the edge, where a person reads them, and are made there by
/// ``LineTable``.
public struct SourceText: Sendable, Hashable {
    /// The name people see: a path relative to the store, with `/`.
    public let name: String

    /// The bytes exactly as read, byte-order mark and line ends included.
    public let bytes: [UInt8]

    /// A text under a name.
    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// A text made in memory (tests, standard input).
    public init(name: String, _ text: String) {
        self.init(name: name, bytes: Array(text.utf8))
    }

    /// The bytes of `range`, decoded; ill-formed UTF-8 becomes U+FFFD.
    public func string(in range: Range<Int>) -> String {
        String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
    }
}
