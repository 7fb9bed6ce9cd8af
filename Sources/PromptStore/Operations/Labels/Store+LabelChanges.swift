internal import Diagnostics
internal import Git
public import PromptCore
internal import SafeFiles

/// The result of setting or removing a label.
public struct LabelChange: Sendable {
    /// The label's name.
    public let label: String
    /// The record's address.
    public let address: Address
    /// The record's id.
    public let id: RecordID
    /// The label's commit before; `nil` if the record did not have it.
    public let before: String?
    /// The label's commit now; `nil` if it was removed.
    public let after: String?
    /// The number of the version; `nil` if it has none.
    public let number: Int?
    /// True if the work tree has edits of the record that the label does not include.
    public let hasUnsavedEdits: Bool
    /// The commit of the change; without one if nothing had to be changed.
    public let committed: Committed
}

extension Store {
    /// Gives a record a label, or moves it: from then on `ADDRESS@NAME` means the record, its modules and its
    /// variables as in that version's commit.
    ///
    /// - Parameter spec: the version; `nil` for the last commit.
    /// - Throws: `label` if the name can't be a label, the record has no id, or `labels.yaml` has errors.
    func setLabel(
        _ name: String, of address: Address, kind: RecordKind? = nil, at spec: VersionSpec? = nil,
        options: WriteOptions = WriteOptions()
    ) throws(StoreError) -> LabelChange {
        if LabelName.problem(in: name) != nil { throw .label(.name(name)) }
        var transaction = try begin(options)
        var old = try version(of: address, kind: kind, spec ?? .revision("HEAD"))
        guard let id = old.id else { throw .label(.noID(address)) }
        let labels = try self.labels()
        let now = presentAddress(of: old, asked: address)
        let before = labels.pin(name, id: id, address: address.path)?.commit
        if spec == nil, let before, try hasSameLibrary(old, as: before, in: transaction.repository) {
            old = try version(of: address, kind: kind, .revision(before))
        }
        let changed = try folding { () throws(AssignmentError) in
            try labels.setting(name, id: id, address: now.path, commit: old.commit.id.hex)
        }
        let version = try? self.version(of: old, now: now)
        var word = old.commit.id.short
        if let number = version?.number { word = "v\(number)" }
        try put(changed, over: labels, in: &transaction.draft)
        let committed = try transaction.commit(
            ChangeMessage(
                "label-set",
                summary:
                    "\(before == nil ? "Label" : "Move label of") \(now.path) \(name) \(before == nil ? "at" : "to") \(word)",
                ids: [id]))
        return LabelChange(
            label: name, address: now, id: id, before: before, after: old.commit.id.hex,
            number: version?.number, hasUnsavedEdits: spec == nil && isEdited(old, at: now),
            committed: committed)
    }

    /// Removes a label from a record. The version stays.
    ///
    /// - Throws: `label` if the record does not have it.
    func removeLabel(
        _ name: String, of address: Address, kind: RecordKind? = nil,
        options: WriteOptions = WriteOptions()
    ) throws(StoreError) -> LabelChange {
        var transaction = try begin(options)
        let labels = try self.labels()
        var id: RecordID?
        for kind in kind.map({ [$0] }) ?? RecordKind.addressable + [.folder] where id == nil {
            id = try workTreeFile(kind, at: address)?.record?.header.id?.value
        }
        guard let pin = labels.pin(name, id: id, address: address.path) else {
            let has = id.map { labels.pins(of: $0).map(\.label) } ?? []
            throw .label(.noLabel(name, of: address, labels: has))
        }
        let changed = try folding { () throws(AssignmentError) in try labels.removing(name, id: pin.id) }
        try put(changed, over: labels, in: &transaction.draft)
        let committed = try transaction.commit(
            ChangeMessage("label-rm", summary: "Remove label \(name) of \(address.path)", ids: [pin.id]))
        return LabelChange(
            label: name, address: address, id: pin.id, before: pin.commit, after: nil, number: nil,
            hasUnsavedEdits: false, committed: committed)
    }

    /// Returns true if a commit has the same library as a version: a commit that only sets a label changes no
    /// library.
    private func hasSameLibrary(
        _ old: VersionedRecord, as other: String, in repository: StoreRepository
    ) throws(StoreError) -> Bool {
        try StoreError.folding { () throws(GitError) in
            guard let id = ObjectID(hex: other), try repository.gitRepository.has(id) else { return false }
            let path = repository.repositoryPath("prompts")
            let (one, two) = (try repository.gitRepository.commit(id).tree, old.commit.tree)
            return try repository.gitRepository.entry(path, in: one)?.id
                == repository.gitRepository.entry(path, in: two)?.id
        }
    }

    private func put(_ changed: SourceText, over labels: Labels, in draft: inout Draft) throws(StoreError) {
        if changed.bytes == labels.source.bytes { return }
        if try isThere(Labels.file) {
            draft.replace(Labels.file, with: changed.bytes, before: labels.source.bytes)
        } else {
            draft.create(Labels.file, with: changed.bytes)
        }
    }

    /// Returns the record's present address if it was found by that one; else its address in the version.
    private func presentAddress(of old: VersionedRecord, asked: Address) -> Address {
        (try? workTreeFile(old.file.kind, at: asked))?.address ?? old.file.address
    }

    private func isEdited(_ old: VersionedRecord, at now: Address) -> Bool {
        guard let file = try? workTreeFile(old.file.kind, at: now) else { return false }
        return file.source.bytes != old.file.source.bytes
    }

    private func folding<Value>(
        _ body: () throws(AssignmentError) -> Value
    ) throws(StoreError) -> Value {
        do { return try body() } catch { throw .label(.file(error)) }
    }
}
