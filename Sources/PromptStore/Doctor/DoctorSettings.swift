internal import Git
internal import PromptCore
internal import SafeFiles
internal import SystemPackage

/// Checks the settings of Git: those that promptpal needs, and those that affect only Git's own commands.
struct DoctorSettings {
    private let store: Store
    private let repository: StoreRepository
    private let files: SafeDirectory?

    /// The path of this clone's id in the Git directory.
    static let device = "promptpal/device"

    init(_ store: Store, in repository: StoreRepository) {
        self.store = store
        self.repository = repository
        files = try? repository.gitFiles()
    }

    /// - Parameter new: files that no commit has yet, relative to the store.
    func findings(new: [String]) -> [DoctorFinding] {
        ignored(new) + identity + situation + foxtrot + ineffective + unsupported + deviceFinding
    }

    /// Gives the clone an id.
    func repair() {
        guard let files, (try? files.entryType(DoctorSettings.device)) == .some(nil) else { return }
        try? files.write(
            DoctorSettings.device, bytes: Array("\(store.newID())\n".utf8), expecting: .absent,
            durability: .synced)
    }

    /// Returns files that Git's own commands would ignore; for a folder that is ignored as a whole only the
    /// folder.
    private func ignored(_ new: [String]) -> [DoctorFinding] {
        func isIgnored(_ path: String) -> Bool {
            (try? repository.gitRepository.isIgnored(repository.repositoryPath(path))) == true
        }
        // Names that only a rule for the folder, or for all files of a kind, can match.
        let probes = ["prompts": "prompts/x.prompt.yaml", "trash": "trash/x/trash.yaml"]
        let whole = WorkTreePath.folders.filter { probes[$0].map(isIgnored) == true }
        let single = ([WorkTreePath.manifest] + new).filter { path in
            !whole.contains { path.hasPrefix($0 + "/") } && isIgnored(path)
        }
        return (whole + single.prefix(10)).map { path in
            DoctorFinding(
                .ignored, severity: .problem, message: "Git ignores it, and `git add` skips it",
                path: path,
                help:
                    "`git check-ignore -v \(ShellWord.quoted(probes[path] ?? path))` shows the rule that ignores it"
            )
        }
    }

    private var identity: [DoctorFinding] {
        let author = store.environment.user().author
        let missing = [("name", author.name), ("email", author.email)].filter { key, given in
            (repository.gitRepository.configuration("user." + key) ?? "").isEmpty && given == nil
        }.map(\.0)
        if missing.isEmpty { return [] }
        return [
            DoctorFinding(
                .identity, severity: .problem,
                message:
                    "Git has no \(missing.map { "user." + $0 }.joined(separator: " and no ")); the author of commits is \(repository.author.text)",
                help:
                    "run `git config --global user.name \"Your Name\"` and `git config --global user.email you@example.com`"
            )
        ]
    }

    private var situation: [DoctorFinding] {
        var findings: [DoctorFinding] = []
        let gitRepository = repository.gitRepository
        if let operation = gitRepository.operationInProgress() {
            findings.append(
                DoctorFinding(
                    .repository, severity: .note,
                    message: "\(operation.name) is in progress, so nothing can be written now",
                    help: operation.finish))
        }
        if let head = try? gitRepository.head(), head.isDetached {
            findings.append(
                DoctorFinding(
                    .repository, severity: .note,
                    message: "no branch is checked out, so new commits are on no branch",
                    help: "`git switch -c NAME` creates a branch here"))
        }
        if gitRepository.isShallow {
            findings.append(
                DoctorFinding(
                    .repository, severity: .note, message: "the clone does not have the whole history",
                    help: "`git fetch --unshallow` gets it"))
        }
        return findings
    }

    /// An unpublished merge that would change published version numbers.
    private var foxtrot: [DoctorFinding] {
        let gitRepository = repository.gitRepository
        guard !gitRepository.isShallow, let branch = try? gitRepository.head(), let head = branch.commit,
            let upstream = try? gitRepository.upstream(of: branch.reference),
            let known = try? gitRepository.reference(upstream.tracking),
            (try? gitRepository.isAncestor(known, of: head)) == true,
            (try? FirstParentLine(gitRepository).has(known, from: head)) == false
        else { return [] }
        return [
            DoctorFinding(
                .repository, severity: .note,
                message:
                    "a merge by plain `git pull` has your commits as its first parent, so `git push` would change published version numbers",
                help:
                    "`promptpal push` names the numbers, and exchanges the parents if the merge is the last commit"
            )
        ]
    }

    /// Programs that the repository's configuration asks Git to run: promptpal runs none of them.
    private var ineffective: [DoctorFinding] {
        var found = hooks.isEmpty ? [] : ["hooks (\(hooks.joined(separator: ", ")))"]
        let gitRepository = repository.gitRepository
        if let monitor = gitRepository.configuration("core.fsmonitor"),
            gitRepository.configurationFlag("core.fsmonitor") != false
        {
            found.append("core.fsmonitor (\(monitor))")
        }
        if gitRepository.configurationFlag("commit.gpgsign") == true {
            found.append("commit.gpgSign (commits are not signed)")
        }
        if hasFilters { found.append("filters of .gitattributes") }
        if found.isEmpty { return [] }
        return [
            DoctorFinding(
                .settings, severity: .note,
                message: "promptpal ignores these settings: \(found.joined(separator: "; "))",
                help: "promptpal runs no program that a repository names; Git's own commands do")
        ]
    }

    /// Attributes that make Git store other bytes than those of the file.
    private var unsupported: [DoctorFinding] {
        let probes = [WorkTreePath.manifest, "prompts/x.prompt.yaml", "prompts/x.module.yaml"]
        let found = ["ident", "working-tree-encoding"].filter { name in
            probes.contains { path in
                switch try? repository.gitRepository.attribute(name, of: repository.repositoryPath(path)) {
                case .set, .text: true
                default: false
                }
            }
        }
        if found.isEmpty { return [] }
        let files = found.map { "`*.yaml -\($0)`" }.joined(separator: " and ")
        return [
            DoctorFinding(
                .settings, severity: .problem,
                message:
                    "not supported by promptpal, which reads and writes files without conversion: the attribute\(found.count > 1 ? "s" : "") \(found.joined(separator: " and ")) of .gitattributes",
                help:
                    "\(files) at the end of .gitattributes removes \(found.count > 1 ? "them" : "it") from the store's files"
            )
        ]
    }

    private var hooks: [String] {
        let names = [
            "pre-commit", "prepare-commit-msg", "commit-msg", "post-commit", "reference-transaction",
        ]
        if let path = repository.gitRepository.configuration("core.hooksPath") {
            return ["core.hooksPath = \(path)"]
        }
        let folder = try? SafeDirectory(opening: FilePath(repository.gitRepository.commonDirectory))
        return names.filter { (try? folder?.entryType("hooks/" + $0)) == .file }
    }

    private var hasFilters: Bool {
        let top = try? SafeDirectory(opening: FilePath(repository.gitRepository.workDirectory))
        let texts = [
            try? top?.read(".gitattributes", limit: 1 << 20),
            try? store.directory.read(".gitattributes", limit: 1 << 20),
        ]
        return texts.contains { text in
            guard let text = text ?? nil else { return false }
            return String(decoding: text, as: UTF8.self).contains("filter=")
        }
    }

    private var deviceFinding: [DoctorFinding] {
        guard let files, (try? files.entryType(DoctorSettings.device)) == .some(nil) else { return [] }
        return [
            DoctorFinding(
                .device, severity: .note,
                message: "this clone has no number yet, under which its usage events are filed",
                path: repository.gitRepository.gitDirectory + "/" + DoctorSettings.device,
                repair: "gives it a number")
        ]
    }
}

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
            (try? repository.gitRepository.attribute("merge", of: repository.repositoryPath(path)))
                == .unspecified
        }
    }

    var findings: [DoctorFinding] {
        var findings: [DoctorFinding] = []
        if hasOpenFiles {
            findings.append(
                DoctorFinding(
                    .merging, severity: .note,
                    message: "Git merges prompts line by line: no line assigns them to promptpal",
                    path: MergeAttributes.file,
                    help:
                        "promptpal merges them by structure, and keeps both sides of a conflict",
                    repair: "adds the lines, in one commit"))
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

    /// Adds to the draft the lines of `.gitattributes` that give the store's files to promptpal's merge
    /// driver. Does nothing if no file lacks them.
    ///
    /// - Throws: `file` if `.gitattributes` can't be read.
    func repair(_ draft: inout Draft) throws(StoreError) {
        guard hasOpenFiles else { return }
        do {
            if try store.directory.entryType(MergeAttributes.file) == nil {
                draft.create(MergeAttributes.file, with: Array(MergeAttributes.text(for: store.format).utf8))
            } else {
                let before = try store.directory.read(MergeAttributes.file, limit: 1 << 20)
                draft.replace(
                    MergeAttributes.file, with: MergeAttributes.completed(before, for: store.format),
                    before: before)
            }
        } catch {
            throw .file(error)
        }
    }
}
