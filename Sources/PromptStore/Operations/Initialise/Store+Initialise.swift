internal import Git
internal import PromptCore
internal import SafeFiles
internal import SystemPackage

extension Store {
    /// Makes a store: its manifest and the given files, in a directory that may exist already, as one commit
    /// of the repository that contains it, or of a new one. Existing files are not changed, except that lines
    /// are added to `.gitattributes`.
    ///
    /// - Parameters:
    ///   - path: the directory; made if it is missing, with its parents.
    ///   - format: the format of the store.
    ///   - files: the files to write for an author (`Name <address>`), by path below the directory, including
    ///     `promptpal.yaml`. An optional file that exists already is left alone.
    static func initialise(
        _ path: FilePath, format: Format,
        files: (_ author: String) -> [(path: String, text: String, isOptional: Bool)],
        message: ChangeMessage, options: WriteOptions = WriteOptions(), in environment: StoreEnvironment
    ) throws(StoreError) -> Initialised {
        do {
            try SafeDirectory.makePath(path)
            let directory = try SafeDirectory(opening: path)
            // An incomplete store from an earlier attempt does not count as one.
            if let repository = try? StoreRepository(
                Repository.open(containing: path.string), at: path.string, in: environment)
            {
                Recovery.attempt(in: repository, directory: directory)
            }
            if try directory.entryType("promptpal.yaml") != nil {
                throw StoreError.alreadyAStore(path: path.string)
            }
            var skipped: [String] = []
            let (gitRepository, isNew) = try repository(at: path.string, directory)
            let repository = try StoreRepository(gitRepository, at: path.string, in: environment)
            var transaction = try Transaction(in: repository, directory: directory, options: options)
            for file in files(transaction.author.text) {
                if file.path == MergeAttributes.file, try directory.entryType(file.path) == .file {
                    let before = try directory.read(file.path, limit: 1 << 20)
                    transaction.draft.replace(
                        file.path, with: MergeAttributes.completed(before, for: format), before: before)
                } else if file.isOptional, try directory.entryType(file.path) != nil {
                    skipped.append(file.path)
                } else {
                    transaction.draft.create(file.path, with: Array(file.text.utf8))
                }
            }
            let committed = try transaction.commit(message)
            return Initialised(
                skipped: skipped, newRepository: isNew ? gitRepository.workDirectory : nil,
                committed: committed)
        } catch let error as FileError {
            throw .file(error)
        } catch let error as RepositoryError {
            throw StoreError(error)
        } catch let error as StoreError {
            throw error
        } catch {
            throw .alreadyAStore(path: path.string)
        }
    }

    /// Returns the repository that contains a directory, or a new one in it.
    private static func repository(
        at path: String, _ directory: SafeDirectory
    ) throws -> (Repository, isNew: Bool) {
        // Leftovers of an earlier attempt that was killed or that the disk refused.
        try directory.removeTree(TemporaryNames.promptpal.name("init"))
        do throws(RepositoryError) {
            return (try Repository.open(containing: path), false)
        } catch .notFound {
            return (try newRepository(at: path, directory), true)
        }
    }

    /// Makes a repository aside and renames it to `.git` when it is complete: if the process is killed before
    /// that, there is none yet.
    private static func newRepository(at path: String, _ directory: SafeDirectory) throws -> Repository {
        let aside = TemporaryNames.promptpal.name("init")
        try directory.makeDirectory(aside)
        do {
            _ = try Repository.create(at: path + "/" + aside)
            // libgit2 may leave a lock that it could not remove, without an error.
            for lock in ["HEAD.lock", "config.lock"] { try directory.discard(aside + "/.git/" + lock) }
            try directory.rename(aside + "/.git", asNew: ".git")
        } catch {
            try? directory.removeTree(aside)
            throw error
        }
        try directory.removeTree(aside)
        return try Repository.open(containing: path)
    }
}

/// The result of making a store.
public struct Initialised: Sendable {
    /// The optional files that existed already.
    public let skipped: [String]
    /// The directory of the repository that was made; `nil` if there was one.
    public let newRepository: String?
    /// The first commit of the store.
    public let committed: Committed
}
