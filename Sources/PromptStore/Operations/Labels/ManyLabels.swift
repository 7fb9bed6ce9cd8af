internal import Diagnostics
internal import Git
public import PromptCore
internal import SafeFiles

/// A label for all prompts that a pattern stands for.
public struct SetLabelsRequest: Sendable {
    /// The label's name.
    public var label: String
    /// The addresses.
    public var pattern: AddressPattern
    /// The kind of the records: prompt, module or variable.
    public var kind: RecordKind
    /// The options of the commit.
    public var write: WriteOptions

    /// A request for the last commit's version of each record.
    public init(
        _ label: String, of pattern: AddressPattern, kind: RecordKind = .prompt,
        write: WriteOptions = WriteOptions()
    ) {
        self.label = label
        self.pattern = pattern
        self.kind = kind
        self.write = write
    }
}

/// A label whose texts another one gets.
public struct PromoteLabelsRequest: Sendable {
    /// The label with the texts.
    public var source: String
    /// The label that gets them.
    public var target: String
    /// The addresses; `nil` for all.
    public var pattern: AddressPattern?
    /// The options of the commit.
    public var write: WriteOptions

    /// A request for all records that have the label `source`, or for those of a pattern.
    public init(
        _ source: String, to target: String, of pattern: AddressPattern? = nil,
        write: WriteOptions = WriteOptions()
    ) {
        self.source = source
        self.target = target
        self.pattern = pattern
        self.write = write
    }
}

/// A change of one label of many records.
public struct LabelsChange: Sendable {
    /// The label's name.
    public let label: String
    /// The addresses of the records whose label was set or moved, in byte order.
    public var changed: [Address] = []
    /// The number of records that had the same texts under the label already.
    public var unchangedCount = 0
    /// The addresses of records that the last commit does not have.
    public var uncommitted: [Address] = []
    /// The commit; without one if nothing was changed.
    public var committed = Committed(commit: nil, fileCount: 0)
}

extension Store {
    /// Gives a label to the last commit's version of many records, in one commit.
    ///
    /// - Throws: `label` if the name can't be a label, or the store has format 1; `notFound` if the pattern stands
    ///   for no record; `invalid` with the files that have errors or unresolved conflicts; as ``begin(_:)`` and
    ///   ``Transaction/commit(_:)``.
    public func setLabels(_ request: SetLabelsRequest) throws(StoreError) -> LabelsChange {
        guard usesLabelFiles else { throw .label(.needsLabelFiles) }
        try refuseLabelName(request.label)
        var transaction = try begin(request.write)
        let files = contents().files.filter {
            $0.kind == request.kind && request.pattern.matches($0.address)
        }
        if files.isEmpty {
            throw .notFound(kind: request.kind.rawValue, address: request.pattern.text, near: [])
        }
        let made = try copies(of: files, in: transaction.repository)
        let problems = made.flatMap(\.problems)
        if !problems.isEmpty {
            throw .invalid(DiagnosticReport(fileCount: problems.count, files: problems))
        }
        var change = LabelsChange(label: request.label)
        let present = presentLabels(request.label)
        var ids: [RecordID] = []
        for (file, copy) in zip(files, made) {
            guard let content = copy.content else {
                if copy.hasNoID { throw .label(.noID(file.address)) }
                change.uncommitted.append(file.address)
                continue
            }
            let target = LabelPath(label: request.label, address: file.address, kind: file.kind)
            let old = present[content.id]
            if let old, old.path == target, old.file.isWhole, content.isSame(as: old.file.content) {
                change.unchangedCount += 1
                continue
            }
            try put(content, at: target, over: old, in: &transaction.draft)
            change.changed.append(file.address)
            ids.append(content.id)
        }
        let count = counted(change.changed.count, one: request.kind.rawValue)
        change.committed = try transaction.commit(
            ChangeMessage("label-set", summary: "Label \(count) \(request.label)", ids: ids))
        return change
    }

    /// The copies for one record; without content if the last commit does not have it, or it has no id.
    private struct Copies: Sendable {
        var content: LabelContent?
        var hasNoID = false
        var problems: [FileDiagnostics] = []
    }

    private func copies(
        of files: [Contents.File], in repository: StoreRepository
    ) throws(StoreError) -> [Copies] {
        let head = try StoreError.folding { () throws(GitError) -> TreeLibrary? in
            guard let head = try repository.gitRepository.head().commit else { return nil }
            return try TreeLibrary(repository, commit: try repository.gitRepository.commit(head))
        }
        guard let head else { return files.map { _ in Copies() } }
        var library: any Library = head
        let lower = layers.layers.map(\.store.records)
        if !lower.isEmpty { library = LayeredLibrary(upper: library, lower: DiskLibrary(lower)) }
        let shared = library
        return Parallel.map(count: files.count) { index in
            guard let file = head.file(files[index].kind, at: files[index].address) else { return Copies() }
            guard let id = file.recordID else { return Copies(hasNoID: true) }
            let content = LabelContent(
                format: file.format, kind: file.kind, id: id, address: file.address,
                commit: head.commit.id.hex, files: LabelClosure(of: file, in: shared).copies)
            return Copies(content: content, problems: Store.problems(of: content))
        }
    }

    /// Returns the files of a label by the ids of their records. A file that can't be read is left out.
    private func presentLabels(_ label: String) -> [RecordID: (path: LabelPath, file: LabelFile)] {
        let paths = labelPaths(of: label)
        let read = Parallel.map(count: paths.count) { index in try? self.labelFile(at: paths[index]) }
        var found: [RecordID: (path: LabelPath, file: LabelFile)] = [:]
        for (path, file) in zip(paths, read) {
            guard let file, let id = file.content?.id else { continue }
            found[id] = (path, file)
        }
        return found
    }
}

extension Store {
    /// Gives the texts of one label to another, in one commit: label files are copied byte for byte.
    ///
    /// - Throws: `label` if the name can't be a label, the store has format 1, or the label of another record is in the
    ///   way; `notFound` if no record has the source; `invalid` with the label files that have errors; as
    ///   ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func promoteLabels(_ request: PromoteLabelsRequest) throws(StoreError) -> LabelsChange {
        guard usesLabelFiles else { throw .label(.needsLabelFiles) }
        try refuseLabelName(request.target)
        var transaction = try begin(request.write)
        let paths = labelPaths(of: request.source).filter { request.pattern?.matches($0.address) ?? true }
        if paths.isEmpty {
            let address = (request.pattern?.text ?? "") + "@" + request.source
            throw .notFound(kind: "label", address: address, near: [])
        }
        var change = LabelsChange(label: request.target)
        let present = presentLabels(request.target)
        var ids: [RecordID] = []
        for path in paths {
            guard let file = try labelFile(at: path) else { continue }
            let content = try labelledRecord(at: path, file).content
            let target = LabelPath(label: request.target, address: path.address, kind: path.kind)
            let old = present[content.id]
            if let old, old.path == target, old.file.source.bytes == file.source.bytes {
                change.unchangedCount += 1
                continue
            }
            try put(file.source.bytes, at: target, over: old, in: &transaction.draft)
            change.changed.append(path.address)
            ids.append(content.id)
        }
        let count = counted(change.changed.count, one: "record")
        change.committed = try transaction.commit(
            ChangeMessage(
                "label-set", summary: "Give \(request.target) of \(count) the texts of \(request.source)",
                ids: ids))
        return change
    }
}
