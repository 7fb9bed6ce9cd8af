internal import Git
internal import PromptCore
internal import SafeFiles

/// Checks that Git's own `merge`, `pull` and `rebase` merge the store's files by structure.
struct DoctorMergeSetup {
    private let store: Store
    private let repository: StoreRepository
    /// True if there are files of the store's kinds that no attribute gives to the driver.
    private let hasOpenFiles: Bool

    private static let probes = [
        "prompts/x.prompt.yaml", "prompts/x.module.yaml", "prompts/x.variable.yaml", "prompts/folder.yaml",
        WorkTreePath.manifest, "labels.yaml",
    ]

    init(_ store: Store, in repository: StoreRepository) {
        self.store = store
        self.repository = repository
        hasOpenFiles = DoctorMergeSetup.probes.contains { path in
            (try? repository.gitRepository.attribute("merge", of: repository.repositoryPath(path))) == .unspecified
        }
    }

    var findings: [DoctorFinding] {
        var findings: [DoctorFinding] = []
        if hasOpenFiles {
            findings.append(
                DoctorFinding(
                    .merging, severity: .note, message: "Git merges prompts line by line: no line gives them to promptpal",
                    path: MergeAttributes.file,
                    help:
                        "promptpal merges them by structure, and keeps both versions of what is in conflict",
                    repair: "adds the lines, in one version"))
        }
        if repository.gitRepository.configuration("merge.\(MergeAttributes.driver).driver") == nil {
            findings.append(
                DoctorFinding(
                    .merging, severity: .note, message: "Git merges prompts line by line in this clone",
                    help:
                        "`promptpal setup-git` makes `git merge`, `git pull` and `git rebase` merge them by structure"
                ))
        }
        return findings
    }

    /// Adds to the draft the lines of `.gitattributes` that give the store's files to promptpal's merge driver.
    /// Does nothing if no file lacks them.
    ///
    /// - Throws: `file` if `.gitattributes` can't be read.
    func repair(_ draft: inout Draft) throws(StoreError) {
        guard hasOpenFiles else { return }
        do {
            if try store.directory.entryType(MergeAttributes.file) == nil {
                draft.create(MergeAttributes.file, with: Array(MergeAttributes.text.utf8))
            } else {
                let before = try store.directory.read(MergeAttributes.file, limit: 1 << 20)
                draft.replace(MergeAttributes.file, with: MergeAttributes.completed(before), before: before)
            }
        } catch {
            throw .file(error)
        }
    }
}
