internal import CLibGit2
internal import Glibc

/// The raw bytes of a tree: for each entry its mode in octal digits, a space, the name, a zero byte and the
/// 20 bytes of an id. Entries are sorted by name; a folder is sorted as if its name ended in `/`.
enum RawTree {
    /// Returns the entries in which two trees differ: of the left one, of the right one, or of both if the
    /// name and being a folder agree. Entries of an unknown kind are left out.
    static func differences(
        from left: [UInt8], to right: [UInt8]
    ) throws(GitError) -> [(TreeEntry?, TreeEntry?)] {
        let found = left.withUnsafeBytes { left in
            right.withUnsafeBytes { right in
                Result<[(TreeEntry?, TreeEntry?)], GitError> { () throws(GitError) in
                    try differences(from: left, to: right)
                }
            }
        }
        return try found.get()
    }

    private static func differences(
        from left: UnsafeRawBufferPointer, to right: UnsafeRawBufferPointer
    ) throws(GitError) -> [(TreeEntry?, TreeEntry?)] {
        var found: [(TreeEntry?, TreeEntry?)] = []
        var (one, other) = (0, 0)
        while one < left.count || other < right.count {
            let first = try end(of: one, in: left)
            let second = try end(of: other, in: right)
            if let first, let second, first.end - one == second.end - other, let base = left.baseAddress,
                let otherBase = right.baseAddress, memcmp(base + one, otherBase + other, first.end - one) == 0
            {
                (one, other) = (first.end, second.end)
                continue
            }
            let order: Int
            switch (first, second) {
            case (_?, nil): order = -1
            case (nil, _): order = 1
            case (let first?, let second?):
                order = RawTree.order(
                    UnsafeRawBufferPointer(rebasing: left[one..<first.name]),
                    UnsafeRawBufferPointer(rebasing: right[other..<second.name]))
            }
            var pair: (TreeEntry?, TreeEntry?) = (nil, nil)
            if order <= 0, let first {
                pair.0 = entry(UnsafeRawBufferPointer(rebasing: left[one..<first.end]))
                one = first.end
            }
            if order >= 0, let second {
                pair.1 = entry(UnsafeRawBufferPointer(rebasing: right[other..<second.end]))
                other = second.end
            }
            if pair.0 != nil || pair.1 != nil { found.append(pair) }
        }
        return found
    }

    /// Returns the end of the name and the end of the entry that begins at an offset; `nil` after the last
    /// entry.
    private static func end(
        of start: Int, in tree: UnsafeRawBufferPointer
    ) throws(GitError) -> (name: Int, end: Int)? {
        guard start < tree.count, let base = tree.baseAddress else { return nil }
        guard let zero = memchr(base + start, 0, tree.count - start) else { throw broken }
        let name = UnsafeRawPointer(zero) - base
        guard name + 1 + ObjectID.byteCount <= tree.count else { throw broken }
        return (name, name + 1 + ObjectID.byteCount)
    }

    /// Compares two entries, each as mode, space and name, in Git's order.
    private static func order(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
        let (one, other) = (name(left), name(right))
        let shared = min(one.count, other.count)
        if shared > 0, let base = one.baseAddress, let otherBase = other.baseAddress {
            let common = memcmp(base, otherBase, shared)
            if common != 0 { return common < 0 ? -1 : 1 }
        }
        let first = shared < one.count ? one[shared] : isFolder(left) ? 0x2F : 0
        let second = shared < other.count ? other[shared] : isFolder(right) ? 0x2F : 0
        if first != second { return first < second ? -1 : 1 }
        return one.count - other.count
    }

    /// True if the entry is a folder. Old programs wrote a zero before the mode.
    private static func isFolder(_ entry: UnsafeRawBufferPointer) -> Bool {
        entry.first { $0 != UInt8(ascii: "0") } == UInt8(ascii: "4")
    }

    private static func name(_ entry: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard let space = entry.firstIndex(of: 0x20) else {
            return UnsafeRawBufferPointer(rebasing: entry[...])
        }
        return UnsafeRawBufferPointer(rebasing: entry[(space + 1)...])
    }

    /// Returns an entry with its id; `nil` for an unknown kind.
    private static func entry(_ bytes: UnsafeRawBufferPointer) -> TreeEntry? {
        let idStart = bytes.count - ObjectID.byteCount
        guard let base = bytes.baseAddress, let space = bytes.firstIndex(of: 0x20), space < idStart - 1 else {
            return nil
        }
        var raw: UInt32 = 0
        for digit in bytes[..<space] {
            guard 0x30...0x37 ~= digit, raw < 1 << 24 else { return nil }
            raw = raw << 3 | UInt32(digit - 0x30)
        }
        guard let mode = FileMode(raw: raw) else { return nil }
        return TreeEntry(
            name: Array(bytes[(space + 1)..<(idStart - 1)]), mode: mode, id: ObjectID(reading: base + idStart)
        )
    }

    private static var broken: GitError {
        GitError(call: "git_tree_lookup", message: "a tree is damaged: its last entry is cut off")
    }
}

/// A cache of recently read trees, limited by their bytes.
struct RawTreeCache: Sendable {
    private var young: [ObjectID: [UInt8]] = [:]
    private var old: [ObjectID: [UInt8]] = [:]
    private var count = 0

    /// Maximum bytes of each of the two generations.
    private static let limit = 16 << 20

    /// Returns the bytes of a tree; no bytes for `nil`.
    mutating func bytes(of id: ObjectID?, in repository: OpaquePointer) throws(GitError) -> [UInt8] {
        guard let id else { return [] }
        if let known = young[id] { return known }
        let bytes: [UInt8] =
            if let known = old[id] { known } else { try RawTreeCache.read(id, in: repository) }
        count += bytes.count
        if count > RawTreeCache.limit {
            old = young
            young = [:]
            count = bytes.count
        }
        young[id] = bytes
        return bytes
    }

    private static func read(_ id: ObjectID, in repository: OpaquePointer) throws(GitError) -> [UInt8] {
        let odb = try Handle("git_repository_odb", free: git_odb_free) { git_repository_odb($0, repository) }
        var raw = id.raw
        let object = try Handle("git_odb_read", free: git_odb_object_free) {
            git_odb_read($0, odb.pointer, &raw)
        }
        guard git_odb_object_type(object.pointer) == GIT_OBJECT_TREE else {
            throw GitError(call: "git_odb_read", message: "the object \(id.short) is not a tree")
        }
        let count = git_odb_object_size(object.pointer)
        guard count > 0, let start = git_odb_object_data(object.pointer) else { return [] }
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }
}
