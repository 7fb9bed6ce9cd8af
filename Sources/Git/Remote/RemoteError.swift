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
                message: "there is no room on the disk: \(RemoteError.short(words)); nothing has changed",
                help: "make room, then run the command again")
        } else if has("host key verification failed", "remote host identification has changed") {
            self.init(
                .unknownHost,
                message:
                    "the key of the server behind \(shown) is not the one that you know, or not known yet",
                help: RemoteError.knownHostsHelp(address))
        } else if has("permission denied", "too many authentication failures") {
            self.init(
                .denied, message: "\(shown) does not let you in: \(RemoteError.short(words))",
                help: "see that your key is known there, and offered: `ssh-add -l` lists those of your agent")
        } else if error.code == Int(GIT_EAUTH.rawValue)
            || has("authentication replays", "401", "authentication required")
        {
            self.init(
                .denied,
                message: attempts > 1
                    ? "\(shown) does not take that user name and password"
                    : "\(shown) asks for a user name and a password, and none is known",
                help:
                    "Git's credential helpers are asked: `git config --global credential.helper` names one, and gitcredentials(7) says more"
            )
        } else if error.code == Int(GIT_ECERTIFICATE.rawValue) || has("certificate") {
            self.init(
                .certificate,
                message:
                    "the certificate of \(shown) is not valid: \(RemoteError.short(words)); nothing was sent or taken",
                help:
                    "if it is signed by an authority of your own, `git config --global http.sslCAInfo FILE` names its certificate"
            )
        } else if has("redirects to", "cannot redirect") {
            self.init(
                .address, message: "\(shown): \(RemoteError.short(words))",
                help: "if that is right, `git remote set-url origin ADDRESS` names the new place")
        } else if has(
            "does not appear to be a git repository", "not found", "does not exist", "status code: 404",
            "no such file or directory", "repository not exported")
        {
            self.init(
                .notThere,
                message:
                    "there is no repository at \(shown), or you may not see it: \(RemoteError.short(words))")
        } else {
            self.init(
                .unreachable, message: "\(shown): \(RemoteError.short(words)); nothing has changed",
                help: "see that the server is there, then run the command again")
        }
    }

    private static func knownHostsHelp(_ address: RemoteAddress) -> String? {
        guard case .ssh(_, let host, let port, _) = address.transport else { return nil }
        let destination = port.map { "-p \($0) \(host)" } ?? host
        return "`ssh \(destination)` shows it and asks; compare it with what the server's owner says"
    }

    /// Returns the last lines of a message, joined to one line.
    private static func short(_ words: String) -> String {
        let lines = words.split { $0 == "\n" || $0 == "\r" || $0 == "\r\n" }.suffix(3)
        return lines.map { $0.hasPrefix("fatal: ") ? String($0.dropFirst(7)) : String($0) }.joined(
            separator: "; ")
    }
}
