internal import Glibc

/// A person, as `created_by` and Git's author lines name one.
public struct UserIdentity: Sendable, Hashable {
    /// Never empty; no line ends, `<` or `>`.
    public let name: String
    /// Never empty; no line ends, `<` or `>`.
    public let email: String

    /// Takes out what Git's author line can't carry: control characters, `<` and `>`, and
    /// white space at the ends. Nil where nothing is left of a part.
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

extension Host {
    /// Who is at work: `GIT_AUTHOR_NAME` and `GIT_AUTHOR_EMAIL` where set, each part else from Git's
    /// configuration where it is given, else from the account (its full name, or its login;
    /// `login@hostname`).
    ///
    /// - Parameters:
    ///   - role: `AUTHOR`, or `COMMITTER` for the variables of that name.
    ///   - configured: `user.name` and `user.email` of Git's configuration, which is not read here.
    ///   - environment: looks up an environment variable.
    public static func currentUser(
        role: String = "AUTHOR", configured: (name: String?, email: String?) = (nil, nil),
        environment: (String) -> String? = Host.environment
    ) -> UserIdentity {
        // Looked up only where it counts: this reads the system's files.
        lazy var account = account()
        let name =
            nonEmpty(environment("GIT_\(role)_NAME")) ?? nonEmpty(configured.name) ?? account.fullName
        let email =
            nonEmpty(environment("GIT_\(role)_EMAIL")) ?? nonEmpty(configured.email)
            ?? "\(account.login)@\(hostName())"
        return UserIdentity(name: name, email: email)
            ?? UserIdentity(name: account.login, email: "\(account.login)@localhost")
            ?? .unknown
    }

    private static func nonEmpty(_ text: String?) -> String? {
        text.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Login and full name of the effective user. The full name is the first part of the
    /// account's comment field (`&` there stands for the login), else the login.
    private static func account() -> (login: String, fullName: String) {
        var record = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16 * 1024)
        let number = "user-\(geteuid())"
        return buffer.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress,
                getpwuid_r(geteuid(), &record, start, buffer.count, &found) == 0, found != nil,
                let name = record.pw_name
            else { return (number, number) }
            let login = String(cString: name)
            let comment = record.pw_gecos.map { String(cString: $0) } ?? ""
            let full = comment.prefix { $0 != "," }.split(separator: "&", omittingEmptySubsequences: false)
                .joined(separator: login)
            return (login, full.isEmpty ? login : full)
        }
    }

    private static func hostName() -> String {
        var buffer = [CChar](repeating: 0, count: 256)
        // One byte stays 0: a name that is cut short may come without its end.
        guard gethostname(&buffer, buffer.count - 1) == 0 else { return "localhost" }
        let name = String(
            decoding: buffer.lazy.map(UInt8.init(bitPattern:)).prefix { $0 != 0 }, as: UTF8.self)
        return name.isEmpty ? "localhost" : name
    }
}

extension UserIdentity {
    /// Where the system has no account for the user.
    static let unknown = UserIdentity(uncheckedName: "unknown", email: "unknown@localhost")

    private init(uncheckedName name: String, email: String) {
        self.name = name
        self.email = email
    }
}
