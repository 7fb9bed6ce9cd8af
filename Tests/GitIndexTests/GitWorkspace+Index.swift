import Foundation
import GitIndex
import TestSupport
import Testing

extension GitWorkspace {
    var indexBytes: [UInt8] {
        get throws { [UInt8](try Data(contentsOf: URL(fileURLWithPath: directory + "/.git/index"))) }
    }

    func writeIndex(_ bytes: [UInt8]) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: directory + "/.git/index"))
    }

    /// Returns the `lstat` of a file, relative to the work tree.
    func status(_ path: String) throws -> stat {
        var found = stat()
        try #require(lstat(directory + "/" + path, &found) == 0)
        return found
    }

    /// Returns the change that `git add PATH` makes; its blob is written.
    func added(_ path: String) throws -> IndexChange {
        let found = try status(path)
        let isLink = found.st_mode & S_IFMT == S_IFLNK
        let content =
            isLink
            ? [UInt8](try FileManager.default.destinationOfSymbolicLink(atPath: directory + "/" + path).utf8)
            : [UInt8](try Data(contentsOf: URL(fileURLWithPath: directory + "/" + path)))
        let hex = try git("hash-object", "-w", "--stdin", input: content)
        let id = try #require(ObjectID(hex: hex.dropLast()))
        let mode: UInt32 = isLink ? 0o120000 : found.st_mode & 0o100 != 0 ? 0o100755 : 0o100644
        return .set(path: Array(path.utf8), id: id, mode: mode, stat: IndexStat(found))
    }

    /// Reads the index, makes the changes, and writes it back.
    func update(_ changes: [IndexChange]) throws {
        let modified = try status(".git/index").st_mtim
        var index = try IndexFile(try indexBytes)
        try index.update(
            changes, indexModified: (Int64(modified.tv_sec), Int64(modified.tv_nsec)))
        try writeIndex(index.serialised())
    }

    /// Returns git's view of the index: entries, flags, stats, staged and unstaged changes.
    func report() throws -> String {
        try [
            git("ls-files", "--stage", "--debug"), git("ls-files", "-t", "-v"),
            git("diff", "--cached", "--raw", "--abbrev=40"),
            git("status", "--porcelain", "--untracked-files=all"),
        ].joined(separator: "----\n")
    }
}

extension IndexStat {
    init(_ found: stat) {
        self.init(
            changed: (Int64(found.st_ctim.tv_sec), Int64(found.st_ctim.tv_nsec)),
            modified: (Int64(found.st_mtim.tv_sec), Int64(found.st_mtim.tv_nsec)),
            device: UInt64(found.st_dev), inode: UInt64(found.st_ino), user: found.st_uid,
            group: found.st_gid,
            size: UInt64(found.st_size))
    }
}
