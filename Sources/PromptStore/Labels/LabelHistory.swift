internal import Diagnostics
public import Git
public import PromptCore

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
                let known = (try? labels())?.pins.filter { $0.address == address.path }.map(\.id) ?? []
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

/// Reads `labels.yaml` of commits, each content once.
private struct LabelHistoryReader {
    private let repository: StoreRepository
    private var known: [ObjectID: Labels] = [:]
    private var contents: [ObjectID: ObjectID?] = [:]

    init(_ repository: StoreRepository) { self.repository = repository }

    mutating func events(of id: ObjectID) throws(GitError) -> [LabelEvent] {
        let commit = try repository.gitRepository.commit(id)
        let now = try content(commit.id)
        var parents: [ObjectID?] = []
        for parent in commit.parents { parents.append(try content(parent)) }
        if parents.contains(now) || (parents.isEmpty && now == nil) { return [] }
        let (before, after) = (try labels(parents.first ?? nil), try labels(now))
        var events: [LabelEvent] = []
        for pin in after.pins {
            let old = before.pin(pin.label, id: pin.id, address: "")
            if old?.commit == pin.commit { continue }
            events.append(
                LabelEvent(
                    commit: commit, label: pin.label, id: pin.id,
                    address: pin.address ?? pin.id.description, before: old?.commit, after: pin.commit))
        }
        for pin in before.pins where after.pin(pin.label, id: pin.id, address: "") == nil {
            events.append(
                LabelEvent(
                    commit: commit, label: pin.label, id: pin.id,
                    address: pin.address ?? pin.id.description, before: pin.commit, after: nil))
        }
        return events
    }

    /// Returns the blob of `labels.yaml` in a commit; `nil` if there is none, or beyond the horizon of a
    /// shallow clone.
    private mutating func content(_ commit: ObjectID) throws(GitError) -> ObjectID? {
        if let known = contents[commit] { return known }
        var found: ObjectID?
        if try repository.gitRepository.has(commit) {
            let tree = try repository.gitRepository.commit(commit).tree
            let entry = try repository.gitRepository.entry(repository.repositoryPath(Labels.file), in: tree)
            if let entry, entry.mode.isFile { found = entry.id }
        }
        contents[commit] = .some(found)
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
