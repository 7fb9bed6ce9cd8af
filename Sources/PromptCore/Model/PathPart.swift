/// The rules for one part of an address.
///
/// They keep a store usable on every system that it may be cloned to, and keep an address from meaning
/// anything but a file of the library.
public enum PathPart {
    /// The reason why a part is not allowed.
    public enum Problem: Sendable, Equatable {
        case empty, dots, git, trailingDotOrSpace, forbidden(Unicode.Scalar), reserved, tooLong, hidden

        /// Completes the sentence that begins with the quoted part.
        public var message: String {
            switch self {
            case .empty: "is empty: a path part needs a name"
            case .dots: "would leave its folder: `.` and `..` are not allowed"
            case .git: "is Git's own name (or a disguise of it)"
            case .trailingDotOrSpace: "ends in a dot or a space, which Windows drops"
            case .forbidden(let scalar):
                scalar.value < 0x20 || scalar.value == 0x7F
                    ? "contains a control character" : "contains \(visible(scalar)), which is not allowed"
            case .reserved: "is a reserved name on Windows"
            case .tooLong: "is longer than 200 bytes"
            case .hidden: "starts with a dot"
            }
        }

        private func visible(_ scalar: Unicode.Scalar) -> String {
            scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.isBidiControl
                ? "an invisible character (U+\(String(scalar.value, radix: 16, uppercase: true)))"
                : "`\(scalar)`"
        }
    }

    /// Maximum length of a part in bytes, so that the longest ending still fits a file name of 255 bytes.
    public static let maxBytes = 200

    /// Returns the problem of `part`; `nil` if it is allowed.
    public static func problem(in part: Substring) -> Problem? {
        if isPlain(part) { return nil }
        if part.isEmpty { return .empty }
        if part == "." || part == ".." { return .dots }
        if part.utf8.count > maxBytes { return .tooLong }
        for scalar in part.unicodeScalars {
            switch scalar {
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "/", "\\", ":", "@", "<", ">", "\"", "|", "?", "*",
                "\u{2028}", "\u{2029}":
                return .forbidden(scalar)
            default:
                if scalar.value >= 0x80, scalar.properties.isBidiControl { return .forbidden(scalar) }
            }
        }
        if isGit(part) { return .git }
        if part.hasPrefix(".") { return .hidden }
        if part.hasSuffix(".") || part.hasSuffix(" ") { return .trailingDotOrSpace }
        return isReserved(part) ? .reserved : nil
    }

    /// True if the part consists of lower-case ASCII letters, digits, `-` and `_` only, and is longer than
    /// any reserved name. Most parts are, and no rule forbids them.
    private static func isPlain(_ part: Substring) -> Bool {
        guard part.utf8.count > 4, part.utf8.count <= maxBytes else { return false }
        return part.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }

    /// True for `.git` in any case, with ignorable characters in it (HFS+), as NTFS's short name, or with
    /// trailing dots and spaces. Follows Git's `verify_dotfile`, `is_hfs_dotgit` and `is_ntfs_dotgit`.
    private static func isGit(_ part: Substring) -> Bool {
        var bare = String.UnicodeScalarView()
        for scalar in part.unicodeScalars where !scalar.properties.isDefaultIgnorableCodePoint {
            bare.append(scalar)
        }
        while let last = bare.last, last == "." || last == " " { bare.removeLast() }
        let name = Slug.foldingKey(String(bare))
        return name == ".git" || name == "git~1"
    }

    /// True for CON, PRN, AUX, NUL, COM0–9 and LPT0–9 (also with superscript digits), alone or before a dot.
    private static func isReserved(_ part: Substring) -> Bool {
        let base = part.prefix { $0 != "." }.lowercased()
        if ["con", "prn", "aux", "nul", "conin$", "conout$"].contains(base) { return true }
        guard base.hasPrefix("com") || base.hasPrefix("lpt") else { return false }
        let rest = base.unicodeScalars.dropFirst(3)
        return rest.count == 1 && rest.allSatisfy { "0123456789¹²³".unicodeScalars.contains($0) }
    }
}
