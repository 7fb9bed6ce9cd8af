/// A person, as in `created_by` and Git's author lines.
public struct UserIdentity: Sendable, Hashable {
    /// Never empty; no line ends, `<` or `>`.
    public let name: String
    /// Never empty; no line ends, `<` or `>`.
    public let email: String

    /// Removes characters that Git's author line can't contain: control characters, `<` and `>`, and white
    /// space at the ends.
    ///
    /// - Returns: `nil` if a part is empty then.
    public init?(name: String, email: String) {
        let name = UserIdentity.clean(name)
        let email = UserIdentity.clean(email)
        guard !name.isEmpty, !email.isEmpty else { return nil }
        self.name = name
        self.email = email
    }

    /// `Ana Ruiz <ana@example.com>`
    public var text: String { "\(name) <\(email)>" }

    private static func clean(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { 0x20..<0x7F ~= $0 && $0 != 0x3C && $0 != 0x3E }
        if isPlain, text.utf8.first != 0x20, text.utf8.last != 0x20 { return text }
        let kept = text.unicodeScalars.filter {
            $0.properties.generalCategory != .control && $0 != "<" && $0 != ">"
        }
        var trimmed = Substring.UnicodeScalarView(kept)
        while trimmed.first?.properties.isWhitespace == true { trimmed.removeFirst() }
        while trimmed.last?.properties.isWhitespace == true { trimmed.removeLast() }
        return String(trimmed)
    }
}

extension UserIdentity {
    /// The user if the system has no account for them.
    public static let unknown = UserIdentity(uncheckedName: "unknown", email: "unknown@localhost")

    private init(uncheckedName name: String, email: String) {
        self.name = name
        self.email = email
    }
}
