internal import Git
internal import GitIndex
internal import PromptCore
internal import SafeFiles
internal import SystemPackage

/// Compares Git's index with the branch, for the store's files. An index that is behind looks like a staged
/// change that takes a version back, and the next `git commit` would make it one.
struct DoctorIndex {
    private(set) var findings: [DoctorFinding] = []
    /// Files that are the same in the work tree and in `HEAD`, but staged with the content of an older
    /// version; with their bytes.
    private var behind: [(path: String, bytes: [UInt8]?)] = []

    /// The number of commits that are searched for an older version.
    private static let depth = 50

    init(_ directory: SafeDirectory, in repository: StoreRepository) {
        guard let files = try? SafeDirectory(opening: FilePath(repository.gitRepository.gitDirectory)),
            let bytes = try? files.read("index", limit: IndexChanges.limit)
        else { return }
        let index: IndexFile
        do {
            index = try IndexFile(bytes)
        } catch {
            findings.append(
                DoctorFinding(.index, severity: .problem, message: error.description, help: error.help))
            return
        }
        guard repository.gitRepository.operationInProgress() == nil, !index.hasConflicts,
            let found = try? DoctorIndex.staleFiles(of: index, in: directory, against: repository)
        else { return }
        behind = found
        guard let first = behind.first else { return }
        let others =
            behind.count > 1 ? " here and for \(counted(behind.count - 1, one: "other file"))" : " here"
        findings.append(
            DoctorFinding(
                .index, severity: .problem,
                message:
                    "Git's index is behind the branch\(others): the next `git commit` would undo changes",
                path: first.path, help: "`git status` shows it as staged changes that you did not make",
                repair: "updates the index to `HEAD` there; the files are not changed"))
    }

    /// Finds only files with the content of `HEAD`: then the staged content is nobody's work.
    private static func staleFiles(
        of index: IndexFile, in directory: SafeDirectory, against repository: StoreRepository
    ) throws(GitError) -> [(path: String, bytes: [UInt8]?)] {
        let gitRepository = repository.gitRepository
        guard let head = try gitRepository.head().commit else { return [] }
        let commit = try gitRepository.commit(head)
        let saved = try WorkTreeHead(repository, tree: commit.tree)
        var doubtful: [(path: String, staged: ObjectID?)] = []
        var known: Set<[UInt8]> = []
        for file in saved.files {
            let path = Array(repository.repositoryPath(file.path).utf8)
            known.insert(path)
            let entry = index.entry(path)
            if entry?.id != file.id, entry?.flags.contains(.skipWorktree) != true {
                doubtful.append((file.path, entry?.id))
            }
        }
        for folder in WorkTreePath.folders {
            index.forEach(under: Array(repository.repositoryPath(folder + "/").utf8)) { path, entry in
                guard !known.contains(Array(path)), let text = String(validating: path, as: UTF8.self),
                    let file = repository.storePath(text)
                else { return }
                doubtful.append((file, entry.id))
            }
        }
        let ends = LineEnds(repository, tree: commit.tree)
        var behind: [(path: String, bytes: [UInt8]?)] = []
        for (path, staged) in doubtful {
            let bytes = try? directory.read(path, limit: Store.maxFileBytes + 1)
            let wanted = try gitRepository.entry(repository.repositoryPath(path), in: commit.tree)?.id
            var isSaved = bytes == nil && wanted == nil
            if let bytes, let wanted { isSaved = try ends.isSame(bytes, as: wanted, at: path) }
            guard isSaved,
                (try? directory.entryType(path)) != nil || bytes == nil,
                try wasOnce(staged, at: repository.repositoryPath(path), before: commit, in: gitRepository)
            else { continue }
            behind.append((path, bytes))
        }
        return behind
    }

    /// Returns true if an older version had the staged content at a path.
    private static func wasOnce(
        _ staged: ObjectID?, at path: String, before head: Commit, in repository: Repository
    ) throws(GitError) -> Bool {
        // The first parent of a merge by `pull` is the other side's commit: the index may be any parent's.
        var next = head.parents
        var seen = Set(next)
        for _ in 0..<depth {
            guard let id = next.first else { return false }
            next.removeFirst()
            // The horizon of a shallow clone ends the search too.
            guard let commit = try? repository.commit(id) else { continue }
            if try repository.entry(path, in: commit.tree)?.id == staged { return true }
            next += commit.parents.filter { seen.insert($0).inserted }
        }
        return false
    }

    func repair(_ draft: inout Draft) {
        for (path, bytes) in behind where draft.content(of: path) == nil { draft.record(path, as: bytes) }
    }
}
