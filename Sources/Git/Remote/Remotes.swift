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
    /// same name in `origin`, or in the only remote; `nil` if there is no such remote.
    ///
    /// - Parameter reference: `refs/heads/main`.
    /// - Throws: ``GitError`` if the configuration can't be read.
    public func upstream(of reference: String) throws(GitError) -> Upstream? {
        let name = String(reference.dropFirst("refs/heads/".count))
        let remotes = try remoteNames()
        let configured = configuration("branch.\(name).remote")
        guard
            let remote = configured
                ?? (remotes.contains("origin") ? "origin" : remotes.count == 1 ? remotes[0] : nil),
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

    /// Returns the newest common ancestors of two commits: several if each side has merged the other before,
    /// none if they have no common history.
    ///
    /// - Throws: ``GitError`` if a commit can't be read.
    public func mergeBases(of one: ObjectID, and other: ObjectID) throws(GitError) -> [ObjectID] {
        try with { repository throws(GitError) -> [ObjectID] in
            var (left, right, found) = (one.raw, other.raw, git_oidarray())
            do throws(GitError) {
                try check("git_merge_bases") { git_merge_bases(&found, repository, &left, &right) }
            } catch {
                guard error.isNotFound else { throw error }
                return []
            }
            defer { git_oidarray_dispose(&found) }
            return (0..<found.count).map { ObjectID(found.ids[$0]) }
        }
    }
}
