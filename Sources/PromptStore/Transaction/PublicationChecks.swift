internal import Diagnostics
internal import Git
internal import PromptCore
internal import SafeFiles

/// The checks of the work tree before anything of a change is written.
struct PublicationChecks {
    private let repository: StoreRepository
    private let directory: SafeDirectory
    private let entries: [Draft.Entry]

    init(of entries: [Draft.Entry], repository: StoreRepository, directory: SafeDirectory) {
        self.repository = repository
        self.directory = directory
        self.entries = entries
    }

    /// Refuses a file that differs from the bytes that were read, because it contains somebody's newer work.
    func refuseChanged() throws(StoreError) {
        if entries.count < Publication.packed {
            try StoreError.folding { () throws(FileError) in
                for entry in self.entries { try PublicationChecks.compare(entry, in: self.directory) }
            }
            return
        }
        let directory = directory
        let entries = entries
        let failures = Parallel.chunks(count: entries.count) { range -> FileError? in
            do throws(FileError) {
                for index in range { try PublicationChecks.compare(entries[index], in: directory) }
                return nil
            } catch {
                return error
            }
        }
        // The first in order, independent of the number of processors.
        if let failure = failures.lazy.compactMap(\.self).first { throw .file(failure) }
    }

    private static func compare(_ entry: Draft.Entry, in directory: SafeDirectory) throws(FileError) {
        if let before = entry.before {
            guard try directory.read(entry.path, limit: Store.maxBytes(at: entry.path) + 1) == before else {
                throw .changedOnDisk(path: entry.path)
            }
        } else if try directory.entryType(entry.path) != nil {
            throw .exists(path: entry.path)
        }
    }

    /// Refuses files in a submodule, which belong to another repository. The same applies to a submodule that
    /// is not committed yet, and to a clone that Git does not know.
    ///
    /// - Parameter tree: the tree of `HEAD`; `nil` if there is none.
    func refuseSubmodules(in tree: ObjectID?) throws(StoreError) {
        for folder in PublicationChecks.folders(above: entries) {
            let isCommitted = try isCommitted(folder, in: tree)
            guard try isCommitted ? true : isThere(folder + "/.git") else { continue }
            throw .transaction(.submodule(folder: folder))
        }
    }

    /// Returns true if the last version has a submodule there.
    private func isCommitted(_ folder: String, in tree: ObjectID?) throws(StoreError) -> Bool {
        guard let tree else { return false }
        return try StoreError.folding { () throws(GitError) in
            try repository.gitRepository.entry(repository.repositoryPath(folder), in: tree)?.mode == .commit
        }
    }

    /// Returns the missing folders of new files, outer ones first.
    func missingFolders() throws(StoreError) -> [String] {
        var missing: [String] = []
        for folder in PublicationChecks.folders(above: entries.filter { $0.before == nil })
        where try !isThere(folder) {
            missing.append(folder)
        }
        return missing
    }

    private func isThere(_ path: String) throws(StoreError) -> Bool {
        try StoreError.folding { () throws(FileError) in try directory.entryType(path) != nil }
    }

    /// Returns every folder above the entries' files, each once, outer ones first.
    private static func folders(above entries: [Draft.Entry]) -> [String] {
        var folders: [String] = []
        var known: Set<String> = []
        for entry in entries {
            var folder = ""
            for part in entry.path.split(separator: "/").dropLast() {
                folder += folder.isEmpty ? String(part) : "/" + part
                if known.insert(folder).inserted { folders.append(folder) }
            }
        }
        return folders
    }
}

/// Finds texts that look like keys in the files of a change and would enter a version for the first time,
/// because a version can't be taken back once it is shared.
struct NewSecrets {
    private let repository: StoreRepository
    /// The tree of `HEAD`; `nil` if there is none.
    private let tree: ObjectID?
    /// Contents that the history has already.
    private let known: [[UInt8]]

    init(_ repository: StoreRepository, since tree: ObjectID?, known: [[UInt8]]) {
        self.repository = repository
        self.tree = tree
        self.known = known
    }

    /// Refuses a change with new secrets.
    ///
    /// The old content of a file counts too if no version has it, because it would become a separate version.
    func refuse(_ entries: [Draft.Entry]) throws(StoreError) {
        let written = entries.flatMap { entry in
            [entry.after, entry.isRecorded ? nil : entry.before].compactMap { $0 }
                .map { (path: entry.path, bytes: $0) }
        }
        let suspected = written.filter { !SecretScan.findings(in: $0.bytes).isEmpty }
        if suspected.isEmpty { return }
        var old = try StoreError.folding { () throws(GitError) in try secretsOfHead(entries) }
        var found: [FileDiagnostics] = []
        for (path, bytes) in suspected {
            let new = SecretScan.findings(in: bytes).filter { !old.contains(Array(bytes[$0.range])) }
            if new.isEmpty { continue }
            old.formUnion(new.map { Array(bytes[$0.range]) })
            found.append(
                FileDiagnostics(
                    source: SourceText(name: path, bytes: bytes), diagnostics: new.map(\.diagnostic)))
        }
        if !found.isEmpty { throw .secrets(DiagnosticReport(fileCount: entries.count, files: found)) }
    }

    /// Returns the secrets that the last version has in the same files, or in those they come from.
    private func secretsOfHead(_ entries: [Draft.Entry]) throws(GitError) -> Set<[UInt8]> {
        var found = Set(known.flatMap { secrets(in: $0) })
        guard let tree else { return found }
        for path in entries.flatMap({ [$0.path, $0.source].compactMap { $0 } }) {
            guard let entry = try repository.gitRepository.entry(repository.repositoryPath(path), in: tree)
            else {
                continue
            }
            found.formUnion(secrets(in: try repository.gitRepository.blob(entry.id)))
        }
        return found
    }

    private func secrets(in bytes: [UInt8]) -> [[UInt8]] {
        SecretScan.findings(in: bytes).map { Array(bytes[$0.range]) }
    }
}
