/// The fields of `lstat` that Git's index stores for a file in the work tree, so that an unchanged file need
/// not be read. As in Git, each is cut to its low 32 bits.
///
/// Rules: `gitformat-index(5)`. If all fields are zero, the file was not examined yet, and Git reads it.
public struct IndexStat: Sendable, Hashable {
    /// The inode's last change (`st_ctim`): seconds since 1970 and nanoseconds within the second.
    public var changeSeconds, changeNanoseconds: UInt32
    /// The content's last change (`st_mtim`): seconds since 1970 and nanoseconds within the second.
    public var modificationSeconds, modificationNanoseconds: UInt32
    /// The device and the inode number.
    public var device, inode: UInt32
    /// The owner's user and group.
    public var user, group: UInt32
    /// The size in bytes. If it is 0 for a file that isn't empty, Git reads the file.
    public var size: UInt32

    /// All fields 0: Git reads the file when it next needs its state.
    public static let unknown = IndexStat(
        changed: (0, 0), modified: (0, 0), device: 0, inode: 0, user: 0, group: 0, size: 0)

    /// Creates the fields from an `lstat`, cut to 32 bits. If the size is not 0 but its low 32 bits are, it
    /// is stored as 2³¹, as in Git, because 0 has a special meaning.
    public init(
        changed: (seconds: Int64, nanoseconds: Int64), modified: (seconds: Int64, nanoseconds: Int64),
        device: UInt64, inode: UInt64, user: UInt32, group: UInt32, size: UInt64
    ) {
        changeSeconds = UInt32(truncatingIfNeeded: changed.seconds)
        changeNanoseconds = UInt32(truncatingIfNeeded: changed.nanoseconds)
        modificationSeconds = UInt32(truncatingIfNeeded: modified.seconds)
        modificationNanoseconds = UInt32(truncatingIfNeeded: modified.nanoseconds)
        self.device = UInt32(truncatingIfNeeded: device)
        self.inode = UInt32(truncatingIfNeeded: inode)
        self.user = user
        self.group = group
        let low = UInt32(truncatingIfNeeded: size)
        self.size = low == 0 && size != 0 ? 1 << 31 : low
    }
}

/// The flags that a user has set for one entry of the index.
public struct IndexFlags: OptionSet, Sendable, Hashable {
    /// The bits of this type, which differ from those of the file.
    public let rawValue: UInt8
    /// Creates flags from these bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// `git update-index --assume-unchanged`: Git doesn't examine the file.
    public static let assumeValid = IndexFlags(rawValue: 1)
    /// Not in the work tree, because of `git sparse-checkout` or `git update-index --skip-worktree`.
    public static let skipWorktree = IndexFlags(rawValue: 2)
    /// `git add --intent-to-add`: the path is in the index, its content not yet.
    public static let intentToAdd = IndexFlags(rawValue: 4)
}

/// One entry of the index, without its path.
public struct IndexEntry: Sendable, Hashable {
    /// The blob; for a submodule, its commit.
    public let id: ObjectID
    /// The mode as in a tree: `0o100644`, `0o100755`, `0o120000` (link) or `0o160000` (submodule).
    public let mode: UInt32
    /// 0, or in a merge conflict 1 (common ancestor), 2 (ours) or 3 (theirs).
    public let stage: Int
    /// The flags that the user has set.
    public let flags: IndexFlags
    /// The file's state when Git last examined it.
    public let stat: IndexStat
}

/// One change of the index. Paths are bytes, relative to the work tree, with `/` between the parts.
public enum IndexChange: Sendable, Hashable {
    /// Sets the content of a path, as `git add` does, without flags and without conflict.
    case set(path: [UInt8], id: ObjectID, mode: UInt32, stat: IndexStat)
    /// Removes the path at every stage.
    case remove(path: [UInt8])

    /// The path that changes.
    public var path: [UInt8] {
        switch self {
        case .set(let path, _, _, _), .remove(let path): path
        }
    }
}
