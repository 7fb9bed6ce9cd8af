internal import Diagnostics
internal import GitRepo
internal import PromptCore

/// The reverse of one commit against the work tree as it is now, file by file.
struct Reverse {
    private(set) var draft = Draft()
    /// Every file that changes, relative to the store.
    private(set) var paths: [String] = []
    /// Those that keep a later change of their own.
    private(set) var merged: [String] = []
    /// Shared modules and variables that go away with it.
    private(set) var removed: [ParsedFile] = []
    /// Files that can't be put back, each with why.
    private var conflicts: [String] = []
    private var ids: [RecordID] = []
    private let commit: Commit

    init(
        _ commit: Commit, _ plan: UndoPlan, _ directory: StoreDirectory, _ place: StoreRepository
    ) throws(GitError) {
        self.commit = commit
        let repository = place.repository
        guard let parent = commit.parents.first, let head = try repository.head().commit else { return }
        let headTree = try repository.commit(head).tree
        for delta in try repository.changes(from: repository.commit(parent).tree, to: commit.tree) {
            guard let full = delta.text, let path = place.storePath(full) else {
                conflicts.append("\(DirectoryEntry.escaped(delta.path)) is outside the store")
                continue
            }
            let made = try Reverse.bytes(delta.after, repository)
            let before = try Reverse.bytes(delta.before, repository)
            let now: [UInt8]?
            do {
                now = try directory.read(path, limit: Store.maxFileBytes + 1)
            } catch {
                guard case .notFound = error else {
                    conflicts.append(error.description)
                    continue
                }
                now = nil
            }
            let saved =
                try repository.entry(full, in: headTree).map { entry throws(GitError) in
                    try Reverse.bytes(entry.content, repository)
                } ?? nil
            if now == before, saved == before { continue }
            if now == made || now == before {
                put(path, now, before)
            } else if now != saved {
                conflicts.append("\(path) has edits that are not saved")
            } else if let made, let before, let now, let both = TextMerge.merge(base: made, now, before),
                Reverse.isSound(path, both, instead: now)
            {
                put(path, now, both)
                merged.append(path)
            } else {
                let later = try plan.lastChange(of: full, after: commit.id)
                conflicts.append(
                    "\(path) changed later"
                        + (later.map { ", by \($0.id.short) \(quoted($0.summary))" } ?? ""))
            }
        }
    }

    /// Whether everything is as it was before the commit.
    var isWithoutEffect: Bool { conflicts.isEmpty && draft.isEmpty }

    /// Throws where not every file can be put back.
    func refuseConflicts() throws(StoreError) {
        guard let first = conflicts.first else {
            if !draft.isEmpty { return }
            throw .refused(
                message:
                    "\(commit.id.short) \(quoted(commit.summary)) has no effect any more: everything is as it was before it",
                help: nil)
        }
        let rest = conflicts.count > 1 ? "; " + conflicts.dropFirst().prefix(4).joined(separator: "; ") : ""
        let more = conflicts.count > 5 ? "; and \(conflicts.count - 5) more files" : ""
        throw .refused(
            message: "can't take back \(commit.id.short) \(quoted(commit.summary)): \(first)\(rest)\(more)",
            help: first.hasSuffix("not saved")
                ? "`promptpal save` makes a version of them first"
                : "take the later change back first, or bring single files back with `promptpal restore`")
    }

    /// `Undo "Set words.max in a/x"`, and the commit in a trailer. Taking an undo back is a redo of what it took back.
    var message: ChangeMessage {
        let isRedo = !UndoPlan.targets(of: commit).isEmpty
        let undo = "Undo \""
        var summary = "Undo \(quoted(commit.summary))"
        if isRedo, commit.summary.hasPrefix(undo), commit.summary.hasSuffix("\"") {
            summary = "Redo " + commit.summary.dropFirst(undo.utf8.count - 1)
        }
        return ChangeMessage(
            isRedo ? "redo" : "undo", summary, ids: ids, trailers: [(UndoPlan.trailer, commit.id.hex)])
    }

    private mutating func put(_ path: String, _ now: [UInt8]?, _ wanted: [UInt8]?) {
        paths.append(path)
        switch (now, wanted) {
        case (let now?, let wanted?) where now != wanted: draft.replace(path, wanted, before: now)
        case (let now?, nil): draft.remove(path, before: now)
        case (nil, let wanted?): draft.create(path, wanted)
        // The work tree has it already, the history has not.
        default: draft.record(path, now)
        }
        guard let record = WorkTreePath.record(at: path), record.kind != .manifest,
            let bytes = wanted ?? now
        else { return }
        let file = ParsedFile(
            SourceText(name: path, bytes: bytes), kind: record.kind, address: record.address)
        if let id = file.record?.header.id?.value, !ids.contains(id) { ids.append(id) }
        if wanted == nil, record.kind == .module || record.kind == .variable { removed.append(file) }
    }

    /// Whether a merged text is a record without errors that its file did not have.
    private static func isSound(_ path: String, _ merged: [UInt8], instead now: [UInt8]) -> Bool {
        guard let record = WorkTreePath.record(at: path) else { return true }
        func errors(_ bytes: [UInt8]) -> [String] {
            ParsedFile(SourceText(name: path, bytes: bytes), kind: record.kind, address: record.address)
                .diagnostics.filter { $0.severity == .error }.map(\.message)
        }
        let known = errors(now)
        return errors(merged).allSatisfy(known.contains)
    }

    private static func bytes(_ content: TreeContent?, _ repository: Repository) throws(GitError) -> [UInt8]?
    {
        guard let content, content.mode.isFile else { return nil }
        return try repository.blob(content.id)
    }
}
