/// The address of a prompt, module, variable or folder: its path below `prompts/`, without the file ending.
///
/// An address made by ``init(validating:)`` can't leave the library, because each part is checked with
/// ``PathPart/problem(in:)``. The empty address is the library's top folder.
public struct Address: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The parts joined by `/`: `marketing/launch-email`; empty for the top folder.
    public let path: String

    /// The library's top folder.
    public static let top = Address(unchecked: "")

    /// Creates an address from a path whose parts have been checked, for example by a scan.
    package init(unchecked path: String) {
        self.path = path
    }

    /// Reads an address that a person typed. One leading and one trailing `/` are ignored.
    ///
    /// - Throws: ``AddressError`` if the address is empty or a part is not allowed.
    public init(validating text: String) throws(AddressError) {
        var text = Substring(text)
        if text.hasPrefix("/") { text = text.dropFirst() }
        if text.hasSuffix("/") { text = text.dropLast() }
        guard !text.isEmpty else { throw AddressError(address: "", part: "", problem: .empty) }
        for part in text.split(separator: "/", omittingEmptySubsequences: false) {
            if let problem = PathPart.problem(in: part) {
                throw AddressError(address: String(text), part: String(part), problem: problem)
            }
        }
        path = Slug.nfc(String(text))
    }

    /// The last part; empty for the top folder.
    public var name: String {
        guard let slash = path.utf8.lastIndex(of: 0x2F) else { return path }
        return String(path[path.utf8.index(after: slash)...])
    }

    /// The folder that contains it. The top folder contains itself.
    public var folder: Address {
        guard let slash = path.utf8.lastIndex(of: 0x2F) else { return .top }
        return Address(unchecked: String(path[..<slash]))
    }

    /// Returns the address `relative` below this folder; `relative` must have been checked.
    package func appending(_ relative: String) -> Address {
        path.isEmpty ? Address(unchecked: relative) : Address(unchecked: path + "/" + relative)
    }

    /// This folder, then each parent up to the top folder.
    public var outward: [Address] {
        var folders = [self]
        while let last = folders.last, !last.path.isEmpty { folders.append(last.folder) }
        return folders
    }

    /// Returns the path of its file relative to the store's directory, with `/`.
    public func file(_ kind: RecordKind) -> String {
        switch kind {
        case .prompt, .module, .variable: "prompts/" + path + kind.fileEnding
        case .folder: path.isEmpty ? "prompts/folder.yaml" : "prompts/" + path + "/folder.yaml"
        case .manifest: "promptpal.yaml"
        }
    }

    /// The path.
    public var description: String { path }

    /// The address as a person types it: the path; `/` for the top folder.
    public var shown: String { path.isEmpty ? "/" : path }

    /// Compares paths as texts.
    public static func < (left: Address, right: Address) -> Bool { left.path < right.path }
}

/// An invalid address.
public struct AddressError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The address as given.
    public let address: String
    /// The part that is not allowed.
    public let part: String
    /// The rule that the part breaks.
    public let problem: PathPart.Problem

    /// The error in one sentence, without a full stop.
    public var description: String {
        address.isEmpty ? "an address can't be empty" : "\(quoted(part)) \(problem.message)"
    }
}

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
