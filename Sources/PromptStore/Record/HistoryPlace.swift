internal import GitRepo
internal import PromptCore
internal import SafeFiles

/// Where one record is in one commit.
struct HistoryPlace: Hashable {
    /// Relative to the store. Where the record is not there: where it was looked for.
    let path: String
    /// The file; `nil` where the record is not there.
    let content: ObjectID?
    /// The id that is looked for. A file without one has that of its later versions: it got its id there.
    let id: RecordID?

    var isThere: Bool { content != nil }
    var isInTrash: Bool { path.hasPrefix("trash/") }

    /// Whether nothing happened to the record between the two.
    func isSame(as other: HistoryPlace) -> Bool { path == other.path && content == other.content }
}

/// Finds a record in the commit before the one where it is known.
///
/// A record is followed by the id in its file, whatever its path; a file without an id by its path, and to another
/// path where the very same text is.
struct HistoryLocator {
    let store: StoreRepository
    var identity: HistoryIdentity
    private var trails: [String: HistoryTrail] = [:]

    init(_ store: StoreRepository) {
        self.store = store
        identity = HistoryIdentity(store.repository)
    }

    /// The regular file at `path`, relative to the store, in a commit's tree.
    mutating func file(_ path: String, in tree: ObjectID) throws(GitError) -> ObjectID? {
        try withTrail(to: path) { (trail) throws(GitError) in try trail.file(in: tree) }
    }

    /// What stands at `path`, relative to the store, in a commit's tree.
    mutating func entry(_ path: String, in tree: ObjectID) throws(GitError) -> TreeEntry? {
        try withTrail(to: path) { (trail) throws(GitError) in try trail.entry(in: tree) }
    }

    /// The record with `id` at `path` in a commit's tree: not there, where another record has the path.
    mutating func place(_ path: String, id: RecordID?, in tree: ObjectID) throws(GitError) -> HistoryPlace {
        guard let content = try file(path, in: tree) else {
            return HistoryPlace(path: path, content: nil, id: id)
        }
        let found = try identity.id(of: content, at: path)
        if let id, let found, found != id { return HistoryPlace(path: path, content: nil, id: id) }
        return HistoryPlace(path: path, content: content, id: found ?? id)
    }

    /// The store's own folder in a commit's tree; `nil` where the commit has no store there.
    mutating func storeTree(in tree: ObjectID) throws(GitError) -> ObjectID? {
        guard !store.prefix.isEmpty else { return tree }
        return try withTrail(to: "") { (trail) throws(GitError) in try trail.folder(in: tree) }
    }

    /// Where the record that is at `place` in the commit with tree `after` was in its parent with tree `before`.
    mutating func locate(
        _ place: HistoryPlace, before: ObjectID, after: ObjectID
    ) throws(GitError) -> HistoryPlace {
        let content = try file(place.path, in: before)
        if content == place.content { return place }
        let absent = HistoryPlace(path: place.path, content: nil, id: place.id)
        guard place.isThere else {
            guard let content else { return absent }
            let found = try identity.id(of: content, at: place.path)
            // A name may have been another record's before; one without an id is followed by its path alone.
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
            // A copy that was given an id of its own.
            if try identity.isSameButID(content, place.content) {
                return HistoryPlace(path: place.path, content: content, id: found)
            }
        }
        return absent
    }

    /// Looks through all that differs between the two trees for the record at another path. A file that is there
    /// before and after is what a copy was made from, and stays where it is.
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
        // It was moved and got its id at once.
        for file in alike + others where try identity.id(of: file.content, at: file.path) == nil {
            guard try identity.isSameButID(file.content, place.content) else { continue }
            return HistoryPlace(path: file.path, content: file.content, id: id)
        }
        return nil
    }

    /// A file that another commit has not, or not with the same text.
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
