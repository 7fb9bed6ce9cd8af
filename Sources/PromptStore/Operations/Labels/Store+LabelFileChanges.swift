internal import Diagnostics
internal import Git
internal import PromptCore
internal import SafeFiles

// Labels of format 2: `label set` writes a file with copies, `label rm` removes it.

extension Store {
    /// Gives a record a label, or moves it: writes the label file with a copy of every file that a rendering
    /// of that version can need.
    ///
    /// - Throws: `label` if the name can't be a label, the record has no id, or another record's label is
    ///   in the way; `invalid` if a file to copy has errors or unresolved conflicts.
    func setLabelFile(_ request: SetLabelRequest) throws(StoreError) -> LabelChange {
        let name = request.label
        try refuseLabelName(name)
        let (asked, kind) = try address(of: request.record)
        if kind == .folder { throw .label(.folder(asked)) }
        var transaction = try begin(request.write)
        let copied = try copy(of: asked, kind: kind, at: request.version)
        let content = copied.content
        let now = try presentFile(of: content, asked: asked)
        let target = LabelPath(label: name, address: now?.address ?? content.address, kind: content.kind)
        let old = try labelFile(name, of: target.address, kind: content.kind)
        let isSame =
            old.map { $0.path == target && $0.file.isWhole && content.isSame(as: $0.file.content) } ?? false
        if !isSame {
            try put(content, at: target, over: old, in: &transaction.draft)
        }
        let before = old?.file.content
        let summary =
            "\(old == nil ? "Label" : "Move label of") \(target.address.path) \(name)"
            + (copied.word.map { " \(old == nil ? "at" : "to") \($0)" } ?? "")
        let committed = try transaction.commit(
            ChangeMessage("label-set", summary: summary, ids: [content.id]))
        let isEdited =
            request.version == nil
            && now.map { now in
                content.files.first { $0.path == content.address.file(content.kind) }?.bytes
                    != LabelContent.File(normalising: now.source.bytes, path: "").bytes
            } ?? false
        return LabelChange(
            label: name, address: target.address, id: content.id,
            before: old.map { _ in before?.commit ?? "" },
            after: (isSame ? before : content)?.commit, number: copied.number, hasUnsavedEdits: isEdited,
            committed: committed)
    }

    /// Removes a label from a record. The version stays.
    ///
    /// - Throws: `label` if the record does not have it.
    func removeLabelFile(_ request: RemoveLabelRequest) throws(StoreError) -> LabelChange {
        let (asked, kind) = try address(of: request.record)
        var transaction = try begin(request.write)
        guard let (path, file) = try labelFile(request.label, of: asked, kind: kind) else {
            let has = try labels(of: asked, kind: kind)
            throw .label(.noLabel(request.label, of: asked, labels: has))
        }
        transaction.draft.remove(path.path, before: file.source.bytes)
        let ids = [file.content?.id].compactMap { $0 }
        let committed = try transaction.commit(
            ChangeMessage("label-rm", summary: "Remove label \(request.label) of \(asked.path)", ids: ids))
        return LabelChange(
            label: request.label, address: asked, id: file.content?.id ?? newID(),
            before: file.content?.commit ?? "", after: nil, number: nil, hasUnsavedEdits: false,
            committed: committed)
    }

    /// Returns the names of the labels that a record has.
    private func labels(of address: Address, kind: RecordKind?) throws(StoreError) -> [String] {
        var names: [String] = []
        for name in Set(labelPaths().map(\.label)).sorted()
        where try labelFile(name, of: address, kind: kind) != nil { names.append(name) }
        return names
    }

    /// Refuses a name that can't be a label, or that another label has in another spelling.
    func refuseLabelName(_ name: String) throws(StoreError) {
        if LabelName.problem(in: name) != nil { throw .label(.name(name)) }
        if let problem = PathPart.problem(in: name[...]) { throw .label(.folderName(name, problem)) }
        let key = Slug.foldingKey(name)
        let others = (try? directory.entries(in: LabelFile.folder).compactMap(\.name)) ?? []
        guard !others.contains(where: { $0.utf8.elementsEqual(name.utf8) }),
            let twin = others.first(where: { Slug.foldingKey($0) == key })
        else { return }
        throw .label(.sameName(name, other: twin))
    }

    /// The content for a label, and words for its version.
    private struct Copied {
        let content: LabelContent
        /// `v3`, the digits of a commit, or another label.
        let word: String?
        let number: Int?
    }

    private func copy(
        of address: Address, kind: RecordKind?, at spec: VersionSpec?
    ) throws(StoreError) -> Copied {
        if case .revision(let label) = spec,
            let found = try labelledRecord(label, of: address, kind: kind)
        {
            return Copied(content: found.content, word: label, number: nil)
        }
        let old = try version(of: address, kind: kind, spec ?? .revision("HEAD"))
        if old.file.kind == .folder { throw .label(.folder(address)) }
        guard let id = old.id else { throw .label(.noID(address)) }
        let content = try content(of: old, id: id)
        let version = try? self.version(of: old, now: address)
        return Copied(
            content: content, word: version?.number.map { "v\($0)" } ?? old.commit.id.short,
            number: version?.number)
    }

    /// Returns the copies of the files that a version of a record needs; those that are not in the commit
    /// come from the layers.
    func content(of old: VersionedRecord, id: RecordID) throws(StoreError) -> LabelContent {
        var library: any Library = old.library
        let lower = layers.layers.map(\.store.records)
        if !lower.isEmpty { library = LayeredLibrary(upper: library, lower: DiskLibrary(lower)) }
        let closure = LabelClosure(of: old.file, in: library)
        let copies = closure.copies
        let content = LabelContent(
            format: old.file.format, kind: old.file.kind, id: id, address: old.file.address,
            commit: old.commit.id.hex, files: copies)
        try refuseErrors(of: content)
        return content
    }

    /// Refuses copies with errors or unresolved conflicts.
    private func refuseErrors(of content: LabelContent) throws(StoreError) {
        if let long = content.files.first(where: { $0.path.utf8.count > LabelFile.maxPathBytes }) {
            throw .label(.longPath(long.path, limit: LabelFile.maxPathBytes))
        }
        let problems = Store.problems(of: content)
        if problems.isEmpty { return }
        throw .invalid(DiagnosticReport(fileCount: content.files.count, files: problems))
    }

    /// Returns the errors and unresolved conflicts of copies.
    static func problems(of content: LabelContent) -> [FileDiagnostics] {
        let files = content.parsedFiles()
        let library = LoadedLibrary(files)
        return files.compactMap { file -> FileDiagnostics? in
            let found = Checker.check(file, in: library).filter {
                !$0.isSecret && ($0.severity == .error || $0.breaks(.keptConflicts))
            }
            return found.isEmpty ? nil : FileDiagnostics(source: file.source, diagnostics: found)
        }
    }

    /// Returns the file of the work tree that has the record now; `nil` if it was deleted.
    private func presentFile(of content: LabelContent, asked: Address) throws(StoreError) -> ParsedFile? {
        if let now = try workTreeFile(content.kind, at: asked),
            now.recordID == nil || now.recordID == content.id
        {
            return now
        }
        guard let address = addresses(of: [content.id])[content.id] else { return nil }
        return try workTreeFile(content.kind, at: address)
    }

    /// Writes a label file, over the file that the record's label has now.
    func put(
        _ content: LabelContent, at target: LabelPath, over old: (path: LabelPath, file: LabelFile)?,
        in draft: inout Draft
    ) throws(StoreError) {
        try put(Array(content.text(SHA256.hash).utf8), at: target, over: old, in: &draft)
    }

    /// Writes the bytes of a label file, over the file that the record's label has now.
    ///
    /// - Throws: `label` if they are too many, or the label of another record is in the way; `file`.
    func put(
        _ bytes: [UInt8], at target: LabelPath, over old: (path: LabelPath, file: LabelFile)?,
        in draft: inout Draft
    ) throws(StoreError) {
        if bytes.count > LabelFile.maxBytes {
            throw .label(.tooLarge(path: target.path, byteCount: bytes.count, limit: LabelFile.maxBytes))
        }
        if let old, old.path == target {
            return draft.replace(target.path, with: bytes, before: old.file.source.bytes)
        }
        if let other = try labelFile(at: target) {
            throw .label(.taken(path: target.path, id: other.content?.id))
        }
        if let old {
            draft.move(old.path.path, to: target.path, before: old.file.source.bytes, bytes: bytes)
        } else {
            draft.create(target.path, with: bytes)
        }
    }
}

extension LabelContent {
    /// Returns true if both copied the same files of the same record; the commits are only notes.
    func isSame(as other: LabelContent?) -> Bool {
        guard let other else { return false }
        return format == other.format && kind == other.kind && id == other.id
            && address.path.utf8.elementsEqual(other.address.path.utf8) && files == other.files
    }
}

extension Store {
    /// Lists the label files, sorted by label and address.
    func listLabelFiles(_ request: LabelListRequest) throws(StoreError) -> LabelListOutcome {
        let id = try request.record.map { record throws(StoreError) in
            try file(named: record).record?.header.id?.value
        }
        let paths = labelPaths()
        let read = Parallel.map(count: paths.count) { index in try? self.labelFile(at: paths[index]) }
        var errorCount = 0
        var found: [(path: LabelPath, content: LabelContent)] = []
        for (path, file) in zip(paths, read) {
            errorCount += file?.diagnostics.count { $0.severity == .error } ?? 1
            guard let content = file?.content else { continue }
            if let id, content.id != id { continue }
            found.append((path, content))
        }
        let now = addresses(of: Set(found.map(\.content.id)))
        return LabelListOutcome(
            rows: found.map {
                LabelListOutcome.Row(
                    label: $0.path.label, id: $0.content.id, commit: $0.content.commit,
                    address: now[$0.content.id], lastAddress: $0.path.address.path)
            },
            errorCount: errorCount)
    }
}
