internal import Glibc

extension RepositoryPlace {
    /// Refuses what would make libgit2 leave the repository, follow a link, wait for ever, or misread.
    func check() throws(RepositoryError) {
        for folder in gitDirectory == commonDirectory ? [gitDirectory] : [gitDirectory, commonDirectory] {
            try kinds(in: folder)
        }
        try fanout()
        let bytes = SmallFile.bytes(commonDirectory + "/config") ?? []
        try configuration(GitConfiguration(bytes))
        if let text = SmallFile.bytes(commonDirectory + "/objects/info/alternates"), !text.isEmpty {
            throw .unsafe(
                message: "the repository takes objects from elsewhere (objects/info/alternates)",
                help: "`git repack -a -d` copies them; then delete \(commonDirectory)/objects/info/alternates")
        }
    }

    /// Each name of a Git directory that is written or read must be what Git makes of it.
    private func kinds(in folder: String) throws(RepositoryError) {
        let files = [
            "HEAD", "config", "config.worktree", "index", "packed-refs", "shallow", "commondir", "gitdir",
            "objects/info/alternates", "logs/HEAD", "info/exclude", "info/attributes", "info/grafts", "ORIG_HEAD",
            "MERGE_HEAD", "promptpal/lock", "promptpal/journal",
        ]
        let folders = [
            "objects", "objects/info", "objects/pack", "refs", "refs/heads", "refs/tags", "logs", "logs/refs",
            "logs/refs/heads", "info", "promptpal",
        ]
        for (names, wanted) in [(files, EntryKind.file), (folders, .directory)] {
            for name in names {
                let path = folder + "/" + name
                guard let kind = EntryKind(path), kind != wanted else { continue }
                throw .unsafe(
                    message: "\(path) is \(kind == .link ? "a symbolic link" : "not a regular \(wanted == .file ? "file" : "directory")")",
                    help: "a repository's own files are never reached through links: put the real one in its place")
            }
        }
        try branch(in: folder)
    }

    /// The file of the branch that `HEAD` names, its log, and the folders on the way.
    private func branch(in folder: String) throws(RepositoryError) {
        guard let head = SmallFile.text(folder + "/HEAD"), head.hasPrefix("ref: ") else { return }
        let name = SmallFile.line(head.dropFirst("ref: ".count))
        for start in [commonDirectory, commonDirectory + "/logs"] {
            var path = start
            for part in name.split(separator: "/") {
                path += "/" + part
                guard let kind = EntryKind(path), kind != .file, kind != .directory else { continue }
                throw .unsafe(
                    message: "\(path) is a symbolic link or a special file",
                    help: "a repository's own files are never reached through links: put the real one in its place")
            }
        }
    }

    /// The folders that hold loose objects.
    private func fanout() throws(RepositoryError) {
        let objects = commonDirectory + "/objects"
        guard let directory = opendir(objects) else { return }
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            guard entry.pointee.d_type == UInt8(DT_LNK) else { continue }
            throw .unsafe(
                message: "\(objects) holds a symbolic link",
                help: "a repository's own files are never reached through links: put the real one in its place")
        }
    }

    private func configuration(_ config: GitConfiguration) throws(RepositoryError) {
        let path = commonDirectory + "/config"
        if let include = config.entries.first(where: { $0.key.hasPrefix("include.") || $0.key.hasPrefix("includeif.") })
        {
            throw .unsafe(
                message: "\(path) includes another file (\(include.value)), which is not followed",
                help: "move those settings into \(path) itself, or into your own ~/.gitconfig")
        }
        if let workTree = config.values("core.worktree").last,
            RepositoryPlace.resolved(workTree, from: gitDirectory) != workDirectory
        {
            throw .unsafe(
                message: "\(path) sends the work tree elsewhere (core.worktree = \(workTree))",
                help: "`git config --unset core.worktree` keeps it in \(workDirectory)")
        }
        if config.flag("core.bare") == true, gitDirectory == commonDirectory {
            throw .unsupported(
                message: "\(path) says that there is no work tree (core.bare)",
                help: "`git config core.bare false` says that there is one")
        }
        if let format = config.values("extensions.objectformat").last, format.lowercased() != "sha1" {
            throw .unsupported(
                message: "the repository names objects by \(format), which is not supported",
                help: "make one with SHA-1 (`git init --object-format=sha1`) and bring the history there with"
                    + " `git fast-export --all | git fast-import`")
        }
        if let storage = config.values("extensions.refstorage").last, storage.lowercased() != "files" {
            throw .unsupported(
                message: "the repository keeps references as \(storage), which is not supported",
                help: "`git refs migrate --ref-format=files` brings them back to files")
        }
        if config.flag("extensions.worktreeconfig") == true {
            throw .unsupported(
                message: "the repository has a configuration for each work tree (extensions.worktreeConfig), which libgit2 \(GitLibrary.version) can't read",
                help: "`git sparse-checkout disable`, then `git config --unset extensions.worktreeConfig`")
        }
        if config.values("extensions.partialclone").last != nil {
            throw .unsupported(
                message: "the repository fetches objects only when they are needed (a partial clone), which is not supported",
                help: "`git fetch --refetch --no-filter` fetches all of them; then `git config --unset extensions.partialClone`")
        }
    }

    /// libgit2's refusal, with what to do.
    func explain(_ error: GitError) -> RepositoryError {
        if error.isOwner {
            return .unsafe(
                message: "\(workDirectory) belongs to another user",
                help: "if you trust it: `git config --global --add safe.directory \(workDirectory)`")
        }
        return .git(error)
    }
}
