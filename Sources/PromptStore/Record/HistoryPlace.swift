internal import Git
internal import PromptCore
internal import SafeFiles

/// The place of one record in one commit.
struct HistoryPlace: Hashable {
    /// The path, relative to the store. If the record is not there: the path that was examined.
    let path: String
    /// The file; `nil` if the record is not there.
    let content: ObjectID?
    /// The record's id. A file without one counts as having the id of its later versions, which it got there.
    let id: RecordID?

    var isThere: Bool { content != nil }
    var isInTrash: Bool { path.hasPrefix("trash/") }

    /// Returns true if the record is unchanged between the two.
    func isSame(as other: HistoryPlace) -> Bool { path == other.path && content == other.content }
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
        identity = HistoryIdentity(store.repository)
    }

    /// Returns the regular file at `path`, relative to the store, in a commit's tree.
    mutating func file(_ path: String, in tree: ObjectID) throws(GitError) -> ObjectID? {
        try withTrail(to: path) { (trail) throws(GitError) in try trail.file(in: tree) }
    }

    /// Returns the entry at `path`, relative to the store, in a commit's tree.
    mutating func entry(_ path: String, in tree: ObjectID) throws(GitError) -> TreeEntry? {
        try withTrail(to: path) { (trail) throws(GitError) in try trail.entry(in: tree) }
    }

    /// Returns the place of the record with `id` at `path` in a commit's tree: absent if another record has
    /// the path.
    mutating func place(_ path: String, id: RecordID?, in tree: ObjectID) throws(GitError) -> HistoryPlace {
        guard let content = try file(path, in: tree) else {
            return HistoryPlace(path: path, content: nil, id: id)
        }
        let found = try identity.id(of: content, at: path)
        if let id, let found, found != id { return HistoryPlace(path: path, content: nil, id: id) }
        return HistoryPlace(path: path, content: content, id: found ?? id)
    }

    /// Returns the store's own folder in a commit's tree; `nil` if the commit has no store there.
    mutating func storeTree(in tree: ObjectID) throws(GitError) -> ObjectID? {
        guard !store.prefix.isEmpty else { return tree }
        return try withTrail(to: "") { (trail) throws(GitError) in try trail.folder(in: tree) }
    }

    /// Returns the place, in the parent with tree `before`, of the record that is at `place` in the commit
    /// with tree `after`.
    mutating func locate(
        _ place: HistoryPlace, before: ObjectID, after: ObjectID
    ) throws(GitError) -> HistoryPlace {
        let content = try file(place.path, in: before)
        if content == place.content { return place }
        let absent = HistoryPlace(path: place.path, content: nil, id: place.id)
        guard place.isThere else {
            guard let content else { return absent }
            let found = try identity.id(of: content, at: place.path)
            // The name may have belonged to another record; a record without an id is followed by its path
            // alone.
            guard place.id == nil || found == place.id else { return absent }
            return HistoryPlace(path: place.path, content: content, id: found)
        }
        let found: RecordID? =
            if let content { try identity.id(of: content, at: place.path) } else { nil }
        if let content, place.id == nil || found == place.id {
            return HistoryPlace(path: place.path, content: content, id: found)
        }
        if let moved = try moved(place, before: before, after: after) { return moved }
        if let content {
            if found == nil { return HistoryPlace(path: place.path, content: content, id: place.id) }
            // A copy that was given a new id.
            if try identity.isSameButID(content, place.content) {
                return HistoryPlace(path: place.path, content: content, id: found)
            }
        }
        return absent
    }

    /// Searches all differences between the two trees for the record at another path. A file that exists
    /// before and after is the original of a copy, and stays at its path.
    private mutating func moved(
        _ place: HistoryPlace, before: ObjectID, after: ObjectID
    ) throws(GitError) -> HistoryPlace? {
        guard let from = try storeTree(in: before) else { return nil }
        var (gone, replaced): ([Departed], [Departed]) = ([], [])
        for delta in try store.repository.changes(from: from, to: try storeTree(in: after)) {
            guard let old = delta.before, old.mode.isFile, let path = delta.text, path != place.path,
                HistoryIdentity.kind(of: path) != nil
            else { continue }
            let new = delta.after.flatMap { $0.mode.isFile ? $0.id : nil }
            if new == nil, old.id == place.content {
                return HistoryPlace(path: path, content: old.id, id: place.id)
            }
            let file = Departed(path: path, content: old.id, successor: new)
            if new == nil { gone.append(file) } else { replaced.append(file) }
        }
        guard let id = place.id else { return nil }
        let name = place.path.split(separator: "/").last
        let alike = gone.filter { $0.path.split(separator: "/").last == name }
        let others = gone.filter { $0.path.split(separator: "/").last != name }
        for file in alike + others + replaced {
            guard try identity.hasID(id, file.content, at: file.path) else { continue }
            if let new = file.successor, try identity.hasID(id, new, at: file.path) { continue }
            return HistoryPlace(path: file.path, content: file.content, id: id)
        }
        // It was moved and got its id in the same commit.
        for file in alike + others where try identity.id(of: file.content, at: file.path) == nil {
            guard try identity.isSameButID(file.content, place.content) else { continue }
            return HistoryPlace(path: file.path, content: file.content, id: id)
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
            ?? HistoryTrail(store.repository, store.repositoryPath(path))
        defer { trails[path] = trail }
        return try body(&trail)
    }
}
