internal import Diagnostics
internal import Git
internal import PromptCore

/// Finds texts that look like keys in the files of a change and would enter a version for the first time,
/// because a version can't be taken back once it is shared.
struct NewSecrets {
    private let repository: StoreRepository
    /// Contents that the history has already.
    private let known: [[UInt8]]

    init(_ repository: StoreRepository, known: [[UInt8]]) {
        self.repository = repository
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
        guard let head = try repository.gitRepository.head().commit else { return found }
        let tree = try repository.gitRepository.commit(head).tree
        for path in entries.flatMap({ [$0.path, $0.source].compactMap { $0 } }) {
            guard let entry = try repository.gitRepository.entry(repository.repositoryPath(path), in: tree) else {
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
