internal import Diagnostics
internal import Git
internal import PromptCore
internal import PromptMerge
internal import SafeFiles

extension Store {
    /// Returns the records with edits that are not committed yet, and their changes.
    ///
    /// Compares each file's stamp; only changed files are read, and only those are checked for errors.
    ///
    /// - Throws: `noRepository`, `repository`.
    public func status() throws(StoreError) -> StoreStatus {
        let failuresBefore = directory.failures.count
        let repository = try repository()
        return try StoreError.folding { () throws(GitError) in
            let head = try repository.gitRepository.head()
            var tree: ObjectID?
            if let commit = head.commit { tree = try repository.gitRepository.commit(commit).tree }
            let scan = try WorkTreeScan(directory, in: repository, tree: tree)
            let changes = try StatusBuilder(
                scan.files, in: repository.gitRepository, format: format, library: library()
            )
            .changes()
            return StoreStatus(
                changes: changes, head: head, operation: repository.gitRepository.operationInProgress(),
                repository: repository.gitRepository, failuresBefore: failuresBefore)
        }
    }
}

/// Combines changes of files to changes of records: a file that disappeared from one path and appeared at
/// another is one record.
private struct StatusBuilder {
    private let files: [WorkTreeFile]
    private let repository: Repository
    private let format: Format
    /// The library for the references of the records.
    private let library: DiskLibrary

    init(_ files: [WorkTreeFile], in repository: Repository, format: Format, library: DiskLibrary) {
        self.files = files
        self.repository = repository
        self.format = format
        self.library = library
    }

    func changes() throws(GitError) -> [StatusChange] {
        var gone: [Int: RecordID] = [:]
        for (index, file) in files.enumerated() {
            guard case .absent = file.content, let head = file.head,
                WorkTreePath.record(at: file.path) != nil
            else { continue }
            let bytes = try repository.blob(head)
            gone[index] = RecordID(in: bytes, path: file.path)
        }
        let read = Parallel.map(count: files.count) { [files, format, library] index in
            StatusBuilder.read(files[index], format: format, in: library)
        }
        let ids = read.map(\.id)
        let sources = renames(gone: gone, ids: ids)
        let moved = Set(sources.values)
        return files.indices.compactMap { index in
            if moved.contains(index) { return nil }
            var change = change(at: index, id: ids[index] ?? gone[index], from: sources[index])
            if change.errors == nil { change.errors = read[index].errors }
            return change
        }
    }

    /// Returns the id in a file and the errors in it, from one parse.
    private static func read(
        _ file: WorkTreeFile, format: Format, in library: DiskLibrary
    ) -> (id: RecordID?, errors: FileDiagnostics?) {
        if file.path == Labels.file, let bytes = file.bytes {
            let labels = Labels(SourceText(name: file.path, bytes: bytes))
            let errors = labels.diagnostics.filter { $0.severity == .error }
            return (nil, errors.isEmpty ? nil : FileDiagnostics(source: labels.source, diagnostics: errors))
        }
        guard let bytes = file.bytes, let record = WorkTreePath.record(at: file.path) else {
            return (nil, nil)
        }
        let parsed = ParsedFile(
            SourceText(name: file.path, bytes: bytes), kind: record.kind, address: record.address,
            format: format)
        let errors = Checker.check(parsed, in: library).filter { $0.severity == .error }
        return (
            parsed.recordID,
            errors.isEmpty ? nil : FileDiagnostics(source: parsed.source, diagnostics: errors)
        )
    }

    /// Returns the index of the deleted file for each renamed one.
    private func renames(gone: [Int: RecordID], ids: [RecordID?]) -> [Int: Int] {
        var renames = RenameDetection<Int, ObjectID>()
        for (index, file) in files.enumerated() {
            guard case .absent = file.content, let head = file.head,
                let record = WorkTreePath.record(at: file.path)
            else { continue }
            renames.addDeleted(index, kind: record.kind, id: gone[index], content: head)
        }
        var sources: [Int: Int] = [:]
        for (index, file) in files.enumerated() {
            guard file.head == nil, let bytes = file.bytes, let record = WorkTreePath.record(at: file.path)
            else { continue }
            sources[index] = renames.takeSource(
                ofNew: record.kind, id: ids[index], content: ObjectID(blob: bytes))
        }
        return sources
    }

    private func change(at index: Int, id: RecordID?, from source: Int?) -> StatusChange {
        let file = files[index]
        let kind: StatusChange.Kind
        switch (file.content, file.head) {
        case (.absent, _): kind = .deleted
        case (_, nil): kind = source == nil ? .new : .renamed
        case (_, _?): kind = .edited
        }
        var change = StatusChange(
            path: file.path, oldPath: source.map { files[$0].path }, kind: kind,
            record: WorkTreePath.record(at: file.path), id: id, bytes: file.bytes,
            head: source.map { files[$0].head } ?? file.head)
        if case .unreadable(let problem) = file.content {
            change.errors = FileDiagnostics(
                source: SourceText(name: file.path, bytes: []), diagnostics: [problem])
        }
        return change
    }
}
