/// A checked path below the root of a store: parts between single `/`, none empty, `.` or `..`, no NUL byte.
/// The path need not exist.
public struct RelativePath: Sendable, Hashable {
    /// The path as text. Empty only for the root itself.
    let text: String

    /// The root of the store.
    public static let root = RelativePath(unchecked: "")

    private init(unchecked text: String) {
        self.text = text
    }

    /// Checks `text`. An empty text or `.` is the root.
    ///
    /// - Throws: `escapes` for an absolute path or a `..` part, `invalidPath` for the rest.
    public init(_ text: String) throws(FileError) {
        if text.isEmpty || text == "." {
            self = .root
            return
        }
        var length = 0
        var dots = 0
        var isFirst = true
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "/"):
                if isFirst { throw .escapes(path: text) }
                try RelativePath.checkPart(length: length, dots: dots, of: text)
                length = 0
                dots = 0
            case 0:
                throw .invalidPath(path: text)
            default:
                length += 1
                if byte == UInt8(ascii: ".") { dots += 1 }
            }
            isFirst = false
        }
        try RelativePath.checkPart(length: length, dots: dots, of: text)
        self.init(unchecked: text)
    }

    private static func checkPart(length: Int, dots: Int, of text: String) throws(FileError) {
        if length == 2, dots == 2 { throw .escapes(path: text) }
        if length == 0 || (length == 1 && dots == 1) { throw .invalidPath(path: text) }
    }

    /// True if this is the root of the store.
    public var isRoot: Bool { text.isEmpty }

    /// The parts of the path, outermost first; none for the root.
    public var parts: [Substring] { text.utf8.split(separator: UInt8(ascii: "/")).map(Substring.init) }

    /// Everything before the last `/`; the root for a path of one part.
    var parent: RelativePath {
        guard let slash = text.utf8.lastIndex(of: UInt8(ascii: "/")) else { return .root }
        return RelativePath(unchecked: String(text[..<slash]))
    }

    /// Everything after the last `/`.
    var name: String {
        guard let slash = text.utf8.lastIndex(of: UInt8(ascii: "/")) else { return text }
        return String(text[text.utf8.index(after: slash)...])
    }
}
