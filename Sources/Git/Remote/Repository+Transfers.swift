internal import CLibGit2

/// The result of a fetch.
public struct Fetched: Sendable {
    /// The commit of the branch on the other side; `nil` if the branch does not exist there.
    public let tip: ObjectID?
    /// Branches and tags of the other side, by full name.
    public let references: [String: ObjectID]
    /// The branch of `HEAD` on the other side, by full name.
    public let defaultBranch: String?
}

extension Repository {
    /// Fetches commits from another repository. Only objects are written: they have no effect until a
    /// reference is moved to them.
    ///
    /// - Parameters:
    ///   - branch: the branch to fetch, `refs/heads/main`; `nil` for all branches and tags.
    ///   - progress: called from time to time during the transfer.
    /// - Throws: ``RemoteError`` if the transfer fails; the repository is then unchanged.
    public func fetch(
        _ address: RemoteAddress, branch: String?, settings: TransferSettings,
        progress: @escaping @Sendable (TransferProgress) -> Void = { _ in }
    ) throws(RemoteError) -> Fetched {
        try Transfer.run(address, settings: settings, progress: progress) { transfer throws(GitError) in
            try self.with { repository throws(GitError) in
                let remote = try Handle("git_remote_create_anonymous", free: git_remote_free) {
                    git_remote_create_anonymous($0, repository, address.text)
                }
                var connect = git_remote_connect_options()
                try check("git_remote_connect_options_init") {
                    git_remote_connect_options_init(&connect, UInt32(GIT_REMOTE_CONNECT_OPTIONS_VERSION))
                }
                connect.callbacks = transfer.callbacks
                connect.proxy_opts = transfer.proxyOptions
                connect.follow_redirects = transfer.redirects
                try check("git_remote_connect_ext") {
                    git_remote_connect_ext(remote.pointer, GIT_DIRECTION_FETCH, &connect)
                }
                let fetched = try Repository.heads(of: remote.pointer, branch)
                let wanted = branch.map { fetched.tip == nil ? [] : [$0] } ?? ["refs/heads/*", "refs/tags/*"]
                if !wanted.isEmpty, !fetched.references.isEmpty {
                    try Repository.download(from: remote.pointer, wanted: wanted, over: transfer)
                }
                git_remote_disconnect(remote.pointer)
                return fetched
            }
        }
    }

    private static func download(
        from remote: OpaquePointer, wanted: [String], over transfer: Transfer
    ) throws(GitError) {
        var options = git_fetch_options()
        try check("git_fetch_options_init") {
            git_fetch_options_init(&options, UInt32(GIT_FETCH_OPTIONS_VERSION))
        }
        options.callbacks = transfer.callbacks
        options.proxy_opts = transfer.proxyOptions
        options.follow_redirects = transfer.redirects
        options.prune = GIT_FETCH_NO_PRUNE
        options.download_tags = GIT_REMOTE_DOWNLOAD_TAGS_NONE
        options.update_fetchhead = 0
        // The target names are never used; only the references that are moved afterwards count.
        let specs = transfer.list(
            wanted.map { "+\($0):refs/promptpal/fetched/\($0.dropFirst("refs/".count))" })
        var list = git_strarray(strings: specs, count: wanted.count)
        try check("git_remote_download") { git_remote_download(remote, &list, &options) }
    }

    /// Returns the branches and tags that the other side reports, the tip of `branch`, and the default
    /// branch. Other references and invalid names are left out.
    ///
    /// - Throws: ``GitError`` if libgit2 can't list them.
    private static func heads(of remote: OpaquePointer, _ branch: String?) throws(GitError) -> Fetched {
        var heads: UnsafeMutablePointer<UnsafePointer<git_remote_head>?>?
        var count = 0
        try check("git_remote_ls") { git_remote_ls(&heads, &count, remote) }
        var references: [String: ObjectID] = [:]
        var defaultBranch: String?
        for index in 0..<count {
            guard let head = heads?[index]?.pointee else { continue }
            let name = text(head.name)
            if name == "HEAD" { defaultBranch = head.symref_target.map { text($0) } }
            guard name.hasPrefix("refs/heads/") || name.hasPrefix("refs/tags/"), isValid(name) else {
                continue
            }
            references[name] = ObjectID(head.oid)
        }
        if let named = defaultBranch, references[named] == nil { defaultBranch = nil }
        return Fetched(
            tip: branch.flatMap { references[$0] }, references: references, defaultBranch: defaultBranch)
    }

    private static func isValid(_ name: String) -> Bool {
        var valid: CInt = 0
        return git_reference_name_is_valid(&valid, name) == 0 && valid == 1
            && !name.unicodeScalars.contains("\u{FFFD}")
    }
}

extension Repository {
    /// Pushes a branch to another repository. Only a fast-forward is allowed. The other side compares the old
    /// commit before it moves the branch: if two push at once, one of them gets the error `behind`.
    ///
    /// - Parameters:
    ///   - branch: the local branch, `refs/heads/main`.
    ///   - target: the branch on the other side.
    ///   - progress: called from time to time during the transfer.
    /// - Throws: ``RemoteError``: `behind` if the other side has commits that are missing here, `rejected` if
    ///   it refuses.
    public func push(
        _ address: RemoteAddress, branch: String, to target: String, settings: TransferSettings,
        progress: @escaping @Sendable (TransferProgress) -> Void = { _ in }
    ) throws(RemoteError) {
        let refusal: (status: String, words: String?)?
        refusal = try Transfer.run(address, settings: settings, progress: progress) {
            transfer throws(GitError) -> (status: String, words: String?)? in
            try self.with { repository throws(GitError) in
                let remote = try Handle("git_remote_create_anonymous", free: git_remote_free) {
                    git_remote_create_anonymous($0, repository, address.text)
                }
                var options = git_push_options()
                try check("git_push_options_init") {
                    git_push_options_init(&options, UInt32(GIT_PUSH_OPTIONS_VERSION))
                }
                options.callbacks = transfer.callbacks
                options.proxy_opts = transfer.proxyOptions
                options.follow_redirects = transfer.redirects
                var list = git_strarray(strings: transfer.list(["\(branch):\(target)"]), count: 1)
                try check("git_remote_upload") { git_remote_upload(remote.pointer, &list, &options) }
            }
            return transfer.refusals.first.map { ($0, transfer.lastWords) }
        }
        guard let refusal else { return }
        let status = refusal.status.lowercased()
        // Somebody else moved the branch between the comparison and the push.
        let isBehind = [
            "fetch first", "non-fast-forward", "failed to update ref", "cannot lock ref",
            "incorrect old value",
        ]
        .contains { status.contains($0) }
        if isBehind {
            throw RemoteError(
                .behind, message: "the branch in \(address.shown) has changes that you do not have yet")
        }
        let isOpen = status.contains("currently checked out")
        throw RemoteError(
            .rejected,
            message: "\(address.shown) refuses the change: \(refusal.status)"
                + (refusal.words.map { " (\($0))" } ?? ""),
            help: isOpen
                ? "that branch is checked out there; share through a bare repository: `git init --bare`" : nil
        )
    }
}
