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
            let handle = try Handle("git_repository_open_ext", free: git_repository_free, in: library) {
                git_repository_open_ext(
                    $0, directories.workDirectory, UInt32(GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue), nil)
            }
            let repository = try Repository(handle)
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
                return try Handle("git_repository_init_ext", free: git_repository_free, in: library) {
                    git_repository_init_ext($0, directory, &options)
                }
            }
            return try Repository(handle)
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

/// The directories of a repository, found by file names only.
struct RepositoryDirectories {
    /// The directory that contains `.git`: absolute, links resolved.
    let workDirectory: String
    /// The directory `.git`, or the one that the file `.git` names.
    let gitDirectory: String
    /// The main repository's Git directory of a linked work tree; else the same as `gitDirectory`.
    let commonDirectory: String

    /// Returns the nearest repository upward from `directory`.
    ///
    /// - Throws: ``RepositoryError`` if there is none, or it is unsafe.
    static func find(from directory: String) throws(RepositoryError) -> RepositoryDirectories {
        errno = 0
        guard var folder = resolved(directory) else {
            try RepositoryDirectories.checkMachine(after: "realpath", at: directory)
            throw .notFound(startedAt: directory)
        }
        while true {
            if let found = try at(folder) { return found }
            guard folder != "/" else { throw .notFound(startedAt: directory) }
            let slash = folder.utf8.lastIndex(of: 0x2F) ?? folder.utf8.startIndex
            folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
        }
    }

    /// Called if a search found nothing: throws if the machine failed, because the result is then unknown.
    private static func checkMachine(after call: String, at path: String) throws(RepositoryError) {
        let code = errno
        guard GitError.isOfTheSystem(code) else { return }
        throw .git(GitError(call: call, message: "\(path): \(String(cString: strerror(code)))"))
    }

    private static func at(_ folder: String) throws(RepositoryError) -> RepositoryDirectories? {
        let git = folder == "/" ? "/.git" : folder + "/.git"
        errno = 0
        switch EntryKind(git) {
        case nil:
            try checkMachine(after: "lstat", at: git)
            return nil
        case .directory:
            // Git ignores a folder named `.git` that is no repository.
            errno = 0
            guard EntryKind(git + "/HEAD") != nil else {
                try checkMachine(after: "lstat", at: git + "/HEAD")
                return nil
            }
            return RepositoryDirectories(workDirectory: folder, gitDirectory: git, commonDirectory: git)
        case .file: return try linked(folder, by: git)
        case .link:
            throw .unsafe(
                message: "\(git) is a symbolic link, which is never followed",
                help: "move the real directory there, or use `git worktree add`")
        case .other:
            throw .unsafe(
                message: "\(git) is neither a directory nor a file", help: "see what it is: `ls -ld \(git)`")
        }
    }

    /// Reads a `.git` file: that of a linked work tree or of a submodule. The repository that it names must
    /// refer back to this directory, or else a stranger's file could lead into somebody else's repository.
    private static func linked(
        _ folder: String, by file: String
    ) throws(RepositoryError) -> RepositoryDirectories {
        let refusal = RepositoryError.unsafe(
            message: "\(file) points to a repository that does not refer back to this directory",
            help:
                "if the work tree was moved, run `git worktree repair`; if your repository is kept elsewhere,"
                + " set its core.worktree to this directory")
        guard let text = SmallFile.text(file), text.hasPrefix("gitdir: "),
            let target = resolved(SmallFile.line(text.dropFirst("gitdir: ".count)), from: folder),
            EntryKind(target) == .directory
        else { throw refusal }
        var common = target
        if let text = SmallFile.text(target + "/commondir") {
            guard let path = resolved(SmallFile.line(text[...]), from: target) else { throw refusal }
            common = path
            // Whoever can write into the repository's own `worktrees` folder owns the repository. A folder
            // elsewhere may be part of a stranger's files.
            guard target.utf8.starts(with: (common + "/worktrees/").utf8) else { throw refusal }
            guard let back = SmallFile.text(target + "/gitdir"),
                resolved(SmallFile.line(back[...]), from: target) == file
            else { throw refusal }
        } else {
            let configured = GitConfiguration(SmallFile.bytes(target + "/config") ?? []).values(
                "core.worktree"
            ).last
            guard let configured, resolved(configured, from: target) == folder else { throw refusal }
        }
        return RepositoryDirectories(workDirectory: folder, gitDirectory: target, commonDirectory: common)
    }

    /// Returns the absolute path without links; `nil` if it does not exist.
    static func resolved(_ path: String, from folder: String? = nil) -> String? {
        let full = path.hasPrefix("/") ? path : folder.map { $0 + "/" + path } ?? path
        guard let found = realpath(full, nil) else { return nil }
        defer { free(found) }
        return String(validatingCString: found)
    }
}

/// The reason why a repository is not opened.
public enum RepositoryError: Error, Sendable, Hashable {
    /// Neither this directory nor any of its parents has a repository.
    case notFound(startedAt: String)
    /// To open it would leave the store, follow a link or obey a stranger's settings.
    case unsafe(message: String, help: String)
    /// libgit2 can't read this kind of repository; `help` gives the remedy.
    case unsupported(message: String, help: String)
    /// libgit2 refused.
    case git(GitError)
}

extension RepositoryDirectories {
    /// Refuses everything that would make libgit2 leave the repository, follow a link, wait for ever, or
    /// misread.
    ///
    /// - Throws: ``RepositoryError``, with the remedy.
    func check() throws(RepositoryError) {
        for folder in gitDirectory == commonDirectory ? [gitDirectory] : [gitDirectory, commonDirectory] {
            try kinds(in: folder)
        }
        if gitDirectory == commonDirectory, EntryKind(gitDirectory + "/commondir") != nil {
            throw .unsafe(
                message: "\(gitDirectory)/commondir refers Git to another repository",
                help: "only a linked work tree may have this file: delete it")
        }
        try references()
        try entries(of: commonDirectory + "/objects", [.directory])
        try entries(of: commonDirectory + "/objects/pack", [.file])
        try entries(of: commonDirectory + "/objects/info", [.file, .directory])
        try configuration()
        if let size = RepositoryDirectories.size(commonDirectory + "/objects/info/alternates"), size > 0 {
            throw .unsafe(
                message: "the repository uses objects of another repository (objects/info/alternates)",
                help:
                    "run `git repack -a -d` to copy them, then `rm \"$(git rev-parse --git-path objects/info/alternates)\"`"
            )
        }
    }

    /// The files that are read whole, each with its maximum size in bytes: far more than Git has ever
    /// written.
    static let smallLimit: Int64 = 64 << 10
    static let hugeLimit: Int64 = 1 << 30
    private static let files: [(name: String, limit: Int64)] = {
        let (small, large, huge): (Int64, Int64, Int64) = (smallLimit, 256 << 20, hugeLimit)
        return [
            ("HEAD", small), ("ORIG_HEAD", small), ("MERGE_HEAD", large), ("CHERRY_PICK_HEAD", small),
            ("REVERT_HEAD", small), ("BISECT_LOG", large), ("commondir", small), ("gitdir", small),
            ("config", large), ("config.worktree", large), ("index", huge), ("packed-refs", large),
            ("shallow", large),
            ("objects/info/alternates", large), ("logs/HEAD", huge), ("info/exclude", large),
            ("info/attributes", large), ("info/grafts", large), ("promptpal/lock", small),
            ("promptpal/journal", large),
        ]
    }()

    private static let folders = [
        "objects", "objects/info", "objects/pack", "refs", "refs/heads", "refs/tags", "logs", "logs/refs",
        "logs/refs/heads", "info", "promptpal", "rebase-merge", "rebase-apply", "sequencer",
    ]

    /// Checks that each file of a Git directory that is read or written is a regular file of an allowed size.
    private func kinds(in folder: String) throws(RepositoryError) {
        for (name, limit) in RepositoryDirectories.files {
            let path = folder + "/" + name
            try RepositoryDirectories.require(path, toBe: [.file])
            try RepositoryDirectories.checkSize(of: path, limit: limit)
        }
        for name in RepositoryDirectories.folders {
            try RepositoryDirectories.require(folder + "/" + name, toBe: [.directory])
        }
    }

    /// Checks that every entry of a folder has one of these kinds.
    private func entries(of folder: String, _ wanted: [EntryKind]) throws(RepositoryError) {
        for (name, kind) in try RepositoryDirectories.list(folder) where !wanted.contains(kind) {
            // Files that Git or a person left beside the folders are ignored.
            if kind == .file { continue }
            throw RepositoryDirectories.refusal(of: folder + "/" + name, kind: kind, wanted: wanted)
        }
    }

    static func list(_ folder: String) throws(RepositoryError) -> [(name: String, kind: EntryKind)] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var found: [(String, EntryKind)] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name == "." || name == ".." { continue }
            switch Int(entry.pointee.d_type) {
            case DT_REG: found.append((name, .file))
            case DT_DIR: found.append((name, .directory))
            case DT_LNK: found.append((name, .link))
            // Some file systems do not return the kind.
            case DT_UNKNOWN: found.append((name, EntryKind(folder + "/" + name) ?? .other))
            default: found.append((name, .other))
            }
        }
        return found
    }

    static func require(_ path: String, toBe wanted: [EntryKind]) throws(RepositoryError) {
        if let kind = EntryKind(path), !wanted.contains(kind) {
            throw refusal(of: path, kind: kind, wanted: wanted)
        }
    }

    static func refusal(of path: String, kind: EntryKind, wanted: [EntryKind]) -> RepositoryError {
        let expected = wanted.first == .file ? "file" : "directory"
        return .unsafe(
            message: "\(path) is \(kind == .link ? "a symbolic link" : "not a regular \(expected)")",
            help:
                "links inside a Git directory are never followed: replace it with the real file or directory")
    }

    static func checkSize(of path: String, limit: Int64) throws(RepositoryError) {
        guard let size = size(path), size > limit else { return }
        throw .unsafe(
            message: "\(path) has \(size) bytes, more than the limit of \(limit)",
            help: "Git does not write files of this size: check it before you use the repository")
    }

    /// Returns the size of the entry at a path; links are not followed.
    private static func size(_ path: String) -> Int64? {
        var status = stat()
        return lstat(path, &status) == 0 ? Int64(status.st_size) : nil
    }

    /// Converts libgit2's refusal to an error with a remedy.
    func explain(_ error: GitError) -> RepositoryError {
        if error.isOwner {
            return .unsafe(
                message: "\(workDirectory) belongs to another user",
                help:
                    "if you trust it: `git config --global --add safe.directory \(workDirectory)` (the wildcard `*` is ignored)"
            )
        }
        return .git(error)
    }
}

extension RepositoryDirectories {
    /// Checks that all references and their logs are files in folders, and that a symbolic reference names a
    /// valid reference. libgit2 opens any path that `HEAD` or a typed revision leads to.
    func references() throws(RepositoryError) {
        for folder in Set([gitDirectory, commonDirectory]) {
            // `HEAD`, `ORIG_HEAD` and everything else that libgit2 could take for a reference.
            for (name, kind) in try RepositoryDirectories.list(folder) {
                let path = folder + "/" + name
                switch kind {
                case .file where !RepositoryDirectories.others.contains(name):
                    try RepositoryDirectories.target(path)
                case .file, .directory: continue
                default:
                    // The socket of Git's watcher of the work tree.
                    if name == "fsmonitor--daemon.ipc" { continue }
                    throw RepositoryDirectories.refusal(of: path, kind: kind, wanted: [.file])
                }
            }
            try RepositoryDirectories.walk(
                folder + "/refs", limit: RepositoryDirectories.smallLimit, depth: 0)
            try RepositoryDirectories.walk(
                folder + "/logs/refs", limit: RepositoryDirectories.hugeLimit, depth: 0)
        }
    }

    /// Files of a Git directory that are never references.
    private static let others: Set<String> = [
        "config", "index", "packed-refs", "description", "COMMIT_EDITMSG",
    ]

    /// Deeper than real branch names; libgit2 would still find a reference there.
    private static let maxDepth = 64

    private static func walk(_ folder: String, limit: Int64, depth: Int) throws(RepositoryError) {
        guard depth < maxDepth else {
            throw .unsafe(message: "\(folder) is nested too deeply", help: "delete the references in it")
        }
        for (name, kind) in try list(folder) {
            let path = folder + "/" + name
            switch kind {
            case .directory: try walk(path, limit: limit, depth: depth + 1)
            case .file:
                try checkSize(of: path, limit: limit)
                if limit == smallLimit { try target(path) }
            default: throw refusal(of: path, kind: kind, wanted: [.file])
            }
        }
    }

    /// Checks that a symbolic reference names a valid reference.
    private static func target(_ path: String) throws(RepositoryError) {
        guard let bytes = SmallFile.bytes(path), bytes.starts(with: "ref:".utf8) else { return }
        let rest = bytes.dropFirst(4).drop { $0 == 0x20 || $0 == 0x09 }
        let name = rest.prefix { $0 != 0x0A && $0 != 0x0D }
        let parts = name.split(separator: 0x2F, omittingEmptySubsequences: false)
        let isName =
            parts.count > 1 && parts[0].elementsEqual("refs".utf8)
            && !parts.contains { part in
                part.isEmpty || part.first == 0x2E || part.contains { $0 < 0x20 || $0 == 0x7F || $0 == 0x5C }
            }
        guard isName else {
            throw .unsafe(
                message:
                    "\(path) refers to \(String(decoding: name.prefix(80), as: UTF8.self)), which is not a reference",
                help: "`git symbolic-ref HEAD refs/heads/main` makes HEAD name a branch again")
        }
    }
}
