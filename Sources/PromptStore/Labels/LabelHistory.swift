internal import Diagnostics
public import Git
public import PromptCore
internal import SafeFiles

/// One label of one record that a commit set, moved or removed.
public struct LabelEvent: Sendable {
    /// The commit that made the change.
    public let commit: Commit
    /// The label's name.
    public let label: String
    /// The id of the record.
    public let id: RecordID
    /// The record's address in the label file.
    public let address: String
    /// The label's commits before and after the change, as 40 hexadecimal digits; `nil` for none.
    public let before, after: String?

    /// RFC 3339 in UTC.
    public var at: String { CivilTime(secondsSinceEpoch: commit.author.seconds).text }
}

extension Store {
    /// Returns the changes of labels, newest first. A commit is compared with its first parent; a merge that
    /// took the content of one side is skipped.
    ///
    /// - Parameters:
    ///   - label: only this label; `nil` for all.
    ///   - address: only the record that has or had this address in the label file; `nil` for all.
    ///   - limit: the largest number of changes.
    /// - Throws: `noRepository`, `repository`, `git`.
    public func labelLog(
        label: String? = nil, of address: Address? = nil, limit: Int = .max
    ) throws(StoreError) -> [LabelEvent] {
        let repository = try repository()
        return try StoreError.folding { () throws(GitError) in
            guard let head = try repository.gitRepository.head().commit else { return [] }
            var reader = LabelHistoryReader(repository)
            let ids = address.map { address in
                var known = (try? labels())?.pins.filter { $0.address == address.path }.map(\.id) ?? []
                for path in usesLabelFiles ? labelPaths() : [] where path.address == address {
                    if let id = (try? labelFile(at: path))?.content?.id { known.append(id) }
                }
                return Set(known + [(try? read(at: address))?.record?.header.id?.value].compactMap { $0 })
            }
            var events: [LabelEvent] = []
            for id in try repository.gitRepository.history(from: [head]) {
                for event in try reader.events(of: id) {
                    if let label, event.label != label { continue }
                    if let ids, !ids.contains(event.id), event.address != address?.path { continue }
                    events.append(event)
                }
                if events.count >= limit { break }
            }
            return Array(events.prefix(limit))
        }
    }
}

/// Reads `labels.yaml` and the label files of commits, each content once.
private struct LabelHistoryReader {
    private let repository: StoreRepository
    private var known: [ObjectID: Labels] = [:]
    private var contents: [ObjectID: Places] = [:]
    private var files: [ObjectID: LabelContent?] = [:]

    /// The labels of a commit in both formats.
    private struct Places: Hashable {
        /// The content of `labels.yaml`; `nil` if there is none.
        var list: ObjectID?
        /// The tree of `labels/`; `nil` if there is none.
        var folder: ObjectID?
    }

    /// One label of one record in a commit.
    private struct State {
        let label: String
        let id: RecordID
        let address: String
        let commit: String?
        /// The copied files of a label file; `nil` in `labels.yaml`.
        var copies: [LabelContent.File]?

        struct Key: Hashable {
            let label: String
            let id: RecordID
        }

        var key: Key { Key(label: label, id: id) }

        /// True if the label means the same version: a commit by its id, a label file by its texts.
        func isSame(as other: State) -> Bool {
            if let copies, let others = other.copies { return copies == others }
            return commit != nil && commit == other.commit
        }
    }

    init(_ repository: StoreRepository) { self.repository = repository }

    mutating func events(of id: ObjectID) throws(GitError) -> [LabelEvent] {
        let commit = try repository.gitRepository.commit(id)
        let now = try places(commit.id)
        var parents: [Places] = []
        for parent in commit.parents { parents.append(try places(parent)) }
        if parents.contains(now) || (parents.isEmpty && now == Places()) { return [] }
        let (before, after) = try states(from: parents.first ?? Places(), to: now)
        var events: [LabelEvent] = []
        func add(_ state: State, before: String?, after: String?) {
            events.append(
                LabelEvent(
                    commit: commit, label: state.label, id: state.id, address: state.address, before: before,
                    after: after))
        }
        let olds = Dictionary(before.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        let news = Set(after.map(\.key))
        for state in after {
            let old = olds[state.key]
            if let old, old.isSame(as: state) { continue }
            add(state, before: old.map { $0.commit ?? "" }, after: state.commit ?? "")
        }
        for state in before where !news.contains(state.key) {
            add(state, before: state.commit ?? "", after: nil)
        }
        return events
    }

    /// Returns the labels on both sides, without those of unchanged label files.
    private mutating func states(
        from before: Places, to after: Places
    ) throws(GitError) -> (before: [State], after: [State]) {
        var old = try states(ofList: before.list)
        var new = try states(ofList: after.list)
        for delta in try repository.gitRepository.changes(from: before.folder, to: after.folder) {
            guard let text = delta.text, let path = LabelPath(LabelFile.folder + "/" + text) else { continue }
            if let state = state(of: delta.before, at: path) { old.append(state) }
            if let state = state(of: delta.after, at: path) { new.append(state) }
        }
        return (old, new)
    }

    private mutating func states(ofList content: ObjectID?) throws(GitError) -> [State] {
        try labels(content).pins.map {
            State(
                label: $0.label, id: $0.id, address: $0.address ?? $0.id.description, commit: $0.commit)
        }
    }

    private mutating func state(of content: TreeContent?, at path: LabelPath) -> State? {
        guard let content, content.mode.isFile else { return nil }
        let label: LabelContent?
        if let known = files[content.id] {
            label = known
        } else {
            let bytes = (try? repository.gitRepository.blob(content.id, limit: LabelFile.maxBytes)) ?? []
            label = LabelFile(SourceText(name: path.path, bytes: bytes), hash: SHA256.hash).content
            files[content.id] = .some(label)
        }
        return label.map {
            State(
                label: path.label, id: $0.id, address: path.address.path, commit: $0.commit, copies: $0.files)
        }
    }

    /// Returns the labels of a commit; none beyond the horizon of a shallow clone.
    private mutating func places(_ commit: ObjectID) throws(GitError) -> Places {
        if let known = contents[commit] { return known }
        var found = Places()
        if try repository.gitRepository.has(commit) {
            let tree = try repository.gitRepository.commit(commit).tree
            let list = try repository.gitRepository.entry(repository.repositoryPath(Labels.file), in: tree)
            if let list, list.mode.isFile { found.list = list.id }
            let folder = try repository.gitRepository.entry(
                repository.repositoryPath(LabelFile.folder), in: tree)
            if let folder, folder.mode == .tree { found.folder = folder.id }
        }
        contents[commit] = found
        return found
    }

    private mutating func labels(_ content: ObjectID?) throws(GitError) -> Labels {
        guard let content else { return Labels(SourceText(name: Labels.file, bytes: [])) }
        if let labels = known[content] { return labels }
        let bytes = (try? repository.gitRepository.blob(content, limit: Store.maxFileBytes)) ?? []
        let labels = Labels(SourceText(name: Labels.file, bytes: bytes))
        known[content] = labels
        return labels
    }
}
