internal import Diagnostics
internal import Git
internal import PromptCore
internal import PromptMerge
internal import SafeFiles

/// A decision of a merge in one file.
public struct SharingNote: Sendable, Hashable {
    /// The path, relative to the store.
    public let path: String
    /// The key in the file, as `set` takes it; empty for the file as a whole.
    public let key: String
    /// The decision in one sentence without a full stop.
    public let message: String
    /// True if both versions of something are kept, for `promptpal resolve`.
    public let isConflict: Bool
    /// True if both sides set a label to different texts, and the published ones are kept.
    public var isOverruledLabel = false
}

/// Merges the trees of two commits: records by structure, other files by lines.
struct VersionMerge {
    let repository: StoreRepository
    private let store: Store
    private(set) var notes: [SharingNote] = []
    /// Problems that neither side has.
    private(set) var problems: [SharingProblem] = []
    private var blobs: [ObjectID: [UInt8]] = [:]

    /// The depth of merged bases after which the first base is used unmerged. Five people who sync at random
    /// need three.
    private static let maxDepth = 16

    init(_ repository: StoreRepository, of store: Store) {
        self.repository = repository
        self.store = store
    }

    private var gitRepository: Repository { repository.gitRepository }

    /// Returns the tree with both sides' changes.
    ///
    /// - Throws: `sync` if the two have no common ancestor, or both changed files that can't be merged.
    mutating func tree(ours: ObjectID, theirs: ObjectID) throws(StoreError) -> ObjectID {
        let base = try base(of: ours, theirs, depth: 0)
        guard let base else { throw .sync(.unrelated) }
        notes = []
        problems = []
        let library = try StoreError.folding { () throws(GitError) in
            try TreeLibrary(repository, commit: try gitRepository.commit(ours))
        }
        return try merge(
            base: base, ours: try tree(of: ours), theirs: try tree(of: theirs), library: library)
    }

    /// Returns the merge of a commit's tree with another tree; its notes and problems are added to the present
    /// ones.
    ///
    /// - Throws: `sync` if both sides changed files that can't be merged.
    mutating func tree(
        base: ObjectID, ours: Commit, theirs: ObjectID
    ) throws(StoreError) -> ObjectID {
        let library = try StoreError.folding { () throws(GitError) in
            try TreeLibrary(repository, commit: ours)
        }
        return try merge(base: base, ours: ours.tree, theirs: theirs, library: library)
    }

    private func tree(of commit: ObjectID) throws(StoreError) -> ObjectID {
        try StoreError.folding { () throws(GitError) in try gitRepository.commit(commit).tree }
    }

    /// Returns the common ancestor's tree. If each side has merged the other before, there are several, and
    /// their merge is used, as in Git's own recursive strategy.
    private mutating func base(
        of one: ObjectID, _ other: ObjectID, depth: Int
    ) throws(StoreError) -> ObjectID? {
        let bases = try StoreError.folding { () throws(GitError) in
            try gitRepository.mergeBases(of: one, and: other)
        }
        guard let first = bases.first else { return nil }
        var result = try tree(of: first)
        guard depth < VersionMerge.maxDepth else { return result }
        for next in bases.dropFirst() {
            let common = try base(of: first, next, depth: depth + 1) ?? .emptyTree
            result = try merge(base: common, ours: result, theirs: try tree(of: next))
        }
        return result
    }

    /// Merges three trees.
    ///
    /// - Parameter library: the library of `ours`; `nil` if unchanged records do not matter.
    private mutating func merge(
        base: ObjectID, ours: ObjectID, theirs: ObjectID, library: TreeLibrary? = nil
    ) throws(StoreError) -> ObjectID {
        if ours == theirs || theirs == base { return ours }
        if ours == base { return theirs }
        let sides = try StoreError.folding { () throws(GitError) in
            (
                try Sides(in: gitRepository, from: base, to: ours),
                try Sides(in: gitRepository, from: base, to: theirs)
            )
        }
        var files = MergeInput()
        var wanted: [TreeChange] = []
        for (path, one) in sides.0.deltas {
            let other = sides.1.delta(at: path)
            try add(
                path, base: one.before, ours: one.after, theirs: other.map(\.after) ?? one.before, to: &files,
                wanted: &wanted)
        }
        for (path, other) in sides.1.deltas where sides.0.delta(at: path) == nil {
            try add(
                path, base: other.before, ours: other.before, theirs: other.after, to: &files, wanted: &wanted
            )
        }
        wanted += try records(files, ours: ours, library: library)
        return try StoreError.folding { () throws(GitError) in
            try gitRepository.writeTree(from: ours, applying: wanted)
        }
    }

    /// Adds one path that a side changed: a file of the store goes to the structural merge, any other is
    /// merged here.
    private mutating func add(
        _ path: String, base: TreeContent?, ours: TreeContent?, theirs: TreeContent?,
        to files: inout MergeInput,
        wanted: inout [TreeChange]
    ) throws(StoreError) {
        let all = [base, ours, theirs].compactMap { $0 }
        let areFiles = all.allSatisfy(\.mode.isFile)
        if areFiles, let own = repository.storePath(path), Store.isShared(own) {
            try files.base.set(
                own, to: base.map { content throws(StoreError) in try bytes(of: content.id, at: path) })
            try files.ours.set(
                own, to: ours.map { content throws(StoreError) in try bytes(of: content.id, at: path) })
            try files.theirs.set(
                own, to: theirs.map { content throws(StoreError) in try bytes(of: content.id, at: path) })
            let mode = ours?.mode == base?.mode ? theirs?.mode ?? ours?.mode : ours?.mode
            if mode != nil || files.modes[own] == nil { files.modes[own] = mode ?? .file }
            if let ours { files.before[own] = ours }
            return
        }
        if ours == theirs || theirs == base { return }
        if ours == base {
            wanted.append(TreeChange(path, content: theirs))
            return
        }
        if areFiles, let label = repository.storePath(path).flatMap({ LabelPath($0) }) {
            wanted.append(TreeChange(path, content: theirs))
            return try noteOverruled(label, ours: ours, theirs: theirs)
        }
        guard areFiles, let base, let ours, let theirs else { throw .sync(.conflict(path: path)) }
        let mode = ours.mode == base.mode ? theirs.mode : ours.mode
        let merge = LineMerge(
            base: try bytes(of: base.id, at: path), ours: try bytes(of: ours.id, at: path),
            theirs: try bytes(of: theirs.id, at: path))
        guard let merged = merge.text else { throw .sync(.conflict(path: path)) }
        let id = try StoreError.folding { () throws(GitError) in try gitRepository.writeBlob(merged) }
        wanted.append(TreeChange(path, content: TreeContent(mode: mode, id: id)))
    }

    /// Notes our version of a label that both sides changed: the published one is kept. Files with the same
    /// texts are the same label.
    private mutating func noteOverruled(
        _ label: LabelPath, ours: TreeContent?, theirs: TreeContent?
    ) throws(StoreError) {
        func content(_ side: TreeContent?) throws(StoreError) -> LabelContent? {
            guard let side else { return nil }
            let bytes = try bytes(of: side.id, at: label.path)
            return LabelFile(SourceText(name: label.path, bytes: bytes), hash: SHA256.hash).content
        }
        let (own, other) = (try content(ours), try content(theirs))
        if let own, own.isSame(as: other) { return }
        let address = ShellWord.quoted(label.address.path)
        let command =
            ours == nil
            ? "promptpal label rm \(address) \(label.label)"
            : "promptpal label set \(address) \(label.label)\(own?.commit.map { "@" + $0.prefix(10) } ?? "")"
        let change =
            theirs == nil
            ? "removed there and set here" : ours == nil ? "set there and removed here" : "set on both sides"
        notes.append(
            SharingNote(
                path: label.path, key: "",
                message: "\(change); the published label is kept, and `\(command)` repeats yours",
                isConflict: false, isOverruledLabel: true))
    }

    /// Merges the store's own files by structure.
    private mutating func records(
        _ files: MergeInput, ours: ObjectID, library: TreeLibrary?
    ) throws(StoreError) -> [TreeChange] {
        if files.modes.isEmpty { return [] }
        let (repository, gitRepository, store) = (repository, gitRepository, store)
        let merged = TreeMerge.merge(
            base: files.base, ours: files.ours, theirs: files.theirs,
            unchanged: library ?? EmptyLibrary(), lower: store.layers.library,
            formats: library.map { VersionMerge.formats(of: files, ours: $0.format) } ?? .newest,
            isTaken: { path in
                ((try? gitRepository.entry(repository.repositoryPath(path), in: ours)) ?? nil) != nil
            },
            referrers: { shared in
                guard let library else { return [] }
                return store.namers(of: shared).sorted().compactMap { path in
                    WorkTreePath.record(at: path).flatMap { library.file($0.kind, at: $0.address) }
                }
            })
        problems += merged.problems.map {
            SharingProblem(path: $0.path, code: $0.code, message: $0.message)
        }.filter { !problems.contains($0) }
        let sources = Dictionary(
            merged.moves.paths.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
        var wanted: [TreeChange] = []
        for path in files.ours.keys {
            // The published spelling of a path is kept.
            guard let index = merged.files.index(forKey: path),
                !merged.files[index].key.utf8.elementsEqual(path.utf8)
            else { continue }
            wanted.append(TreeChange(repository.repositoryPath(path), content: nil))
        }
        for path in merged.files.keys.sorted() {
            guard let file = merged.files[path] else { continue }
            notes += file.notes.map { note in
                SharingNote(
                    path: path, key: note.key, message: note.message,
                    isConflict: [.keptOption, .keptValue, .markers].contains(note.kind))
            }
            let isOurs = files.ours.index(forKey: path).map {
                files.ours[$0].key.utf8.elementsEqual(path.utf8)
            }
            if file.bytes == files.ours[path], isOurs ?? true {
                let isNewMode = file.bytes != nil && files.modes[path] != files.before[path]?.mode
                if !isNewMode { continue }
            }
            let content = try file.bytes.map { bytes throws(StoreError) in
                TreeContent(
                    mode: files.modes[path] ?? sources[path].flatMap { files.modes[$0] } ?? .file,
                    id: try StoreError.folding { () throws(GitError) in try gitRepository.writeBlob(bytes) })
            }
            wanted.append(TreeChange(repository.repositoryPath(path), content: content))
        }
        return wanted
    }

    /// Returns the formats of the versions: a manifest that is not among the files is unchanged.
    private static func formats(of files: MergeInput, ours: Format) -> MergeFormats {
        func format(_ bytes: [UInt8]?) -> Format {
            guard let bytes else { return ours }
            let file = ParsedFile(
                SourceText(name: WorkTreePath.manifest, bytes: bytes), kind: .manifest, address: .top,
                format: .newest)
            if case .manifest(let manifest)? = file.record { return manifest.format }
            return ours
        }
        let theirs = format(files.theirs[WorkTreePath.manifest])
        return MergeFormats(ours: ours, theirs: theirs, merged: max(ours, theirs))
    }

    private mutating func bytes(of id: ObjectID, at path: String) throws(StoreError) -> [UInt8] {
        if let known = blobs[id] { return known }
        let bytes = try repository.sharedFile(id, at: path)
        blobs[id] = bytes
        return bytes
    }
}

extension StoreRepository {
    /// Returns the content of a file of a commit that is merged or brought to the work tree.
    ///
    /// - Parameter path: the file's path, for the error.
    /// - Throws: `sync(.tooLarge)` if it is larger than a file of a store may be, `git`.
    func sharedFile(_ id: ObjectID, at path: String) throws(StoreError) -> [UInt8] {
        do throws(GitError) { return try gitRepository.blob(id, limit: Store.maxBytes(at: path)) } catch {
            guard error.isTooLarge else { throw .git(error) }
            throw .sync(.tooLarge(path: path, limit: Store.maxBytes(at: path)))
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
    /// Adds a file. Paths in two Unicode forms are equal, so a missing file removes nothing.
    fileprivate mutating func set(_ path: String, to bytes: [UInt8]?) {
        if let bytes { self[path] = bytes }
    }
}

/// The changes of each side, by path.
private struct Sides {
    private(set) var deltas: [String: TreeDelta] = [:]

    init(in repository: Repository, from base: ObjectID, to side: ObjectID) throws(GitError) {
        for delta in try repository.changes(from: base, to: side) {
            guard let path = delta.text else {
                throw GitError.unusablePath(DirectoryEntry.escaped(delta.path))
            }
            deltas[path] = delta
        }
    }

    /// Returns the change of exactly this path; strings are equal in other Unicode forms too.
    func delta(at path: String) -> TreeDelta? {
        guard let index = deltas.index(forKey: path), deltas[index].key.utf8.elementsEqual(path.utf8) else {
            return nil
        }
        return deltas[index].value
    }
}

extension Store {
    /// Returns true if a path, relative to the store, is merged as the store's own.
    static func isShared(_ path: String) -> Bool {
        WorkTreePath.files.contains(path)
            || ["prompts/", "trash/", "keys/", "usage/"].contains { path.utf8.starts(with: $0.utf8) }
    }
}
