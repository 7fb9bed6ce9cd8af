internal import Diagnostics
internal import Git
internal import PromptCore
internal import SafeFiles

/// The location of one record in one commit.
struct RecordLocation: Hashable {
    /// The path, relative to the store. If the record is not there: the path that was examined.
    let path: String
    /// The file; `nil` if the record is not there.
    let content: ObjectID?
    /// The record's id. A file without one counts as having the id of its later versions, which it got there.
    let id: RecordID?

    var isThere: Bool { content != nil }
    var isInTrash: Bool { path.hasPrefix("trash/") }

    /// Returns true if the record is unchanged between the two.
    func isSame(as other: RecordLocation) -> Bool { path == other.path && content == other.content }
}

/// Finds a record in the parent of a commit in which it is known.
///
/// A record is followed by the id in its file, under any path; a file without an id by its path, and to
/// another path with the identical text.
struct HistoryLocator {
    let store: StoreRepository
    var identity: HistoryIdentity
    private var trails: [String: HistoryTrail] = [:]

    init(_ store: StoreRepository) {
        self.store = store
        identity = HistoryIdentity(store.gitRepository)
    }

    /// Returns the regular file at `path`, relative to the store, in a commit's tree.
    mutating func file(_ path: String, in tree: ObjectID) throws(GitError) -> ObjectID? {
        try withTrail(to: path) { (trail) throws(GitError) in try trail.file(in: tree) }
    }

    /// Returns the entry at `path`, relative to the store, in a commit's tree.
    mutating func entry(_ path: String, in tree: ObjectID) throws(GitError) -> TreeEntry? {
        try withTrail(to: path) { (trail) throws(GitError) in try trail.entry(in: tree) }
    }

    /// Returns the location of the record with `id` at `path` in a commit's tree: absent if another record
    /// has the path.
    mutating func location(
        at path: String, id: RecordID?, in tree: ObjectID
    ) throws(GitError) -> RecordLocation {
        guard let content = try file(path, in: tree) else {
            return RecordLocation(path: path, content: nil, id: id)
        }
        let found = try identity.id(of: content, at: path)
        if let id, let found, found != id { return RecordLocation(path: path, content: nil, id: id) }
        return RecordLocation(path: path, content: content, id: found ?? id)
    }

    /// Returns the store's own folder in a commit's tree; `nil` if the commit has no store there.
    mutating func storeTree(in tree: ObjectID) throws(GitError) -> ObjectID? {
        guard !store.prefix.isEmpty else { return tree }
        return try withTrail(to: "") { (trail) throws(GitError) in try trail.folder(in: tree) }
    }

    /// Returns the location, in the parent with tree `before`, of the record that is at `location` in the
    /// commit with tree `after`.
    mutating func locate(
        _ location: RecordLocation, before: ObjectID, after: ObjectID
    ) throws(GitError) -> RecordLocation {
        let content = try file(location.path, in: before)
        if content == location.content { return location }
        let absent = RecordLocation(path: location.path, content: nil, id: location.id)
        guard location.isThere else {
            guard let content else { return absent }
            let found = try identity.id(of: content, at: location.path)
            // The name may have belonged to another record; a record without an id is followed by its path
            // alone.
            guard location.id == nil || found == location.id else { return absent }
            return RecordLocation(path: location.path, content: content, id: found)
        }
        let found: RecordID? =
            if let content { try identity.id(of: content, at: location.path) } else { nil }
        if let content, location.id == nil || found == location.id {
            return RecordLocation(path: location.path, content: content, id: found)
        }
        if let moved = try moved(location, before: before, after: after) { return moved }
        if let content {
            if found == nil { return RecordLocation(path: location.path, content: content, id: location.id) }
            // A copy that was given a new id.
            if try identity.isSameButID(content, location.content) {
                return RecordLocation(path: location.path, content: content, id: found)
            }
        }
        return absent
    }

    /// Searches all differences between the two trees for the record at another path. A file that exists
    /// before and after is the original of a copy, and stays at its path.
    private mutating func moved(
        _ location: RecordLocation, before: ObjectID, after: ObjectID
    ) throws(GitError) -> RecordLocation? {
        guard let from = try storeTree(in: before) else { return nil }
        var (gone, replaced): ([Departed], [Departed]) = ([], [])
        for delta in try store.gitRepository.changes(from: from, to: try storeTree(in: after)) {
            guard let old = delta.before, old.mode.isFile, let path = delta.text, path != location.path,
                HistoryIdentity.kind(of: path) != nil
            else { continue }
            let new = delta.after.flatMap { $0.mode.isFile ? $0.id : nil }
            if new == nil, old.id == location.content {
                return RecordLocation(path: path, content: old.id, id: location.id)
            }
            let file = Departed(path: path, content: old.id, successor: new)
            if new == nil { gone.append(file) } else { replaced.append(file) }
        }
        guard let id = location.id else { return nil }
        let name = location.path.split(separator: "/").last
        let alike = gone.filter { $0.path.split(separator: "/").last == name }
        let others = gone.filter { $0.path.split(separator: "/").last != name }
        for file in alike + others + replaced {
            guard try identity.hasID(id, in: file.content, at: file.path) else { continue }
            if let new = file.successor, try identity.hasID(id, in: new, at: file.path) { continue }
            return RecordLocation(path: file.path, content: file.content, id: id)
        }
        // It was moved and got its id in the same commit.
        for file in alike + others where try identity.id(of: file.content, at: file.path) == nil {
            guard try identity.isSameButID(file.content, location.content) else { continue }
            return RecordLocation(path: file.path, content: file.content, id: id)
        }
        return nil
    }

    /// A file that another commit does not have, or not with the same text.
    private struct Departed {
        let path: String
        let content: ObjectID
        let successor: ObjectID?
    }

    /// Runs `body` with the trail of a path relative to the store.
    private mutating func withTrail<Result>(
        to path: String, _ body: (inout HistoryTrail) throws(GitError) -> Result
    ) throws(GitError) -> Result {
        var trail =
            trails.removeValue(forKey: path)
            ?? HistoryTrail(in: store.gitRepository, to: store.repositoryPath(path))
        defer { trails[path] = trail }
        return try body(&trail)
    }
}

/// The entry at one path in the trees of many commits.
///
/// A commit leaves most folders unchanged, and an unchanged folder has the same id: only the folders on the
/// way to the path are read, from the top, up to the first one that was read last time.
struct HistoryTrail {
    private let repository: Repository
    private let parts: [String]
    /// For each part, the last tree in which it was looked up, and the result.
    private var last: [(tree: ObjectID, entry: TreeEntry?)] = []

    /// - Parameter path: starts at the root of the repository, with parts between single `/`; not empty.
    init(in repository: Repository, to path: String) {
        self.repository = repository
        parts = path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
    }

    /// Returns the entry at the path, of any mode; `nil` if there is none.
    mutating func entry(in root: ObjectID) throws(GitError) -> TreeEntry? {
        var tree = root
        for (level, part) in parts.enumerated() {
            let entry: TreeEntry?
            if level < last.count, last[level].tree == tree {
                entry = last[level].entry
            } else {
                entry = try repository.entry(part, in: tree)
                if level < last.count { last[level] = (tree, entry) } else { last.append((tree, entry)) }
            }
            if level == parts.count - 1 { return entry }
            guard let entry, entry.mode == .tree else { return nil }
            tree = entry.id
        }
        return nil
    }

    /// Returns the regular file at the path.
    mutating func file(in root: ObjectID) throws(GitError) -> ObjectID? {
        guard let entry = try entry(in: root), entry.mode.isFile else { return nil }
        return entry.id
    }

    /// Returns the folder at the path.
    mutating func folder(in root: ObjectID) throws(GitError) -> ObjectID? {
        guard let entry = try entry(in: root), entry.mode == .tree else { return nil }
        return entry.id
    }
}

/// Identifies the record of a file in a commit by the id in it.
struct HistoryIdentity {
    private let repository: Repository
    private var known: [ObjectID: RecordID?] = [:]

    init(_ repository: Repository) {
        self.repository = repository
    }

    /// Returns the id in the file with this content; `nil` if there is none.
    mutating func id(of content: ObjectID, at path: String) throws(GitError) -> RecordID? {
        if let id = known[content] { return id }
        let id = RecordID(in: try bytes(of: content), path: path)
        known[content] = .some(id)
        return id
    }

    /// Returns true if the file has this id. Only a file that contains its digits is parsed as YAML.
    mutating func hasID(_ id: RecordID, in content: ObjectID, at path: String) throws(GitError) -> Bool {
        if let known = known[content] { return known == id }
        let bytes = try bytes(of: content)
        guard HistoryIdentity.holds(bytes, word: Array(id.description.utf8)) else { return false }
        let found = RecordID(in: bytes, path: path)
        known[content] = .some(found)
        return found == id
    }

    /// Returns true if two files differ only in their ids.
    func isSameButID(_ one: ObjectID, _ other: ObjectID?) throws(GitError) -> Bool {
        guard let other else { return false }
        let (left, right) = (try bytes(of: one), try bytes(of: other))
        func rest(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
            bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
                .filter { !$0.starts(with: "id:".utf8) }
        }
        return !left.isEmpty && rest(left) == rest(right)
    }

    /// Returns the bytes; empty if the file is larger than any record.
    private func bytes(of content: ObjectID) throws(GitError) -> [UInt8] {
        do {
            return try repository.blob(content, limit: Store.maxFileBytes)
        } catch {
            guard error.isTooLarge else { throw error }
            return []
        }
    }

    /// Returns the kind of a record's file anywhere in the store; in the trash it keeps its name.
    static func kind(of path: String) -> RecordKind? {
        let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        return RecordKind(fileName: slash.map { String(path[path.utf8.index(after: $0)...]) } ?? path)
    }

    /// Returns true if `word`, in lower case, occurs in `bytes` in any case.
    private static func holds(_ bytes: [UInt8], word: [UInt8]) -> Bool {
        guard bytes.count >= word.count else { return false }
        return bytes.withUnsafeBytes { bytes in
            (0...bytes.count - word.count).contains { start in
                for offset in word.indices {
                    let byte = bytes[start + offset]
                    let lower = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
                    if lower != word[offset] { return false }
                }
                return true
            }
        }
    }
}
