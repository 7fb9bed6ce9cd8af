internal import CLibGit2
internal import Glibc

extension Repository {
    /// Opens the repository that contains a directory: the nearest `.git` upward.
    ///
    /// It is checked before libgit2 reads it, because a repository may come from a stranger, and its
    /// configuration may lead libgit2 elsewhere. libgit2 itself checks the owner (`safe.directory`). Bare
    /// repositories are never opened, so a bare repository embedded in the content has no effect.
    ///
    /// - Throws: ``RepositoryError`` if there is no repository, or it is unsafe or unsupported.
    public static func open(containing directory: String) throws(RepositoryError) -> Repository {
        let directories = try RepositoryDirectories.find(from: directory)
        try directories.check()
        do throws(GitError) {
            let library = try GitLibrary()
            let handle = try Handle("git_repository_open_ext", free: git_repository_free) {
                git_repository_open_ext(
                    $0, directories.workDirectory, UInt32(GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue), nil)
            }
            let repository = try Repository(handle, library: library)
            guard repository.workDirectory == directories.workDirectory,
                repository.gitDirectory == directories.gitDirectory,
                repository.commonDirectory == directories.commonDirectory
            else {
                throw GitError(
                    call: "git_repository_open_ext",
                    message:
                        "the repository opened at \(repository.workDirectory), not at \(directories.workDirectory)"
                )
            }
            try repository.with { pointer throws(GitError) in
                _ = try check("clibgit2_guard_objects") {
                    clibgit2_guard_objects(pointer, directories.commonDirectory + "/objects")
                }
            }
            return repository
        } catch {
            throw directories.explain(error)
        }
    }

    /// Creates a repository with an empty history in a directory that has none, like `git init`.
    ///
    /// - Parameter branch: the name of its branch if Git's configuration has no `init.defaultBranch`.
    /// - Throws: ``RepositoryError`` if libgit2 can't create it.
    public static func create(
        at directory: String, branch: String = "main"
    ) throws(RepositoryError) -> Repository {
        do throws(GitError) {
            let library = try GitLibrary()
            var options = git_repository_init_options()
            try check("git_repository_init_init_options") {
                git_repository_init_init_options(&options, UInt32(GIT_REPOSITORY_INIT_OPTIONS_VERSION))
            }
            options.flags = GIT_REPOSITORY_INIT_NO_REINIT.rawValue
            let configured = try configuredBranch(library)
            let handle = try (configured ?? branch).withCStringHandle { name throws(GitError) in
                options.initial_head = name
                return try Handle("git_repository_init_ext", free: git_repository_free) {
                    git_repository_init_ext($0, directory, &options)
                }
            }
            return try Repository(handle, library: library)
        } catch {
            throw .git(error)
        }
    }

    /// Returns `init.defaultBranch` of the system's and the user's configuration.
    private static func configuredBranch(_ library: GitLibrary) throws(GitError) -> String? {
        defer { withExtendedLifetime(library) {} }
        guard
            let config = try? Handle(
                "git_config_open_default", free: git_config_free, making: { git_config_open_default($0) }),
            let snapshot = try? Handle(
                "git_config_snapshot", free: git_config_free,
                making: { git_config_snapshot($0, config.pointer) })
        else { return nil }
        var value: UnsafePointer<CChar>?
        guard git_config_get_string(&value, snapshot.pointer, "init.defaultBranch") == 0 else { return nil }
        let name = text(value)
        return name.isEmpty ? nil : name
    }
}

extension String {
    /// Like `withCString`, for a body that returns a noncopyable value.
    fileprivate func withCStringHandle(
        _ body: (UnsafePointer<CChar>) throws(GitError) -> Handle
    ) throws(GitError) -> Handle {
        let copy = strdup(self)
        defer { free(copy) }
        guard let copy else { throw GitError(call: "strdup", message: "no memory") }
        return try body(copy)
    }
}

extension Repository {
    /// Returns the path of a directory relative to the top of the work tree: `sub/dir/`; empty for the top
    /// itself.
    ///
    /// - Throws: ``RepositoryError/notFound(startedAt:)`` if the directory is not in the work tree.
    public func prefix(of directory: String) throws(RepositoryError) -> String {
        guard let path = RepositoryDirectories.resolved(directory) else {
            throw .notFound(startedAt: directory)
        }
        if path == workDirectory { return "" }
        let top = workDirectory == "/" ? "/" : workDirectory + "/"
        guard path.utf8.starts(with: top.utf8) else { throw .notFound(startedAt: directory) }
        return String(Substring(path.utf8.dropFirst(top.utf8.count))) + "/"
    }
}
