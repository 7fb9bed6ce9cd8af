internal import Git
internal import PromptCore
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
                    ? "left by a process that was killed; Git has what is in it"
                    : "left by a process that was killed, and Git does not have what is in it", path: path,
                help: isKnown ? nil : "look whether you miss something of it, then delete it: `rm \(path)`",
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
