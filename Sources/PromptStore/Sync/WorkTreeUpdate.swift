internal import Git
internal import PromptCore
internal import PromptMerge
internal import SafeFiles

/// Brings the work tree from one version to another, as a draft. Unsaved edits stay unsaved: if the new
/// version changed the same file, both are merged.
struct WorkTreeUpdate {
    private(set) var draft = Draft()
    private(set) var notes: [SharingNote] = []
    /// Files whose edits stay unsaved although the version changed them too.
    private(set) var kept: [String] = []
    private let repository: StoreRepository
    private let directory: SafeDirectory
    private let store: StoreRepository
    private let ends: LineEnds

    /// - Parameters:
    ///   - top: the repository, with paths from the top of the work tree.
    ///   - directory: the top of the work tree.
    ///   - store: the same repository, with paths from the store.
    init(
        _ top: StoreRepository, in directory: SafeDirectory, store: StoreRepository, from old: ObjectID?,
        to new: ObjectID
    ) throws(StoreError) {
        repository = top
        self.directory = directory
        self.store = store
        ends = LineEnds(top, tree: old)
        let deltas = try StoreError.folding { () throws(GitError) in
            try top.gitRepository.changes(from: old, to: new)
        }
        // Removed files make room for new ones.
        for delta in deltas where delta.after == nil { try add(delta) }
        for delta in deltas where delta.after != nil { try add(delta) }
    }

    private mutating func add(_ delta: TreeDelta) throws(StoreError) {
        let path = try CheckoutPath.checked(delta.path, content: delta.after) { .sync(.unsafePath($0)) }
        if let before = delta.before, !before.mode.isFile { throw .sync(.notRegularFile(path: path)) }
        let old = try delta.before.map { content throws(StoreError) in
            try repository.sharedFile(content.id, at: path)
        }
        let new = try delta.after.map { content throws(StoreError) in
            try repository.sharedFile(content.id, at: path)
        }
        let version = delta.after.map { Draft.Version.content($0) } ?? .absent
        let now = try onDisk(path)
        if let now, new != nil, delta.before?.id == delta.after?.id {
            // Only the mode changes.
            draft.bring(path, before: now, after: now, as: version)
            return
        }
        if let now, let new, ObjectID(blob: now) == delta.after?.id {
            draft.bring(path, before: now, after: new, as: version)
            return
        }
        if try isClean(now, at: path, before: delta.before) {
            let after = try new.map { new throws(StoreError) in
                try StoreError.folding { () throws(GitError) in
                    try now.map { now throws(GitError) in try ends.written(new, like: now, at: path) } ?? new
                }
            }
            draft.bring(path, before: now, after: after, as: version)
            return
        }
        try merge(path, old: old, now: now, new: new, as: version)
    }

    /// Merges an unsaved edit with the change of the version; the result stays unsaved.
    private mutating func merge(
        _ path: String, old: [UInt8]?, now: [UInt8]?, new: [UInt8]?, as version: Draft.Version
    ) throws(StoreError) {
        guard let now else {
            // Deleted here without a commit, and changed there.
            draft.bring(path, before: nil, after: new, as: version)
            note(
                path,
                message: "you had deleted it without saving, but the other side changed it: it is restored")
            return
        }
        kept.append(path)
        guard new != nil else {
            draft.bring(path, before: now, after: now, as: version)
            note(path, message: "the other side deleted it, but your uncommitted edits are kept")
            return
        }
        let own = store.storePath(path) ?? path
        let merged = FileMerge.merge(base: old, ours: now, theirs: new, path: own)
        guard merged.outcome != .markers else { throw .sync(.editsOverlap(path: path)) }
        draft.bring(path, before: now, after: merged.bytes, as: version)
        for found in merged.notes {
            notes.append(
                SharingNote(
                    path: own, key: found.key, message: found.message, isConflict: merged.hasConflicts))
        }
    }

    private mutating func note(_ path: String, message: String) {
        notes.append(
            SharingNote(path: store.storePath(path) ?? path, key: "", message: message, isConflict: false))
    }

    /// Returns true if the work tree has the content of the old version.
    private func isClean(_ now: [UInt8]?, at path: String, before: TreeContent?) throws(StoreError) -> Bool {
        guard let before else { return now == nil }
        guard let now else { return false }
        return try StoreError.folding { () throws(GitError) in
            try ends.isSame(now, as: before.id, at: path)
        }
    }

    private func onDisk(_ path: String) throws(StoreError) -> [UInt8]? {
        do throws(FileError) { return try directory.read(path, limit: Store.maxFileBytes + 1) } catch {
            switch error {
            case .notFound, .notDirectory: return nil
            default: throw .sync(.blocked(path: path, by: error))
            }
        }
    }
}
