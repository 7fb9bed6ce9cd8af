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
    private let oldTree: ObjectID?
    private var unsaved = UnsavedFiles()
    /// Paths of unsaved records that the version does not change.
    private(set) var unversioned: Set<String> = []

    /// - Parameters:
    ///   - top: the repository, with paths from the top of the work tree.
    ///   - directory: the top of the work tree.
    ///   - library: the store.
    ///   - store: the same repository, with paths from the store.
    ///   - old: the commit of the work tree; `nil` if there is none.
    ///   - new: the new tree.
    init(
        _ top: StoreRepository, in directory: SafeDirectory, of library: Store,
        repository store: StoreRepository,
        from old: Commit?, to new: ObjectID
    ) throws(StoreError) {
        repository = top
        self.directory = directory
        self.store = store
        oldTree = old?.tree
        ends = LineEnds(top, tree: old?.tree)
        let deltas = try StoreError.folding { () throws(GitError) in
            try top.gitRepository.changes(from: old?.tree, to: new)
        }
        try findUnsaved(deltas, of: library, from: old)
        // Removed files make room for new ones.
        for delta in deltas where delta.after == nil { try add(delta) }
        for delta in deltas where delta.after != nil { try add(delta) }
        try moveOthers()
    }

    /// Finds the unsaved records that the new version moves, or whose references it moves.
    private mutating func findUnsaved(
        _ deltas: [TreeDelta], of library: Store, from old: Commit?
    ) throws(StoreError) {
        guard let old else { return }
        var versions: [String: UnsavedFiles.Version] = [:]
        var isWide = false
        for delta in deltas {
            guard let path = delta.text, let own = store.storePath(path), RecordPlace.isRecord(own),
                [delta.before, delta.after].allSatisfy({ $0?.mode.isFile ?? true })
            else { continue }
            let before = try delta.before.map { content throws(StoreError) in
                try self.repository.sharedFile(content.id, at: path)
            }
            let now = try onDisk(path)
            let isClean = try isClean(now, at: path, before: delta.before)
            versions[own] = UnsavedFiles.Version(
                old: before, now: isClean ? before : now,
                new: try delta.after.map { content throws(StoreError) in
                    try self.repository.sharedFile(content.id, at: path)
                }, isUnsaved: !isClean)
            // A moved or renamed shared record can be named in any unsaved text.
            let isVariable = WorkTreePath.record(at: own)?.kind == .variable
            isWide =
                isWide
                || RecordPlace.isShared(own) && before != nil && (delta.after == nil || isVariable)
        }
        if isWide {
            for change in try library.status().changes where change.kind != .deleted {
                guard versions[change.path] == nil, let now = change.bytes, RecordPlace.isRecord(change.path)
                else { continue }
                let head = try change.head.map { id throws(StoreError) in
                    try self.repository.sharedFile(id, at: change.path)
                }
                versions[change.path] = UnsavedFiles.Version(
                    old: change.oldPath == nil ? head : nil, now: now,
                    new: change.oldPath == nil ? head : nil, isUnsaved: true)
            }
        }
        guard versions.values.contains(where: \.isUnsaved) else { return }
        let (gitRepository, repository) = (repository.gitRepository, store)
        unsaved = UnsavedFiles(
            versions,
            unchanged: try StoreError.folding { () throws(GitError) in try TreeLibrary(store, commit: old) },
            isTaken: { path in
                ((try? gitRepository.entry(repository.repositoryPath(path), in: old.tree)) ?? nil) != nil
                    || ((try? library.isThere(path)) ?? true)
            })
    }

    /// Moves unsaved records that the new version does not have, and rewrites references in unsaved texts.
    private mutating func moveOthers() throws(StoreError) {
        for (own, version) in unsaved.files {
            let target = unsaved.target(of: own)
            let path = store.repositoryPath(target)
            guard let now = version.now, draft.content(of: path) == nil,
                let after = unsaved.rewritten(now, at: own), target != own || after != now
            else { continue }
            let entry = try StoreError.folding { () throws(GitError) in
                try oldTree.flatMap { tree throws(GitError) in
                    try repository.gitRepository.entry(path, in: tree)
                }
            }
            let content = entry.map { Draft.Version.content(TreeContent(mode: $0.mode, id: $0.id)) }
            draft.bring(path, before: try onDisk(path), after: after, as: content ?? .absent)
            kept.append(path)
            unversioned.insert(path)
            if target != own { note(path, message: "your uncommitted \(own) is here now") }
        }
    }

    /// Brings a path whose unsaved edits move to another one, or that gets such edits.
    ///
    /// - Returns: false if it has nothing to do with such edits.
    private mutating func follow(
        _ path: String, now: [UInt8]?, new: [UInt8]?, as version: Draft.Version
    ) throws(StoreError) -> Bool {
        guard let own = store.storePath(path) else { return false }
        if unsaved.isMoved(own) {
            draft.bring(path, before: now, after: new, as: version)
            return true
        }
        guard now == nil, let source = unsaved.source(of: own), let new,
            let moved = unsaved.files[source], let edited = moved.now,
            let edits = unsaved.rewritten(edited, at: source)
        else { return false }
        let old = moved.old.flatMap { unsaved.rewritten($0, at: source) }
        let merged = FileMerge.merge(base: old, ours: edits, theirs: new, path: own)
        guard merged.outcome != .markers else { throw .sync(.editsOverlap(path: path)) }
        draft.bring(path, before: nil, after: merged.bytes, as: version)
        kept.append(path)
        note(path, message: "your uncommitted edits of \(source) are here now")
        return true
    }

    private mutating func add(_ delta: TreeDelta) throws(StoreError) {
        let path = try CheckoutPath.checked(delta.path, content: delta.after) { .sync(.unsafePath($0)) }
        if let before = delta.before, !before.mode.isFile { throw .sync(.notRegularFile(path: path)) }
        let old = try delta.before.map { content throws(StoreError) in
            try self.repository.sharedFile(content.id, at: path)
        }
        let new = try delta.after.map { content throws(StoreError) in
            try self.repository.sharedFile(content.id, at: path)
        }
        let version = delta.after.map { Draft.Version.content($0) } ?? .absent
        let now = try onDisk(path)
        if try follow(path, now: now, new: new, as: version) { return }
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
        let merged = FileMerge.merge(
            base: old.flatMap { unsaved.rewritten($0, at: own) },
            ours: unsaved.rewritten(now, at: own) ?? now, theirs: new, path: own)
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
        do throws(FileError) { return try directory.read(path, limit: Store.maxBytes(at: path) + 1) } catch {
            switch error {
            case .notFound, .notDirectory: return nil
            default: throw .sync(.blocked(path: path, by: error))
            }
        }
    }
}
