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
    /// The names that occur more than once in one object, each later one in the order of the text. RFC 8259
    /// leaves it open which value counts.
    public let duplicates: [Duplicate]

    /// Reads a JSON text strictly: nothing beyond RFC 8259 is accepted (no comments, no trailing comma, no
    /// byte order mark, no lone surrogate).
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

/// A text that is no JSON, or more than the reader accepts.
public struct JSONError: Error, Sendable, Hashable {
    /// The kinds of errors.
    public enum Problem: Sendable, Hashable {
        /// A value, `,`, `:` or a closing bracket is missing; the text names the tokens that are allowed
        /// here.
        case expected(String)
        /// The text ends before the value does.
        case endOfText
        /// Bytes that are not UTF-8.
        case notUTF8
        /// A byte order mark at the start.
        case byteOrderMark
        /// A control character that must be escaped in a string, by its code.
        case controlCharacter(UInt8)
        /// A backslash followed by a character that JSON does not allow there.
        case escape
        /// A `\u` escape of half a character: no high surrogate followed by a low one.
        case loneSurrogate
        /// A number in another spelling: `01`, `.5`, `1.`, `+1`.
        case number
        /// More arrays and objects around a value than this.
        case depth(Int)
        /// More bytes than this.
        case size(Int)
    }

    /// The kind of the error.
    public let problem: Problem
    /// Offset in bytes of the error in the text.
    public let offset: Int

    /// An error at this offset.
    public init(problem: Problem, offset: Int) {
        self.problem = problem
        self.offset = offset
    }
}

extension JSONError: CustomStringConvertible {
    /// The problem in one sentence without a full stop.
    public var description: String {
        switch problem {
        case .expected(let things): "expected \(things)"
        case .endOfText: "the text ends too early"
        case .notUTF8: "the text is not UTF-8"
        case .byteOrderMark: "the text begins with a byte order mark"
        case .controlCharacter(let code):
            "a control character must be written as \(JSONError.escape(of: code))"
        case .escape: "`\\` must be followed by one of \" \\ / b f n r t or by u and four hexadecimal digits"
        case .loneSurrogate: "the escape is half of a character: a surrogate without its other half"
        case .number: "this is not how JSON writes a number"
        case .depth(let limit): "values are nested more than \(limit) levels deep"
        case .size(let limit): "the text is longer than \(limit) bytes"
        }
    }

    private static func escape(of code: UInt8) -> String {
        switch code {
        case 0x09: "\\t"
        case 0x0A: "\\n"
        case 0x0D: "\\r"
        default: "\\u00" + (code < 16 ? "0" : "") + String(code, radix: 16)
        }
    }
}
