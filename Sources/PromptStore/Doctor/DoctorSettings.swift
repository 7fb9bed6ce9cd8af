internal import Git
internal import PromptCore
internal import SafeFiles
internal import SystemPackage

/// Checks the settings of Git: those that promptpal needs, and those that affect only Git's own commands.
struct DoctorSettings {
    private let store: Store
    private let place: StoreRepository
    private let files: SafeDirectory?

    /// The path of this clone's id in the Git directory.
    static let device = "promptpal/device"

    init(_ store: Store, _ place: StoreRepository) {
        self.store = store
        self.place = place
        files = try? place.gitFiles()
    }

    /// - Parameter new: files that no commit has yet, relative to the store.
    func findings(new: [String]) -> [DoctorFinding] {
        ignored(new) + identity + situation + ineffective + unsupported + deviceFinding
    }

    /// Gives the clone an id.
    func repair() {
        guard let files, (try? files.entryType(DoctorSettings.device)) == .some(nil) else { return }
        try? files.write(
            DoctorSettings.device, Array("\(store.newID())\n".utf8), expecting: .absent, durability: .synced)
    }

    /// Returns files that Git's own commands would ignore; for a folder that is ignored as a whole only the
    /// folder.
    private func ignored(_ new: [String]) -> [DoctorFinding] {
        func isIgnored(_ path: String) -> Bool {
            (try? place.repository.isIgnored(place.repositoryPath(path))) == true
        }
        // Names that only a rule for the folder, or for all files of a kind, can match.
        let probes = ["prompts": "prompts/x.prompt.yaml", "trash": "trash/x/trash.yaml"]
        let whole = WorkTreePath.folders.filter { probes[$0].map(isIgnored) == true }
        let single = ([WorkTreePath.manifest] + new).filter { path in
            !whole.contains { path.hasPrefix($0 + "/") } && isIgnored(path)
        }
        return (whole + single.prefix(10)).map { path in
            DoctorFinding(
                .ignored, .problem, "Git ignores it, and `git add` passes over it", path: path,
                help:
                    "`git check-ignore -v \(ShellWord.quoted(probes[path] ?? path))` shows the line that says so"
            )
        }
    }

    private var identity: [DoctorFinding] {
        let author = store.environment.user().author
        let missing = [("name", author.name), ("email", author.email)].filter { key, given in
            (place.repository.configuration("user." + key) ?? "").isEmpty && given == nil
        }.map(\.0)
        if missing.isEmpty { return [] }
        return [
            DoctorFinding(
                .identity, .problem,
                "Git knows no \(missing.map { "user." + $0 }.joined(separator: " and no ")); versions are by \(place.author.text)",
                help:
                    "`git config --global user.name \"Your Name\"` and `git config --global user.email you@example.com`"
            )
        ]
    }

    private var situation: [DoctorFinding] {
        var findings: [DoctorFinding] = []
        let repository = place.repository
        if let operation = repository.operationInProgress() {
            findings.append(
                DoctorFinding(
                    .repository, .note, "\(operation.name) is in progress, so nothing can be written now",
                    help: operation.finish))
        }
        if let head = try? repository.head(), head.isDetached {
            findings.append(
                DoctorFinding(
                    .repository, .note, "no branch is checked out, so new versions are on none",
                    help: "`git switch -c NAME` makes one here"))
        }
        if repository.isShallow {
            findings.append(
                DoctorFinding(
                    .repository, .note, "the clone has not the whole history",
                    help: "`git fetch --unshallow` gets it"))
        }
        return findings
    }

    /// Programs that the repository's configuration asks Git to run: promptpal runs none of them.
    private var ineffective: [DoctorFinding] {
        var found = hooks.isEmpty ? [] : ["hooks (\(hooks.joined(separator: ", ")))"]
        let repository = place.repository
        if let monitor = repository.configuration("core.fsmonitor"),
            repository.configurationFlag("core.fsmonitor") != false
        {
            found.append("core.fsmonitor (\(monitor))")
        }
        if repository.configurationFlag("commit.gpgsign") == true {
            found.append("commit.gpgSign (versions are not signed)")
        }
        if hasFilters { found.append("filters of .gitattributes") }
        if found.isEmpty { return [] }
        return [
            DoctorFinding(
                .settings, .note, "without effect in promptpal: \(found.joined(separator: "; "))",
                help: "promptpal runs no program that a repository names; Git's own commands do")
        ]
    }

    /// Attributes that make Git store other bytes than those of the file.
    private var unsupported: [DoctorFinding] {
        let probes = [WorkTreePath.manifest, "prompts/x.prompt.yaml", "prompts/x.module.yaml"]
        let found = ["ident", "working-tree-encoding"].filter { name in
            probes.contains { path in
                switch try? place.repository.attribute(name, of: place.repositoryPath(path)) {
                case .set, .text: true
                default: false
                }
            }
        }
        if found.isEmpty { return [] }
        let files = found.map { "`*.yaml -\($0)`" }.joined(separator: " and ")
        return [
            DoctorFinding(
                .settings, .problem,
                "not supported by promptpal, which reads and keeps files as they stand: the attribute\(found.count > 1 ? "s" : "") \(found.joined(separator: " and ")) of .gitattributes",
                help:
                    "\(files) at the end of .gitattributes takes \(found.count > 1 ? "them" : "it") from the store's files"
            )
        ]
    }

    private var hooks: [String] {
        let names = [
            "pre-commit", "prepare-commit-msg", "commit-msg", "post-commit", "reference-transaction",
        ]
        if let path = place.repository.configuration("core.hooksPath") { return ["core.hooksPath = \(path)"] }
        let folder = try? SafeDirectory(opening: FilePath(place.repository.commonDirectory))
        return names.filter { (try? folder?.entryType("hooks/" + $0)) == .file }
    }

    private var hasFilters: Bool {
        let top = try? SafeDirectory(opening: FilePath(place.repository.workDirectory))
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
                .device, .note, "this clone has no number of its own yet, which usage events are filed under",
                path: place.repository.gitDirectory + "/" + DoctorSettings.device, repair: "gives it one")
        ]
    }
}
