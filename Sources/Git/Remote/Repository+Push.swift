internal import CLibGit2

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
            throw RemoteError(.behind, message: "the branch in \(address.shown) has changes that you do not have yet")
        }
        let isOpen = status.contains("currently checked out")
        throw RemoteError(
            .rejected,
            message: "\(address.shown) refuses the change: \(refusal.status)"
                + (refusal.words.map { " (\($0))" } ?? ""),
            help: isOpen
                ? "somebody works in that directory; share through a bare repository: `git init --bare`" : nil
        )
    }
}
