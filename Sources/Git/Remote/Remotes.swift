internal import CLibGit2

/// The remote branch that a branch is fetched from and pushed to.
public struct Upstream: Sendable, Hashable {
    /// The remote's name: `origin`.
    public let remote: String
    /// The branch on the other side: `refs/heads/main`.
    public let branch: String
    public let url, pushURL: String

    /// An upstream; see the properties for the parts.
    public init(remote: String, branch: String, url: String, pushURL: String) {
        self.remote = remote
        self.branch = branch
        self.url = url
        self.pushURL = pushURL
    }

    /// The remote-tracking reference: the branch's last known commit.
    public var tracking: String { "refs/remotes/\(remote)/\(branch.dropFirst("refs/heads/".count))" }
}

extension Repository {
    /// Returns the upstream of a branch from Git's configuration. If there is none, returns the branch of the
    /// same name in the only remote; `nil` if there is no remote, or several.
    ///
    /// - Parameter reference: `refs/heads/main`.
    /// - Throws: ``GitError`` if the configuration can't be read.
    public func upstream(of reference: String) throws(GitError) -> Upstream? {
        let name = String(reference.dropFirst("refs/heads/".count))
        let remotes = try remoteNames()
        let configured = configuration("branch.\(name).remote")
        guard
            let remote = configured
                ?? (remotes.count == 1 ? remotes[0] : nil),
            remotes.contains(remote)
        else { return nil }
        let merge = configured == nil ? nil : configuration("branch.\(name).merge")
        return try with { repository throws(GitError) in
            let handle = try Handle("git_remote_lookup", free: git_remote_free) {
                git_remote_lookup($0, repository, remote)
            }
            let url = text(git_remote_url(handle.pointer))
            let pushURL = git_remote_pushurl(handle.pointer).map { text($0) }
            return Upstream(
                remote: remote, branch: merge ?? reference, url: url, pushURL: pushURL ?? url)
        }
    }

    /// Returns the names of all remotes.
    ///
    /// - Throws: ``GitError`` if the configuration can't be read.
    public func remoteNames() throws(GitError) -> [String] {
        try with { repository throws(GitError) in
            var list = git_strarray()
            try check("git_remote_list") { git_remote_list(&list, repository) }
            defer { git_strarray_dispose(&list) }
            return (0..<list.count).map { text(list.strings[$0]) }
        }
    }

    /// Creates a remote and makes it the upstream of a branch.
    ///
    /// - Throws: ``GitError`` if the remote exists or the configuration can't be written.
    public func addRemote(_ name: String, url: String, branch: String) throws(GitError) {
        try with { repository throws(GitError) in
            _ = try Handle("git_remote_create", free: git_remote_free) {
                git_remote_create($0, repository, name, url)
            }
        }
        try setUpstream(of: branch, remote: name, to: branch)
    }

    /// Sets the upstream of a branch, like `git branch --set-upstream-to`.
    ///
    /// - Throws: ``GitError`` if the configuration can't be written.
    private func setUpstream(of branch: String, remote: String, to target: String) throws(GitError) {
        let short = branch.dropFirst("refs/heads/".count)
        try with { repository throws(GitError) in
            let config = try Handle("git_repository_config", free: git_config_free) {
                git_repository_config($0, repository)
            }
            for (key, value) in [("remote", remote), ("merge", target)] {
                try check("git_config_set_string") {
                    git_config_set_string(config.pointer, "branch.\(short).\(key)", value)
                }
            }
        }
    }

    /// Sets a reference to a commit, regardless of its old value.
    ///
    /// - Throws: ``GitError`` if the reference can't be written.
    public func setReference(_ name: String, to id: ObjectID, message: String) throws(GitError) {
        try with { repository throws(GitError) in
            var raw = id.raw
            _ = try Handle("git_reference_create", free: git_reference_free) {
                git_reference_create($0, repository, name, &raw, 1, message)
            }
        }
    }

    /// Sets `HEAD` to a branch, which need not have a commit.
    ///
    /// - Throws: ``GitError`` if `HEAD` can't be written.
    public func setHead(_ branch: String) throws(GitError) {
        try with { repository throws(GitError) in
            _ = try Handle("git_reference_symbolic_create", free: git_reference_free) {
                git_reference_symbolic_create($0, repository, "HEAD", branch, 1, nil)
            }
        }
    }

    /// Returns the commit of a reference; `nil` if the reference does not exist.
    ///
    /// - Throws: ``GitError`` if the reference can't be read.
    public func reference(_ name: String) throws(GitError) -> ObjectID? {
        try with { repository throws(GitError) -> ObjectID? in
            var id = git_oid()
            do throws(GitError) {
                try check("git_reference_name_to_id") { git_reference_name_to_id(&id, repository, name) }
            } catch {
                guard error.isNotFound else { throw error }
                return nil
            }
            return ObjectID(id)
        }
    }
}

/// The address of another repository: a URL, `[user@]host:path`, or a path on this machine.
public struct RemoteAddress: Sendable, Hashable {
    /// The means of transport.
    public enum Transport: Sendable, Hashable {
        /// An absolute path on this machine.
        case local(path: String)
        case ssh(user: String?, host: String, port: String?, path: String)
        /// Git's own protocol, which has neither encryption nor authentication.
        case git(host: String, port: String)
        case https(host: String, port: String)
    }

    /// As written in Git's configuration. May contain a password.
    public let text: String
    /// The text for people, without a password.
    public let shown: String
    /// The transport of the address.
    public let transport: Transport

    /// - Parameter folder: the directory to which a relative path is relative.
    /// - Throws: ``RemoteError`` with the reason `address` if the address can't be used.
    public init(_ text: String, from folder: String) throws(RemoteError) {
        let shown = RemoteAddress.withoutPassword(text)
        func refuse(_ why: String, help: String? = nil) -> RemoteError {
            RemoteError(.address, message: "\(shown) \(why)", help: help)
        }
        guard !text.isEmpty, text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F || $0 == 0x20 }),
            !["%00", "%0a", "%0d"].contains(where: text.lowercased().contains)
        else { throw refuse("is not an address: it is empty or contains control characters") }
        if let url = URLParts(text) {
            switch url.scheme {
            case "file":
                guard url.path.hasPrefix("/"), url.host.isEmpty || url.host == "localhost" else {
                    throw refuse("is not a path on this machine", help: "write file:///absolute/path")
                }
                transport = .local(path: url.path)
            case "ssh", "git+ssh", "ssh+git":
                // `ssh://host/~ana/library` means a home directory.
                let path = url.path.hasPrefix("/~") ? String(url.path.dropFirst()) : url.path
                transport = try RemoteAddress.ssh(
                    user: url.user, host: url.host, port: url.port, path: path, shown: shown)
            case "git": transport = .git(host: url.host, port: url.port ?? "9418")
            case "https": transport = .https(host: url.host, port: url.port ?? "443")
            case "http":
                throw refuse(
                    "is not encrypted, so anyone on the network path could change the data",
                    help: "use https://")
            default:
                throw refuse(
                    "begins with \(url.scheme)://, which is not supported",
                    help: "addresses are https://, ssh://, git://, file://, user@host:path, or a path")
            }
            if case .local = transport {
            } else if url.host.isEmpty || url.host.hasPrefix("-") {
                throw refuse("has no host")
            }
        } else if let (user, host, path) = RemoteAddress.shortForm(text) {
            transport = try RemoteAddress.ssh(user: user, host: host, port: nil, path: path, shown: shown)
        } else {
            let full = text.hasPrefix("/") ? text : folder + "/" + text
            transport = .local(path: RepositoryDirectories.resolved(full) ?? full)
        }
        self.text = text
        self.shown = shown
    }

    private static func ssh(
        user: String?, host: String, port: String?, path: String, shown: String
    ) throws(RemoteError) -> Transport {
        // A name that begins with a dash would be an option for ssh.
        guard !host.isEmpty, !host.hasPrefix("-"), user?.hasPrefix("-") != true, !path.isEmpty,
            port?.allSatisfy({ ("0"..."9").contains($0) }) != false
        else { throw RemoteError(.address, message: "\(shown) is not an address that ssh can use") }
        return .ssh(user: user, host: host, port: port, path: path)
    }

    /// Reads `user@host:path` by Git's rule: a colon before the first slash.
    private static func shortForm(_ text: String) -> (user: String?, host: String, path: String)? {
        guard let colon = text.firstIndex(of: ":"), !text[..<colon].contains("/") else { return nil }
        var host = String(text[..<colon])
        var user: String?
        if let at = host.lastIndex(of: "@") {
            user = String(host[..<at])
            host = String(host[host.index(after: at)...])
        }
        return (user, host, String(text[text.index(after: colon)...]))
    }

    static func withoutPassword(_ text: String) -> String {
        guard let scheme = text.firstRange(of: "://") else { return text }
        let rest = text[scheme.upperBound...]
        let authority = rest.prefix { $0 != "/" }
        guard let at = authority.lastIndex(of: "@") else { return text }
        let user = authority[..<at].prefix { $0 != ":" }
        return text[..<scheme.upperBound] + (user.isEmpty ? "" : user + "@")
            + rest[rest.index(after: at)...]
    }
}

/// The parts of a URL (RFC 3986), as far as Git's addresses need them; nothing is decoded.
struct URLParts {
    let scheme: String
    let user: String?
    let host: String
    let port: String?
    /// With its leading slash; empty if there is none.
    let path: String

    init?(_ text: String) {
        guard let mark = text.firstRange(of: "://"), mark.lowerBound != text.startIndex else { return nil }
        scheme = text[..<mark.lowerBound].lowercased()
        guard scheme.allSatisfy({ $0.isLetter || $0 == "+" || $0.isNumber }) else { return nil }
        var authority = text[mark.upperBound...].prefix { $0 != "/" }
        path = String(text[authority.endIndex...])
        if let at = authority.lastIndex(of: "@") {
            user = String(authority[..<at].prefix { $0 != ":" })
            authority = authority[authority.index(after: at)...]
        } else {
            user = nil
        }
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            host = String(authority[authority.index(after: authority.startIndex)..<end])
            let rest = authority[authority.index(after: end)...]
            port = rest.hasPrefix(":") ? String(rest.dropFirst()) : nil
        } else {
            host = String(authority.prefix { $0 != ":" })
            port = authority.firstIndex(of: ":").map { String(authority[authority.index(after: $0)...]) }
        }
    }
}

/// The programs for a repository that is not reached over a socket.
struct RemoteCommand {
    let fetching, pushing: [String]

    /// Creates the programs for a transport; `nil` if it uses a socket.
    ///
    /// - Parameter shell: the user's own command for ssh, which a shell interprets; `nil` for `ssh`.
    init?(_ transport: RemoteAddress.Transport, shell: String?, program: String?) {
        switch transport {
        case .local(let path):
            // Hooks of that repository are disabled, because a stranger may have written them.
            let git = [
                "git", "-c", "core.hooksPath=/dev/null", "-c", "receive.autogc=false", "-c",
                "core.alternateRefsCommand=true",
            ]
            fetching = git + ["upload-pack", path]
            pushing = git + ["receive-pack", path]
        case .ssh(let user, let host, let port, let path):
            func command(_ service: String) -> [String] {
                var arguments: [String] = []
                if let port { arguments += ["-p", port] }
                arguments.append((user.map { $0 + "@" } ?? "") + host)
                let quoted =
                    "'"
                    + path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
                    + "'"
                arguments.append("\(service) \(quoted)")
                if let shell { return ["/bin/sh", "-c", shell + " \"$@\"", shell] + arguments }
                return [program ?? "ssh"] + arguments
            }
            fetching = command("git-upload-pack")
            pushing = command("git-receive-pack")
        case .git, .https: return nil
        }
    }
}
