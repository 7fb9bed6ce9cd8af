internal import Diagnostics
internal import Git
internal import PromptCore
internal import PromptIndex
internal import PromptMerge
internal import SafeFiles

/// The problems that a push would bring to the other side: those of our commit that the other side's commit
/// does not have, and open conflicts. They are the problems that a merge reports.
///
/// Only the files that differ are checked, and the records that refer to them; if the formats differ, all
/// records.
struct PushCheck {
    private let store: Store
    private let repository: StoreRepository
    private let new: TreeLibrary
    private let old: TreeLibrary
    private var locator: HistoryLocator
    private var problems: [SharingProblem] = []

    /// - Parameters:
    ///   - head: our commit.
    ///   - tip: the other side's commit.
    /// - Throws: ``GitError`` if a commit can't be read.
    init(
        _ store: Store, in repository: StoreRepository, of head: ObjectID, since tip: ObjectID
    ) throws(GitError) {
        self.store = store
        self.repository = repository
        new = try TreeLibrary(repository, commit: try repository.gitRepository.commit(head))
        old = try TreeLibrary(repository, commit: try repository.gitRepository.commit(tip))
        locator = HistoryLocator(repository)
    }

    /// Returns the new problems, sorted by path.
    ///
    /// - Throws: ``GitError`` if a tree or file can't be read.
    mutating func run() throws(GitError) -> [SharingProblem] {
        problems = []
        let deltas = try repository.gitRepository.changes(
            from: try locator.storeTree(in: old.commit.tree), to: try locator.storeTree(in: new.commit.tree))
        var (files, published): ([String: [UInt8]], [String: [UInt8]]) = ([:], [:])
        var added: [String] = []
        for delta in deltas {
            guard let path = delta.text, Store.isShared(path) else { continue }
            guard RecordPlace.isRecord(path) else {
                try checkOther(path, delta)
                continue
            }
            if delta.before == nil { added.append(path) }
            if let content = delta.before, let bytes = try bytes(of: content) { published[path] = bytes }
            guard let content = delta.after else { continue }
            if let bytes = try bytes(of: content) { files[path] = bytes } else { addUnreadable(path) }
        }
        let all = new.format == old.format ? [] : new.files().map(\.path)
        for path in try relatives(of: files, added: added).union(all) {
            guard files[path] == nil, published[path] == nil,
                let id = try locator.file(path, in: new.commit.tree),
                let bytes = try bytes(of: TreeContent(mode: .file, id: id))
            else { continue }
            (files[path], published[path]) = (bytes, bytes)
        }
        var edited: [String]?
        let (store, repository, new) = (store, repository, new)
        let found = TreeMerge.problems(
            of: files, since: published, unchanged: new, lower: store.layers.library,
            formats: MergeFormats(ours: new.format, theirs: old.format, merged: new.format)
        ) { shared in
            // The index has the texts of the work tree: a file with unsaved edits may have another one.
            if edited == nil {
                let scan = try? WorkTreeScan(store.directory, in: repository, tree: new.commit.tree)
                edited = scan?.files.map(\.path) ?? []
            }
            return store.namers(of: shared).union(edited ?? []).sorted().compactMap { path in
                WorkTreePath.record(at: path).flatMap { record in
                    record.kind == .prompt || record.kind == .module
                        ? new.file(record.kind, at: record.address) : nil
                }
            }
        }
        problems += found.map { SharingProblem(path: $0.path, code: $0.code, message: $0.message) }
        return problems.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    /// Returns a file's content; `nil` if it is no regular file, or too large for a file of a store.
    private func bytes(of content: TreeContent) throws(GitError) -> [UInt8]? {
        guard content.mode.isFile else { return nil }
        do throws(GitError) {
            return try repository.gitRepository.blob(content.id, limit: Store.maxFileBytes)
        } catch {
            guard error.isTooLarge else { throw error }
            return nil
        }
    }

    private mutating func add(_ diagnostics: [Diagnostic], at path: String) {
        problems += diagnostics.filter(\.countsInMerge).map {
            SharingProblem(path: path, code: $0.code, message: $0.message)
        }
    }

    /// Adds the problem of a record whose bytes are not read.
    private mutating func addUnreadable(_ path: String) {
        guard let record = WorkTreePath.record(at: path) else { return }
        add(new.file(record.kind, at: record.address)?.diagnostics ?? [], at: path)
    }

    // MARK: Other files

    /// Checks a changed file that is no record: a key for conflicts, the manifest and the labels for new
    /// errors, another file below `prompts/` for its name.
    private mutating func checkOther(_ path: String, _ delta: TreeDelta) throws(GitError) {
        guard let content = delta.after else { return }
        if path.hasPrefix("prompts/") {
            if delta.before == nil, content.mode.isFile { add(PushCheck.nameProblems(of: path), at: path) }
            return
        }
        let isKey = path.hasPrefix("keys/")
        guard isKey || path == WorkTreePath.manifest || path == Labels.file,
            let bytes = try bytes(of: content)
        else { return }
        let now = PushCheck.diagnostics(SourceText(name: path, bytes: bytes), in: new)
        let before = try delta.before.flatMap { content throws(GitError) in try self.bytes(of: content) }
        let known = before.map { PushCheck.diagnostics(SourceText(name: path, bytes: $0), in: old) } ?? []
        add(
            now.filter { diagnostic in
                isKey || diagnostic.isKeptConflict
                    || !known.contains {
                        $0.code == diagnostic.code && $0.message == diagnostic.message
                    }
            }, at: path)
    }

    private static func diagnostics(_ source: SourceText, in library: TreeLibrary) -> [Diagnostic] {
        if source.name == Labels.file { return Labels(source).diagnostics }
        guard source.name == WorkTreePath.manifest else { return Store.conflicts(inKeyFile: source) }
        let file = ParsedFile(source, kind: .manifest, address: .top, format: .newest)
        return Checker.check(file, in: library)
    }

    private static func nameProblems(of path: String) -> [Diagnostic] {
        guard let name = path.split(separator: "/").last else { return [] }
        guard let kind = RecordKind(fileName: String(name)) else {
            return [FileNames.stray(String(name))].compactMap { $0 }
        }
        return [FileNames.address(of: String(path.dropFirst("prompts/".count)), kind: kind).problem]
            .compactMap { $0 }
    }

    // MARK: Unchanged files that matter

    /// Returns the paths of unchanged records that may have the id of a changed one, or a path that is the
    /// same on many systems.
    private mutating func relatives(
        of files: [String: [UInt8]], added: [String]
    ) throws(GitError) -> Set<String> {
        var found: Set<String> = []
        let index = store.libraryIndex(SegmentSection.listing.union([.ids])).libraryIndex
        for (path, bytes) in files {
            guard let id = RecordID(in: bytes, path: path) else { continue }
            for record in index.records(id) { found.insert(index[record].path) }
        }
        guard !added.isEmpty, let root = try locator.storeTree(in: new.commit.tree) else { return found }
        var folders = TreeFiles(repository.gitRepository)
        for path in added { found.formUnion(try PushCheck.twins(of: path, in: root, &folders)) }
        return found
    }

    /// Returns a record for each file or folder whose name differs from a part of a path only in case or in
    /// Unicode form.
    private static func twins(
        of path: String, in root: ObjectID, _ folders: inout TreeFiles
    ) throws(GitError) -> [String] {
        var found: [String] = []
        var (tree, above) = (root, "")
        for part in path.split(separator: "/") {
            let key = Slug.foldingKey(String(part))
            var next: ObjectID?
            for entry in try folders.entries(of: tree) {
                guard let name = entry.text else { continue }
                if name.utf8.elementsEqual(part.utf8) {
                    if entry.mode == .tree { next = entry.id }
                } else if Slug.foldingKey(name) == key {
                    let other = above + name
                    if entry.mode == .tree {
                        found +=
                            try folders.all(in: entry.id, under: other).lazy.map(\.path)
                            .first(where: RecordPlace.isRecord).map { [$0] } ?? []
                    } else if entry.mode.isFile {
                        found.append(other)
                    }
                }
            }
            guard let next else { break }
            (tree, above) = (next, above + part + "/")
        }
        return found
    }
}

extension SharedBranch {
    /// Returns the problems for which a push is refused; none if the other side has no branch yet, or commits
    /// that are missing here.
    ///
    /// - Throws: `git` if the history can't be read.
    func problemsOfPush(of store: Store) throws(StoreError) -> [SharingProblem] {
        try StoreError.folding { () throws(GitError) in
            let gitRepository = repository.gitRepository
            guard let head = head.commit, let tip = try gitRepository.reference(upstream.tracking),
                tip != head, try gitRepository.has(tip), try gitRepository.isAncestor(tip, of: head)
            else { return [] }
            var check = try PushCheck(store, in: repository, of: head, since: tip)
            return try check.run()
        }
    }
}
