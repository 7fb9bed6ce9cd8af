internal import Git
internal import PromptCore
internal import PromptIndex
internal import SafeFiles
internal import SystemPackage

/// Files with promptpal's own temporary names, left by a killed process.
///
/// Such a file may contain somebody's newer text that was written between two steps. Therefore it is removed
/// only if Git has the same bytes, or if it is empty.
struct DoctorLeftovers {
    private(set) var findings: [DoctorFinding] = []
    private let directory: SafeDirectory
    private let gitFiles: SafeDirectory?
    private var removable: [String] = []
    private var removableInGit: [String] = []

    init(_ store: Store, in repository: StoreRepository) {
        directory = store.directory
        gitFiles = try? repository.gitFiles()
        let trash = FolderScan.scan(store.directory, under: "trash").folders
        let folders =
            [".", "prompts", "trash"] + store.contents().folders.map { "prompts/" + $0.path } + trash
        for folder in Set(folders.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }).sorted() {
            for entry in (try? directory.entries(in: folder)) ?? [] where entry.type == .file {
                guard let name = entry.name, DoctorLeftovers.isOurs(name) else { continue }
                look(at: folder == "." ? name : folder + "/" + name, repository.gitRepository)
            }
        }
        let isWriting = (try? gitFiles?.entryType(Journal.file)) != nil
        for entry in isWriting ? [] : (try? gitFiles?.entries(in: "promptpal")) ?? []
        where entry.type == .file {
            guard let name = entry.name, name.hasPrefix("index-") || name.hasPrefix("journal-") else {
                continue
            }
            removableInGit.append("promptpal/" + name)
            findings.append(
                DoctorFinding(
                    .leftover, severity: .note, message: "left by a process that was killed",
                    path: repository.gitRepository.gitDirectory + "/promptpal/" + name, repair: "deletes it"))
        }
    }

    private mutating func look(at path: String, _ repository: Repository) {
        guard let bytes = try? directory.read(path, limit: Store.maxFileBytes + 1) else { return }
        let isKnown = bytes.isEmpty || (try? repository.blob(ObjectID(blob: bytes))) != nil
        if isKnown { removable.append(path) }
        findings.append(
            DoctorFinding(
                .leftover, severity: .note,
                message: isKnown
                    ? "left by a process that was killed; Git has its content"
                    : "left by a process that was killed, and Git does not have its content", path: path,
                help: isKnown ? nil : "check whether you need its content, then delete it: `rm \(path)`",
                repair: isKnown ? "deletes it" : nil))
    }

    private static func isOurs(_ name: String) -> Bool {
        name.hasPrefix(".promptpal-") && name.hasSuffix(".tmp")
    }

    /// Removes the files. The store's lock must be held, so that nobody is writing.
    func repair() {
        for path in removable { try? directory.discard(path) }
        for path in removableInGit { try? gitFiles?.discard(path) }
    }
}

/// Lock files of Git, left by a running command or by a killed one. Their content does not tell which, so
/// none is ever removed here.
struct DoctorLocks {
    private(set) var findings: [DoctorFinding] = []

    /// The time that Git may hold a lock, in seconds: as long as it writes one file.
    private static let patience: Int64 = 60

    /// - Parameter now: seconds since 1970.
    init(_ repository: StoreRepository, now: Int64) {
        let gitRepository = repository.gitRepository
        var names = ["index.lock", "HEAD.lock"].map { (gitRepository.gitDirectory, $0) }
        names += ["packed-refs.lock", "config.lock", "shallow.lock"].map {
            (gitRepository.commonDirectory, $0)
        }
        for folder in Set([gitRepository.gitDirectory, gitRepository.commonDirectory]).sorted() {
            guard let directory = try? SafeDirectory(opening: FilePath(folder)) else { continue }
            names += GitLock.all(below: "refs", in: directory).map { (folder, $0) }
        }
        for (folder, name) in names {
            guard let directory = try? SafeDirectory(opening: FilePath(folder)),
                let stamp = try? directory.stamp(name)
            else { continue }
            let path = folder + "/" + name
            let age = max(0, now - stamp.modified / 1_000_000_000)
            if age < DoctorLocks.patience {
                findings.append(
                    DoctorFinding(
                        .lock, severity: .note, message: "a Git command has held a lock for \(age) s",
                        path: path,
                        help: "run this again when it has ended"))
            } else {
                findings.append(
                    DoctorFinding(
                        .lock, severity: .problem,
                        message:
                            "a lock of Git has existed for \(DoctorLocks.text(age)), so nothing can be written",
                        path: path,
                        help:
                            "a Git command that was killed leaves its lock behind. If no Git command is running (an editor may run one too), delete the lock: `rm \(path)`"
                    ))
            }
        }
    }

    private static func text(_ seconds: Int64) -> String {
        switch seconds {
        case ..<7200: "\(seconds / 60) minutes"
        case ..<172_800: "\(seconds / 3600) hours"
        default: "\(seconds / 86_400) days"
        }
    }
}
