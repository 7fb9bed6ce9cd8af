internal import CLibGit2

/// The reason why a transfer failed. The repository is unchanged.
public struct RemoteError: Error, Sendable, Hashable {
    /// The kind of failure.
    public enum Reason: Sendable, Hashable {
        /// The address can't be used.
        case address
        /// There is no connection, or it broke.
        case unreachable
        /// The other side accepts none of our keys or passwords.
        case denied
        /// The host key differs from the known one, or is unknown.
        case unknownHost
        /// The certificate can't be verified.
        case certificate
        /// There is no such repository.
        case notThere
        /// The branch there has commits that are not here.
        case behind
        /// The other side refuses the change.
        case rejected
        /// The user cancelled it.
        case interrupted
        /// The local disk is full or fails.
        case disk
        /// The received data is damaged.
        case damaged
    }

    /// The kind of failure.
    public let reason: Reason
    /// A sentence without a full stop. It contains no password.
    public let message: String
    /// The remedy; `nil` if there is none.
    public let help: String?

    /// An error with a message that contains no password.
    public init(_ reason: Reason, message: String, help: String? = nil) {
        self.reason = reason
        self.message = message
        self.help = help
    }
}

extension RemoteError {
    /// Converts a failed transfer to an error for people.
    ///
    /// If libgit2 has a code for a reason, the code decides. Most reasons come as a text only: libgit2 reports
    /// them with code -1, and `ssh`, `git` and servers write them to their standard error or into a status.
    ///
    /// - Parameters:
    ///   - said: the message of our own side or of the program on the other side; empty if there is none.
    ///   - attempts: number of times that a password was requested.
    init(_ error: GitError, said: String, attempts: Int, at address: RemoteAddress) {
        let words = said.isEmpty ? error.message : said
        let shown = address.shown
        let lower = words.lowercased()
        func has(_ parts: String...) -> Bool { parts.contains { lower.contains($0) } }
        if error.code == Int(GIT_ENONFASTFORWARD.rawValue) {
            self.init(.behind, message: "the branch in \(shown) has changes that you do not have yet")
        } else if has("no space left", "disk quota") {
            self.init(
                .disk,
                message: "no space is left on the disk: \(RemoteError.short(words)); nothing was changed",
                help: "free some space, then run the command again")
        } else if has("host key verification failed", "remote host identification has changed") {
            self.init(
                .unknownHost,
                message:
                    "the host key of \(shown) is not known yet or has changed",
                help: RemoteError.knownHostsHelp(address))
        } else if has("permission denied", "too many authentication failures") {
            self.init(
                .denied, message: "\(shown) denies access: \(RemoteError.short(words))",
                help: "check that the server knows your key and that your agent offers it: run `ssh-add -l`")
        } else if error.code == Int(GIT_EAUTH.rawValue)
            || has("authentication replays", "401", "authentication required")
        {
            self.init(
                .denied,
                message: attempts > 1
                    ? "\(shown) rejects this user name and password"
                    : "\(shown) asks for a user name and a password, but none is configured",
                help:
                    "set a credential helper with `git config --global credential.helper`; see gitcredentials(7)"
            )
        } else if error.code == Int(GIT_ECERTIFICATE.rawValue) || has("certificate") {
            self.init(
                .certificate,
                message:
                    "the certificate of \(shown) is not valid: \(RemoteError.short(words)); nothing was sent or fetched",
                help:
                    "if your own certificate authority signed it, run `git config --global http.sslCAInfo FILE`"
            )
        } else if has("redirects to", "cannot redirect") {
            self.init(
                .address, message: "\(shown): \(RemoteError.short(words))",
                help: "if that is correct, run `git remote set-url origin ADDRESS`")
        } else if has(
            "does not appear to be a git repository", "not found", "does not exist", "status code: 404",
            "no such file or directory", "repository not exported")
        {
            self.init(
                .notThere,
                message:
                    "there is no repository at \(shown), or you have no access to it: \(RemoteError.short(words))"
            )
        } else {
            self.init(
                .unreachable, message: "\(shown): \(RemoteError.short(words)); nothing was changed",
                help: "check that the server is reachable, then run the command again")
        }
    }

    private static func knownHostsHelp(_ address: RemoteAddress) -> String? {
        guard case .ssh(_, let host, let port, _) = address.transport else { return nil }
        let destination = port.map { "-p \($0) \(host)" } ?? host
        return
            "run `ssh \(destination)` and compare the key that it shows with the one from the server's owner"
    }

    /// Returns the last lines of a message, joined to one line.
    private static func short(_ words: String) -> String {
        let lines = words.split { $0 == "\n" || $0 == "\r" || $0 == "\r\n" }.suffix(3)
        return lines.map { $0.hasPrefix("fatal: ") ? String($0.dropFirst(7)) : String($0) }.joined(
            separator: "; ")
    }
}
