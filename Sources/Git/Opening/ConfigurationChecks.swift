internal import Glibc

extension RepositoryDirectories {
    /// Refuses settings that lead libgit2 outside of the repository, and settings that it can't read.
    func configuration() throws(RepositoryError) {
        let path = commonDirectory + "/config"
        let config = try readConfiguration(path)
        if let include = config.entries.first(where: {
            $0.key.hasPrefix("include.") || $0.key.hasPrefix("includeif.")
        }) {
            throw .unsafe(
                message: "\(path) includes another file (\(include.value)), which is not followed",
                help: "move those settings into \(path) itself, or into your own ~/.gitconfig")
        }
        for key in ["core.excludesfile", "core.attributesfile"] {
            guard let value = config.values(key).last else { continue }
            throw .unsafe(
                message: "\(path) names a file to read (\(key) = \(value)), which is not followed",
                help: "`git config --unset \(key)` takes it out; your own ~/.gitconfig may name one")
        }
        if let workTree = config.values("core.worktree").last,
            RepositoryDirectories.resolved(workTree, from: gitDirectory) != workDirectory
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
                message:
                    "the repository has a configuration for each work tree (extensions.worktreeConfig), which libgit2 \(GitLibrary.version) can't read",
                help: "`git sparse-checkout disable`, then `git config --unset extensions.worktreeConfig`")
        }
        let isPromisor = config.entries.contains {
            $0.key.hasPrefix("remote.") && $0.key.hasSuffix(".promisor") && config.flag($0.key) == true
        }
        if isPromisor || config.values("extensions.partialclone").last != nil {
            throw .unsupported(
                message:
                    "the repository fetches objects only when they are needed (a partial clone), which is not supported",
                help:
                    "`git fetch --refetch --no-filter` fetches all of them; then take `promisor`, `partialclonefilter` and extensions.partialClone out of \(path)"
            )
        }
    }

    private func readConfiguration(_ path: String) throws(RepositoryError) -> GitConfiguration {
        guard EntryKind(path) != nil else { return GitConfiguration([]) }
        // libgit2 would read a file that is not read here.
        guard let bytes = SmallFile.bytes(path) else {
            throw .unsafe(
                message: "\(path) can't be read, or is longer than \(SmallFile.limit) bytes",
                help: "see what is in it: `less \(path)`")
        }
        let config = GitConfiguration(bytes)
        if let line = config.malformedLine {
            throw .unsafe(
                message: "\(path) is broken in line \(line)",
                help: "`git config --file \(path) --list` says the same")
        }
        return config
    }
}
