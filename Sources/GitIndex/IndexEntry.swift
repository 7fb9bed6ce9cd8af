/// What Git's index remembers of a file in the work tree, so that an unchanged file need not be read:
/// the fields of `lstat`, each cut to its low 32 bits as Git cuts them.
///
/// Rules: `gitformat-index(5)`. All zeros means "not looked at yet": Git then reads the file.
public struct IndexStat: Sendable, Hashable {
    /// When the inode last changed (`st_ctim`): seconds since 1970 and nanoseconds within the second.
    public var changeSeconds, changeNanoseconds: UInt32
    /// When the content last changed (`st_mtim`): seconds since 1970 and nanoseconds within the second.
    public var modificationSeconds, modificationNanoseconds: UInt32
    /// The device and the inode number.
    public var device, inode: UInt32
    /// The owner's user and group.
    public var user, group: UInt32
    /// The size in bytes. 0 for a file that isn't empty makes Git read it.
    public var size: UInt32

    /// All fields 0: Git reads the file when it next wants to know.
    public static let unknown = IndexStat(
        changed: (0, 0), modified: (0, 0), device: 0, inode: 0, user: 0, group: 0, size: 0)

    /// The fields of an `lstat`, cut to 32 bits. A size that isn't 0 but whose low 32 bits are is kept as
    /// 2³¹, as Git keeps it, since 0 has a meaning of its own.
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

/// What a user told Git about one entry of the index.
public struct IndexFlags: OptionSet, Sendable, Hashable {
    /// The bits of this type; they are not those of the file.
    public let rawValue: UInt8
    /// The flags of these bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// `git update-index --assume-unchanged`: Git doesn't look at the file.
    public static let assumeValid = IndexFlags(rawValue: 1)
    /// Not in the work tree, by `git sparse-checkout` or `git update-index --skip-worktree`.
    public static let skipWorktree = IndexFlags(rawValue: 2)
    /// `git add --intent-to-add`: the path is there, its content not yet.
    public static let intentToAdd = IndexFlags(rawValue: 4)
}

/// One entry of the index, without its path.
public struct IndexEntry: Sendable, Hashable {
    /// The blob; of a submodule, its commit.
    public let id: ObjectID
    /// The mode as in a tree: `0o100644`, `0o100755`, `0o120000` (link) or `0o160000` (submodule).
    public let mode: UInt32
    /// 0, or in a merge conflict 1 (common ancestor), 2 (ours) or 3 (theirs).
    public let stage: Int
    /// What the user told Git about it.
    public let flags: IndexFlags
    /// The file as it was when Git last looked.
    public let stat: IndexStat
}

/// One change of the index. Paths are bytes, relative to the work tree, with `/` between the parts.
public enum IndexChange: Sendable, Hashable {
    /// The path has this content now, as after `git add`: without flags and without conflict.
    case set(path: [UInt8], id: ObjectID, mode: UInt32, stat: IndexStat)
    /// The path is gone, at every stage.
    case remove(path: [UInt8])

    /// The path that changes.
    public var path: [UInt8] {
        switch self {
        case .set(let path, _, _, _), .remove(let path): path
        }
    }
}
