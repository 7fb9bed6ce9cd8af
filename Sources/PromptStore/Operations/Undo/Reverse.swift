internal import Diagnostics
internal import Git
internal import PromptCore
internal import PromptMerge
internal import SafeFiles

/// The reverse of one commit against the present work tree, file by file.
struct Reverse {
    private(set) var draft = Draft()
    /// Every file that changes, relative to the store.
    private(set) var paths: [String] = []
    /// Files that keep a later change.
    private(set) var merged: [String] = []
    /// Shared modules and variables that the reverse removes.
    private(set) var removed: [ParsedFile] = []
    /// Files that can't be restored, each with the reason.
    private var conflicts: [UndoConflict] = []
    private var ids: [RecordID] = []
    private let commit: Commit
    private let format: Format
    private let ends: LineEnds
    /// Files that are removed, and those that are restored.
    private var gone: [Gone] = []
    private var returning: [(path: String, bytes: [UInt8], mode: FileMode, id: RecordID?)] = []

    /// A file that is removed.
    private struct Gone {
        let path: String
        /// The bytes in the work tree, and the content that Git stores for them.
        let bytes, kept: [UInt8]
        /// The mode in the commit, and in `HEAD`.
        let made, saved: FileMode?
        let id: RecordID?
    }

    init(
        of commit: Commit, plan: UndoPlan, directory: SafeDirectory, format: Format,
        repository: StoreRepository
    ) throws(GitError) {
        self.commit = commit
        self.format = format
        let gitRepository = repository.gitRepository
        guard let parent = commit.parents.first, let head = try gitRepository.head().commit else {
            ends = LineEnds(repository, tree: nil)
            return
        }
        let headTree = try gitRepository.commit(head).tree
        ends = LineEnds(repository, tree: headTree)
        for delta in try gitRepository.changes(from: gitRepository.commit(parent).tree, to: commit.tree) {
            guard let full = delta.text, let path = repository.storePath(full) else {
                conflicts.append(.outside(path: DirectoryEntry.escaped(delta.path)))
                continue
            }
            let made = try Reverse.bytes(of: delta.after, in: gitRepository)
            let before = try Reverse.bytes(of: delta.before, in: gitRepository)
            let now: [UInt8]?
            do {
                now = try directory.read(path, limit: Store.maxBytes(at: path) + 1)
            } catch {
                guard case .notFound = error else {
                    conflicts.append(.unreadable(error))
                    continue
                }
                now = nil
            }
            let head = try gitRepository.entry(full, in: headTree)?.content
            let saved = try Reverse.bytes(of: head, in: gitRepository)
            let kept = try now.map { now throws(GitError) in try ends.kept(now, at: path) }
            if kept == before, saved == before { continue }
            if kept == made || kept == before {
                try put(path, now: now, kept: kept, wanted: before, delta: delta, saved: head?.mode)
            } else if kept != saved {
                conflicts.append(.unsavedEdits(path: path))
            } else if let made, let before, let kept,
                let both = LineMerge(base: made, ours: kept, theirs: before).text,
                Reverse.isSound(at: path, merged: both, instead: kept)
            {
                try put(path, now: now, kept: kept, wanted: both, delta: delta, saved: head?.mode)
                merged.append(path)
            } else {
                let later = try plan.lastChange(of: full, after: commit.id)
                conflicts.append(.changedLater(path: path, by: later.map(CommitTitle.init)))
            }
        }
        try bringBack()
    }

    /// True if everything is as it was before the commit.
    var isWithoutEffect: Bool { conflicts.isEmpty && draft.isEmpty }

    /// Throws if a file can't be restored.
    func refuseConflicts() throws(StoreError) {
        if !conflicts.isEmpty { throw .undo(.conflicts(CommitTitle(commit), conflicts)) }
        if draft.isEmpty { throw .undo(.withoutEffect(CommitTitle(commit))) }
    }

    /// The message `Undo "Set words.max in a/x"` with the commit in a trailer. Undoing an undo is a redo.
    var message: ChangeMessage {
        let isRedo = !UndoPlan.targets(of: commit).isEmpty
        let undo = "Undo \""
        var summary = "Undo \(quoted(commit.summary))"
        if isRedo, commit.summary.hasPrefix(undo), commit.summary.hasSuffix("\"") {
            summary = "Redo " + commit.summary.dropFirst(undo.utf8.count - 1)
        }
        return ChangeMessage(
            isRedo ? "redo" : "undo", summary: summary, ids: ids,
            trailers: [(UndoPlan.trailer, commit.id.hex)])
    }

    /// - Parameters:
    ///   - kept: the content that Git stores for `now`.
    ///   - saved: the file's mode in `HEAD`.
    private mutating func put(
        _ path: String, now: [UInt8]?, kept: [UInt8]?, wanted: [UInt8]?, delta: TreeDelta,
        saved: FileMode?
    ) throws(GitError) {
        paths.append(path)
        let id = note(path, bytes: wanted ?? kept, isGone: wanted == nil)
        switch (now, wanted) {
        case (let now?, let wanted?) where kept != wanted:
            draft.replace(path, with: try ends.written(wanted, like: now, at: path), before: now)
            if let before = delta.before?.mode, before != delta.after?.mode, saved == delta.after?.mode {
                draft.setMode(of: path, to: before)
            }
        case (let now?, nil):
            draft.remove(path, before: now)
            gone.append(
                Gone(
                    path: path, bytes: now, kept: kept ?? now, made: delta.after?.mode, saved: saved, id: id))
        case (nil, let wanted?):
            returning.append((path, wanted, delta.before?.mode ?? .file, id))
        // The work tree has the content already, the history has not.
        default: draft.record(path, as: now)
        }
    }

    /// Restores files that are missing, each with the permissions and line ends of the file that it had
    /// become.
    private mutating func bringBack() throws(GitError) {
        for file in returning {
            let index =
                gone.firstIndex { $0.id != nil && $0.id == file.id }
                ?? gone.firstIndex { $0.kept == file.bytes }
            guard let index else {
                draft.create(file.path, with: file.bytes)
                draft.setMode(of: file.path, to: file.mode)
                continue
            }
            let source = gone.remove(at: index)
            draft.create(
                file.path,
                with: try ends.written(file.bytes, like: source.bytes, at: file.path, from: source.path),
                from: source.path)
            if source.made != file.mode, source.made == source.saved {
                draft.setMode(of: file.path, to: file.mode)
            }
        }
    }

    /// Records a changed record. Returns its id.
    private mutating func note(_ path: String, bytes: [UInt8]?, isGone: Bool) -> RecordID? {
        guard let record = WorkTreePath.record(at: path), record.kind != .manifest,
            let bytes
        else { return nil }
        let file = ParsedFile(
            SourceText(name: path, bytes: bytes), kind: record.kind, address: record.address, format: format)
        let id = file.record?.header.id?.value
        if let id, !ids.contains(id) { ids.append(id) }
        if isGone, record.kind == .module || record.kind == .variable { removed.append(file) }
        return id
    }

    /// Returns true if a merged text is a record without new errors.
    private static func isSound(at path: String, merged: [UInt8], instead now: [UInt8]) -> Bool {
        guard let record = WorkTreePath.record(at: path) else { return true }
        func diagnostics(_ bytes: [UInt8]) -> [Diagnostic] {
            ParsedFile(
                SourceText(name: path, bytes: bytes), kind: record.kind, address: record.address,
                format: .newest
            ).diagnostics
        }
        return diagnostics(merged).new(.error, since: diagnostics(now)).isEmpty
    }

    private static func bytes(
        of content: TreeContent?, in repository: Repository
    ) throws(GitError) -> [UInt8]? {
        guard let content, content.mode.isFile else { return nil }
        return try repository.blob(content.id)
    }
}
