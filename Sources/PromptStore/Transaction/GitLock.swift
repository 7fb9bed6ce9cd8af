internal import Git
internal import SafeFiles
internal import SystemPackage

/// A lock file as Git uses them (`refs/heads/main.lock`), taken by promptpal. It is a hard link to a file of
/// promptpal that has the new content: renaming the lock over the locked file publishes that content.
///
/// The lock is recognized as ours at every moment, because it is the same file as `source`.
struct GitLock {
    /// The file that is locked, relative to `folder`.
    let target: String
    let folder: SafeDirectory
    /// promptpal's own file, relative to `files`.
    let source: String
    /// The Git directory of this work tree.
    let files: SafeDirectory
    let repository: Repository

    var path: String { target + ".lock" }

    /// Links our file, which is written already, as the lock.
    ///
    /// - Parameter milliseconds: the time to wait for another process that holds it.
    /// - Returns: false if another process holds it for longer.
    /// - Throws: if the disk fails.
    func take(milliseconds: Int) throws(FileError) -> Bool {
        let deadline = Host.millisecondsSinceStart() + Int64(milliseconds)
        var pause: UInt32 = 1
        var isFirst = true
        while true {
            do throws(FileError) {
                try makeFolder()
                try files.link(source, in: folder, as: path)
                return true
            } catch {
                switch error {
                case .exists:
                    if isFirst, LockOwner.of(self)?.releaseIfDead(self) == true { continue }
                // Git removes empty folders of references.
                case .notFound: break
                default: throw error
                }
                guard Host.millisecondsSinceStart() < deadline else { return false }
            }
            isFirst = false
            Host.pause(milliseconds: pause)
            pause = min(pause * 2, 25)
        }
    }

    private func makeFolder() throws(FileError) {
        let parent = target.split(separator: "/").dropLast().joined(separator: "/")
        if !parent.isEmpty { try folder.makeDirectory(parent) }
    }

    /// True if the lock is another name of our file.
    ///
    /// - Throws: if the disk fails.
    func isOurs() throws(FileError) -> Bool { try folder.isLink(path, to: source, in: files) }

    /// Renames the lock over the locked file, which also ends the lock.
    ///
    /// - Throws: if the disk fails.
    func publish() throws(FileError) {
        do throws(FileError) {
            try folder.rename(path, over: target)
        } catch .isDirectory {
            // Folders that references have left empty may be removed.
            try GitLock.removeEmptyFolders(at: target, in: folder)
            try folder.rename(path, over: target)
        }
    }

    private static func removeEmptyFolders(at path: String, in folder: SafeDirectory) throws(FileError) {
        for entry in try folder.entries(in: path) where entry.type == .directory {
            if let name = entry.name { try removeEmptyFolders(at: path + "/" + name, in: folder) }
        }
        try folder.removeDirectory(path)
    }

    /// Removes the lock if it is ours.
    ///
    /// - Throws: if the disk fails.
    func release() throws(FileError) {
        if try isOurs() { try folder.discard(path) }
    }

    /// Returns every lock below a folder of references, sorted.
    ///
    /// - Parameter path: the folder, relative to `folder`: `refs`.
    static func all(below path: String, in folder: SafeDirectory, depth: Int = 0) -> [String] {
        // Git's references are never nested this deep.
        guard depth < 64, let entries = try? folder.entries(in: path) else { return [] }
        var found: [String] = []
        for entry in entries {
            guard let name = entry.name else { continue }
            let path = path + "/" + name
            if entry.type == .directory {
                found += all(below: path, in: folder, depth: depth + 1)
            } else if entry.type == .file, name.hasSuffix(".lock") {
                found.append(path)
            }
        }
        return found
    }

    /// Removes every lock that is another name of a file of ours whose journal is lost.
    ///
    /// - Throws: if the disk fails.
    static func releaseAll(
        like source: String, in files: SafeDirectory, repository: Repository
    ) throws(FileError) {
        for path in Set([repository.gitDirectory, repository.commonDirectory]).sorted() {
            let folder = try SafeDirectory(opening: FilePath(path))
            for lock in ["HEAD.lock", "config.lock"] + all(below: "refs", in: folder)
            where try folder.isLink(lock, to: source, in: files) {
                try folder.discard(lock)
            }
        }
    }
}

/// A promptpal process in a work tree of the same repository that holds a lock of Git.
struct LockOwner {
    /// The work tree's Git directory.
    let gitDirectory: String
    /// The process id, if it is known.
    let processID: Int?
    private let files: SafeDirectory

    /// Returns the owner of a lock; `nil` if the lock is not another name of a promptpal file.
    static func of(_ lock: GitLock) -> LockOwner? {
        let common = lock.repository.commonDirectory
        var folders = [common]
        if let trees = try? SafeDirectory(opening: FilePath(common)).entries(in: "worktrees") {
            folders += trees.compactMap { $0.name.map { common + "/worktrees/" + $0 } }
        }
        for path in folders {
            guard let files = try? SafeDirectory(opening: FilePath(path)) else { continue }
            let sources = ((try? files.entries(in: "promptpal")) ?? []).compactMap(\.name).filter(isSource)
            for name in sources
            where (try? lock.folder.isLink(lock.path, to: "promptpal/" + name, in: files)) == true {
                let owner = FileLock.owner(Recovery.lock, in: files)
                return LockOwner(gitDirectory: path, processID: owner, files: files)
            }
        }
        return nil
    }

    /// True for the name of a file that becomes a lock.
    static func isSource(_ name: String) -> Bool {
        name.utf8.starts(with: "reference-".utf8) || name.utf8.starts(with: "config-".utf8)
    }

    /// Removes a lock that a killed process left: in that case nobody holds the lock of its work tree.
    ///
    /// - Returns: true if the lock is gone.
    func releaseIfDead(_ lock: GitLock) -> Bool {
        guard gitDirectory != lock.repository.gitDirectory,
            let own = try? FileLock.take(Recovery.lock, in: files, milliseconds: 0)
        else { return false }
        let isGone = (try? lock.folder.discard(lock.path)) != nil
        _ = consume own
        return isGone
    }
}
