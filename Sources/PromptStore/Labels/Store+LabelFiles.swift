internal import Diagnostics
public import PromptCore
internal import SafeFiles

/// A label of a record in a store of format 2, with the library of the files that it copied.
public struct LabelledRecord: Sendable {
    /// The path of the label file.
    public let path: LabelPath
    /// The label file as it was read.
    public let label: LabelFile
    /// The content of the label file.
    public let content: LabelContent
    /// The copied file of the record.
    public let file: ParsedFile
    /// The copied files alone.
    public let library: any Library

    init(_ path: LabelPath, label: LabelFile, content: LabelContent, file: ParsedFile, files: [ParsedFile]) {
        self.path = path
        self.label = label
        self.content = content
        self.file = file
        library = LoadedLibrary(files)
    }
}

extension Store {
    /// True if labels are files below `labels/`; false if they are in `labels.yaml`.
    public var usesLabelFiles: Bool { format >= .two }

    /// The largest size of a file at a path, in bytes: label files may be larger than records.
    static func maxBytes(at path: String) -> Int {
        path.utf8.suffix(11).elementsEqual(".label.yaml".utf8) ? LabelFile.maxBytes : maxFileBytes
    }

    /// Returns the paths of all label files, sorted by bytes. Does not load libgit2.
    ///
    /// - Parameter label: only those of this label; `nil` for all.
    public func labelPaths(of label: String? = nil) -> [LabelPath] {
        let folder = label.map { "\(LabelFile.folder)/\($0)" } ?? LabelFile.folder
        return FolderScan.scan(directory, under: folder).files.compactMap { LabelPath($0.path) }
    }

    /// Returns the label file at a path; `nil` if there is none.
    ///
    /// - Throws: `file` if it exists and can't be read.
    public func labelFile(at path: LabelPath) throws(StoreError) -> LabelFile? {
        guard let bytes = try labelBytes(at: path) else { return nil }
        return LabelFile(SourceText(name: path.path, bytes: bytes), hash: SHA256.hash)
    }

    private func labelBytes(at path: LabelPath) throws(StoreError) -> [UInt8]? {
        do throws(FileError) {
            return try directory.read(path.path, limit: LabelFile.maxBytes + 1)
        } catch {
            switch error {
            case .notFound, .notDirectory: return nil
            default: throw .file(error)
            }
        }
    }

    /// Returns the label file of a record: the file at the record's address, or, if that one is missing or
    /// belongs to another record, the file of that label with the record's id. A deleted record is found by
    /// the path, or by the address in a label file.
    ///
    /// - Returns: `nil` if the record does not have the label.
    /// - Throws: `file` if a file exists and can't be read.
    public func labelFile(
        _ label: String, of address: Address, kind: RecordKind? = nil
    ) throws(StoreError) -> (path: LabelPath, file: LabelFile)? {
        guard LabelName.problem(in: label) == nil, kind != .folder else { return nil }
        let kinds = kind.map { [$0] } ?? RecordKind.addressable
        for kind in kinds {
            guard let now = try presentFile(kind, at: address) else { continue }
            return try labelFile(label, of: now)
        }
        for kind in kinds {
            let path = LabelPath(label: label, address: address, kind: kind)
            if let file = try labelFile(at: path) { return (path, file) }
        }
        let found = try labelFiles(of: label, with: address.path) {
            kinds.contains($0.kind) && $0.address == address
        }
        return found.first
    }

    /// Returns the label file of a record of the work tree.
    private func labelFile(
        _ label: String, of now: ParsedFile
    ) throws(StoreError) -> (path: LabelPath, file: LabelFile)? {
        let path = LabelPath(label: label, address: now.address, kind: now.kind)
        let id = now.recordID
        let file = try labelFile(at: path)
        if let file, id == nil || file.content == nil || file.content?.id == id { return (path, file) }
        guard let id else { return nil }
        return try labelFiles(of: label, with: id.description) { $0.id == id }.first
    }

    /// Returns the label files that contain `text` and whose content meets `condition`, in byte order of
    /// their paths.
    private func labelFiles(
        of label: String, with text: String, where condition: (LabelContent) -> Bool
    ) throws(StoreError) -> [(path: LabelPath, file: LabelFile)] {
        let paths = labelPaths(of: label)
        let word = Array(text.utf8)
        let directory = directory
        let contain = Parallel.map(count: paths.count) { index in
            let bytes = try? directory.read(paths[index].path, limit: LabelFile.maxBytes + 1)
            return bytes.map { ByteSearch.contains(word, in: $0) } ?? false
        }
        var found: [(path: LabelPath, file: LabelFile)] = []
        for (path, isCandidate) in zip(paths, contain) where isCandidate {
            guard let file = try labelFile(at: path), let content = file.content, condition(content) else {
                continue
            }
            found.append((path, file))
        }
        return found
    }

    private func presentFile(_ kind: RecordKind, at address: Address) throws(StoreError) -> ParsedFile? {
        do {
            return try records.read(address.file(kind), as: kind, at: address)
        } catch {
            switch error {
            case .notFound, .notDirectory, .isDirectory: return nil
            default: throw .file(error)
            }
        }
    }

    /// Returns a record as one of its labels copied it; `nil` if the store has no label files, or if `label`
    /// is no label of the record. Opens no repository.
    ///
    /// - Throws: `invalid` with the errors of the label file; `file` if it can't be read.
    public func labelledRecord(
        _ label: String, of address: Address, kind: RecordKind? = nil
    ) throws(StoreError) -> LabelledRecord? {
        guard usesLabelFiles, let (path, file) = try labelFile(label, of: address, kind: kind) else {
            return nil
        }
        return try labelledRecord(at: path, file)
    }

    func labelledRecord(at path: LabelPath, _ file: LabelFile) throws(StoreError) -> LabelledRecord {
        let errors = file.diagnostics.filter { $0.severity == .error }
        guard errors.isEmpty, let content = file.content else {
            throw .invalid(
                DiagnosticReport(
                    fileCount: 1, files: [FileDiagnostics(source: file.source, diagnostics: errors)]))
        }
        let files = content.parsedFiles()
        guard let record = files.first(where: { $0.kind == content.kind && $0.address == content.address })
        else { throw .notFound(kind: content.kind.rawValue, address: content.address.path, near: []) }
        return LabelledRecord(path, label: file, content: content, file: record, files: files)
    }
}

/// Finds bytes in bytes.
private enum ByteSearch {
    static func contains(_ word: [UInt8], in bytes: [UInt8]) -> Bool {
        guard let first = word.first else { return true }
        guard bytes.count >= word.count else { return false }
        return bytes.withUnsafeBufferPointer { bytes in
            var start = 0
            let end = bytes.count - word.count
            while start <= end {
                if bytes[start] == first, bytes[start..<start + word.count].elementsEqual(word) {
                    return true
                }
                start += 1
            }
            return false
        }
    }
}
