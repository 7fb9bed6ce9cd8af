/// What stands behind the `@` of an address: which version is meant.
public enum VersionSpec: Sendable, Hashable, CustomStringConvertible {
    /// `v3`: the third version of this record, counted from its first.
    case number(Int)
    /// Anything else: what Git takes for a commit (`HEAD~2`, a branch, a tag, the digits of a commit).
    case revision(String)

    /// Reads what was typed behind the `@`.
    ///
    /// A `v` and digits are always a number, also where a tag has that name: `tags/v3` means the tag. What begins
    /// with `{` goes on from Git's `@`, as in `launch@{yesterday}`.
    public init(_ text: String) {
        if let number = VersionSpec.number(text) {
            self = .number(number)
        } else {
            self = .revision(text.hasPrefix("{") ? "@" + text : text)
        }
    }

    /// As it is typed, without the `@`.
    public var description: String {
        switch self {
        case .number(let number): "v\(number)"
        case .revision(let text): text.hasPrefix("@{") ? String(text.dropFirst()) : text
        }
    }

    /// The number of `v3`; as much as fits where it is too large for any history.
    private static func number(_ text: String) -> Int? {
        let digits = text.utf8.dropFirst()
        guard text.utf8.first == UInt8(ascii: "v"), !digits.isEmpty,
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return Int(Substring(digits)) ?? .max
    }
}

/// An address with an optional version, as it is typed: `marketing/launch-email@v3`.
public struct VersionedName: Sendable, Hashable {
    /// What stands before the `@`: an address or a path.
    public let name: String
    /// `nil` for the work tree.
    public let spec: VersionSpec?

    /// Splits at the first `@`: no part of an address has one. The folders of a path may, so there it is the one behind
    /// the file's ending. An `@` at the start leaves the name empty; one with nothing behind it is `HEAD`, as in Git.
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
