internal import Glibc

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
