internal import Git
internal import PromptCore
internal import SafeFiles

/// Records that share an id. Copies are all of them except the one that had it first in the history.
struct DoctorCopies {
    /// Each copy, with the path of the record that keeps the id.
    private(set) var copies: [(file: Contents.File, id: RecordID, owner: String)] = []

    /// The number of commits that are searched for the first one.
    private static let depth = 1000

    /// - Parameters:
    ///   - ids: ids of more than one record.
    ///   - place: `nil` if there is no history; then the first by path keeps the id.
    init(of ids: Set<RecordID>, in store: Store, history repository: StoreRepository?) {
        if ids.isEmpty { return }
        let files = store.contents().files
        let directory = store.directory
        let found = Parallel.map(count: files.count) { index -> RecordID? in
            guard let bytes = try? directory.read(files[index].path, limit: Store.maxFileBytes + 1) else {
                return nil
            }
            return RecordID(in: bytes, path: files[index].path)
        }
        for id in ids.sorted() {
            let sharers = zip(files, found).filter { $0.1 == id }.map(\.0)
            guard sharers.count > 1 else { continue }
            let owner = repository.flatMap { try? DoctorCopies.first(of: sharers, with: id, in: $0) } ?? sharers[0]
            copies += sharers.filter { $0 != owner }.map { ($0, id, owner.path) }
        }
    }

    /// Returns the record that has had the id longest.
    private static func first(
        of sharers: [Contents.File], with id: RecordID, in repository: StoreRepository
    ) throws(GitError) -> Contents.File? {
        let gitRepository = repository.gitRepository
        var candidates = sharers
        var known: [ObjectID: Bool] = [:]
        var next = try gitRepository.head().commit
        for _ in 0..<depth {
            // The horizon of a shallow clone ends the search too.
            guard let commit = next, let read = try? gitRepository.commit(commit) else { break }
            var there: [Contents.File] = []
            for file in candidates {
                guard let entry = try gitRepository.entry(repository.repositoryPath(file.path), in: read.tree),
                    entry.mode.isFile
                else { continue }
                if known[entry.id] == nil {
                    known[entry.id] = try RecordID(in: gitRepository.blob(entry.id), path: file.path) == id
                }
                if known[entry.id] == true { there.append(file) }
            }
            if there.isEmpty { break }
            candidates = there
            if there.count == 1 { break }
            next = read.parents.first
        }
        return candidates.first
    }
}
