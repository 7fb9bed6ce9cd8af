internal import Git
internal import PromptCore
internal import PromptMerge
internal import SafeFiles

/// A decision of a merge in one file.
public struct SharingNote: Sendable, Hashable {
    /// The path, relative to the store.
    public let path: String
    /// The key in the file, as `set` takes it; empty for the file as a whole.
    public let place: String
    /// The decision in one sentence without a full stop.
    public let message: String
    /// True if both versions of something are kept, for `promptpal resolve`.
    public let isConflict: Bool
}

/// Merges the trees of two commits: records by structure, other files by lines.
struct VersionMerge {
    let place: StoreRepository
    private(set) var notes: [SharingNote] = []
    private var blobs: [ObjectID: [UInt8]] = [:]

    /// The depth of merged bases after which the first base is used unmerged. Five people who sync at random
    /// need three.
    private static let maxDepth = 16

    init(_ place: StoreRepository) { self.place = place }

    private var repository: Repository { place.repository }

    /// Returns the tree with both sides' changes.
    ///
    /// - Throws: `refused` if the two have no common ancestor, or both changed files that can't be merged.
    mutating func tree(_ ours: ObjectID, _ theirs: ObjectID) throws(StoreError) -> ObjectID {
        let base = try base(of: ours, theirs, depth: 0)
        guard let base else {
            throw .refused(
                message: "the two libraries have no common past, so nothing says what changed in which",
                help:
                    "if they shall become one: `git pull --no-rebase --allow-unrelated-histories` merges them as Git does"
            )
        }
        notes = []
        return try merge(base, try tree(of: ours), try tree(of: theirs))
    }

    private func tree(of commit: ObjectID) throws(StoreError) -> ObjectID {
        try StoreError.folding { () throws(GitError) in try repository.commit(commit).tree }
    }

    /// Returns the common ancestor's tree. If each side has merged the other before, there are several, and
    /// their merge is used, as in Git's own recursive strategy.
    private mutating func base(
        of one: ObjectID, _ other: ObjectID, depth: Int
    ) throws(StoreError) -> ObjectID? {
        let bases = try StoreError.folding { () throws(GitError) in try repository.mergeBases(one, other) }
        guard let first = bases.first else { return nil }
        var result = try tree(of: first)
        guard depth < VersionMerge.maxDepth else { return result }
        for next in bases.dropFirst() {
            let common = try base(of: first, next, depth: depth + 1) ?? .emptyTree
            result = try merge(common, result, try tree(of: next))
        }
        return result
    }

    /// Merges three trees.
    private mutating func merge(
        _ base: ObjectID, _ ours: ObjectID, _ theirs: ObjectID
    ) throws(StoreError) -> ObjectID {
        if ours == theirs || theirs == base { return ours }
        if ours == base { return theirs }
        let sides = try StoreError.folding { () throws(GitError) in
            (try Sides(repository, base, ours), try Sides(repository, base, theirs))
        }
        var files = MergeInput()
        var wanted: [TreeChange] = []
        for (path, one) in sides.0.deltas {
            let other = sides.1.deltas[path]
            try add(
                path, base: one.before, ours: one.after, theirs: other.map(\.after) ?? one.before, &files,
                &wanted)
        }
        for (path, other) in sides.1.deltas where sides.0.deltas[path] == nil {
            try add(path, base: other.before, ours: other.before, theirs: other.after, &files, &wanted)
        }
        wanted += try records(files, ours: ours)
        return try StoreError.folding { () throws(GitError) in try repository.writeTree(ours, wanted) }
    }

    /// Adds one path that a side changed: a file of the store goes to the structural merge, any other is
    /// merged here.
    private mutating func add(
        _ path: String, base: TreeContent?, ours: TreeContent?, theirs: TreeContent?,
        _ files: inout MergeInput,
        _ wanted: inout [TreeChange]
    ) throws(StoreError) {
        let all = [base, ours, theirs].compactMap { $0 }
        let areFiles = all.allSatisfy(\.mode.isFile)
        if areFiles, let own = place.storePath(path), Store.isShared(own) {
            try files.base.put(own, base.map { content throws(StoreError) in try bytes(content.id, path) })
            try files.ours.put(own, ours.map { content throws(StoreError) in try bytes(content.id, path) })
            try files.theirs.put(
                own, theirs.map { content throws(StoreError) in try bytes(content.id, path) })
            let mode = ours?.mode == base?.mode ? theirs?.mode ?? ours?.mode : ours?.mode
            files.modes[own] = mode ?? .file
            files.before[own] = ours
            return
        }
        if ours == theirs || theirs == base { return }
        if ours == base {
            wanted.append(TreeChange(path, theirs))
            return
        }
        guard areFiles, let base, let ours, let theirs else { throw VersionMerge.unsettled(path) }
        let mode = ours.mode == base.mode ? theirs.mode : ours.mode
        let merge = LineMerge(
            base: try bytes(base.id, path), ours: try bytes(ours.id, path),
            theirs: try bytes(theirs.id, path))
        guard let merged = merge.text else { throw VersionMerge.unsettled(path) }
        let id = try StoreError.folding { () throws(GitError) in try repository.writeBlob(merged) }
        wanted.append(TreeChange(path, TreeContent(mode: mode, id: id)))
    }

    private static func unsettled(_ path: String) -> StoreError {
        .refused(
            message: "both sides changed \(path), which is no file of the library; nothing has changed",
            help: "`git pull --no-rebase` leaves it to you to settle")
    }

    /// Merges the store's own files by structure.
    private mutating func records(_ files: MergeInput, ours: ObjectID) throws(StoreError) -> [TreeChange] {
        if files.modes.isEmpty { return [] }
        let (place, repository) = (place, repository)
        let merged = TreeMerge.merge(
            base: files.base, ours: files.ours, theirs: files.theirs,
            isTaken: { path in
                ((try? repository.entry(place.repositoryPath(path), in: ours)) ?? nil) != nil
            })
        var wanted: [TreeChange] = []
        for path in merged.files.keys.sorted() {
            guard let file = merged.files[path] else { continue }
            notes += file.notes.map { note in
                SharingNote(
                    path: path, place: note.place, message: note.message,
                    isConflict: [.keptOption, .keptValue, .markers].contains(note.kind))
            }
            if file.bytes == files.ours[path] {
                let isNewMode = file.bytes != nil && files.modes[path] != files.before[path]?.mode
                if !isNewMode { continue }
            }
            let content = try file.bytes.map { bytes throws(StoreError) in
                TreeContent(
                    mode: files.modes[path] ?? .file,
                    id: try StoreError.folding { () throws(GitError) in try repository.writeBlob(bytes) })
            }
            wanted.append(TreeChange(place.repositoryPath(path), content))
        }
        return wanted
    }

    private mutating func bytes(_ id: ObjectID, _ path: String) throws(StoreError) -> [UInt8] {
        if let known = blobs[id] { return known }
        do throws(GitError) {
            let bytes = try repository.blob(id, limit: Store.maxFileBytes)
            blobs[id] = bytes
            return bytes
        } catch {
            guard error.isTooLarge else { throw StoreError(error) }
            throw .refused(
                message: "\(path) is larger than \(Store.maxFileBytes >> 20) MiB; nothing has changed",
                help: "`git pull --no-rebase` takes it")
        }
    }
}

/// The store's files that differ between any two of three versions.
private struct MergeInput {
    var base: [String: [UInt8]] = [:]
    var ours: [String: [UInt8]] = [:]
    var theirs: [String: [UInt8]] = [:]
    var modes: [String: FileMode] = [:]
    var before: [String: TreeContent] = [:]
}

extension [String: [UInt8]] {
    fileprivate mutating func put(_ path: String, _ bytes: [UInt8]?) { self[path] = bytes }
}

/// The changes of each side, by path.
private struct Sides {
    private(set) var deltas: [String: TreeDelta] = [:]

    init(_ repository: Repository, _ base: ObjectID, _ side: ObjectID) throws(GitError) {
        for delta in try repository.changes(from: base, to: side) {
            guard let path = delta.text else {
                throw GitError.unusablePath(DirectoryEntry.escaped(delta.path))
            }
            deltas[path] = delta
        }
    }
}

extension Store {
    /// Returns true if a path, relative to the store, is merged as the store's own.
    static func isShared(_ path: String) -> Bool {
        WorkTreePath.files.contains(path)
            || ["prompts/", "trash/", "keys/", "usage/"].contains { path.utf8.starts(with: $0.utf8) }
    }
}
