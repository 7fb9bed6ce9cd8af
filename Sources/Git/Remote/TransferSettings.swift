internal import CLibGit2

/// The user's own settings for a transfer, never those of a repository.
public struct TransferSettings: Sendable {
    /// The user's command for ssh, which a shell interprets (`GIT_SSH_COMMAND`, `core.sshCommand`).
    public var sshCommand: String?
    /// The user's program for ssh (`GIT_SSH`).
    public var sshProgram: String?
    /// A file of certificates (`GIT_SSL_CAINFO`, `http.sslCAInfo`); `nil` for the system's.
    public var certificates: String?
    /// The address of a proxy for HTTPS.
    public var proxy: String?
    /// Milliseconds without a byte after which the other side counts as gone.
    public var patience = 60_000
    /// The same limit before the first answer of ssh, which may have to ask for a passphrase.
    public var firstPatience = 120_000
    /// Maximum number of bytes of one fetch.
    public var maxBytes = 8 << 30

    /// Settings with the default limits, without programs, certificates and proxy.
    public init() {}

    /// The files in which systems keep the trusted certificates.
    static let systemCertificates = [
        "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem",
    ]

    /// Returns the values of some keys in the user's or the system's Git configuration. The configuration of
    /// a repository is ignored.
    ///
    /// - Throws: ``GitError`` if the configuration can't be read.
    public static func userConfiguration(_ keys: [String]) throws(GitError) -> [String: String] {
        let library = try GitLibrary()
        defer { _ = library }
        let config = try Handle("git_config_open_default", free: git_config_free) {
            git_config_open_default($0)
        }
        let snapshot = try Handle("git_config_snapshot", free: git_config_free) {
            git_config_snapshot($0, config.pointer)
        }
        var found: [String: String] = [:]
        for key in keys {
            var value: UnsafePointer<CChar>?
            if git_config_get_string(&value, snapshot.pointer, key) == 0 { found[key] = text(value) }
        }
        return found
    }
}

/// The progress of a transfer.
public struct TransferProgress: Sendable, Hashable {
    public let objects, totalObjects: Int
    /// The number of bytes received so far.
    public let bytes: Int
}
