/// The version after the `@` of an address.
public enum VersionSpec: Sendable, Hashable, CustomStringConvertible {
    /// `v3`: the third version of this record, counted from its first.
    case number(Int)
    /// Anything else that Git accepts as a commit (`HEAD~2`, a branch, a tag, the digits of a commit).
    case revision(String)

    /// Reads the text after the `@`.
    ///
    /// A `v` and digits are always a number, even if a tag has that name: `tags/v3` means the tag. A text
    /// that begins with `{` continues Git's `@`, as in `launch@{yesterday}`.
    public init(_ text: String) {
        if let number = VersionSpec.number(text) {
            self = .number(number)
        } else {
            self = .revision(text.hasPrefix("{") ? "@" + text : text)
        }
    }

    /// The version as typed, without the `@`.
    public var description: String {
        switch self {
        case .number(let number): "v\(number)"
        case .revision(let text): text.hasPrefix("@{") ? String(text.dropFirst()) : text
        }
    }

    /// Returns the number of `v3`; the largest integer if it is too large for any history.
    private static func number(_ text: String) -> Int? {
        let digits = text.utf8.dropFirst()
        guard text.utf8.first == UInt8(ascii: "v"), !digits.isEmpty,
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return Int(Substring(digits)) ?? .max
    }
}

/// An address with an optional version, as typed: `marketing/launch-email@v3`.
public struct VersionedName: Sendable, Hashable {
    /// The text before the `@`: an address or a path.
    public let name: String
    /// The version; `nil` for the work tree.
    public let spec: VersionSpec?

    /// Splits at the first `@`, because no part of an address contains one. The folders of a path may, so a
    /// path is split at the `@` after the file's ending. An `@` at the start leaves the name empty; one
    /// without a text after it is `HEAD`, as in Git.
    public init(_ text: String) {
        let end = text.firstRange(of: ".yaml@").map { text.utf8.index(before: $0.upperBound) }
        let isPath = text.hasSuffix(".yaml")
        guard let at = end ?? (isPath ? nil : text.utf8.firstIndex(of: UInt8(ascii: "@"))) else {
            name = text
            spec = nil
            return
        }
        name = String(text[..<at])
        let rest = String(text[text.utf8.index(after: at)...])
        spec = rest.isEmpty ? .revision("HEAD") : VersionSpec(rest)
    }
}
