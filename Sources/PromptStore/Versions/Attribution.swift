internal import Git
internal import PromptCore
internal import SafeFiles

/// The author and the time of a change of a record.
public struct RecordChange: Sendable, Hashable {
    /// The commit, as 40 digits; `nil` for an edit that is not committed yet.
    public let commit: String?
    /// RFC 3339 in UTC: the author time of the commit, or the modification time of the file.
    public let at: String
    /// `Ana Ruiz <ana@example.com>`
    public let by: String
}

/// The last change of every record of the last commit, and the first commit that had it.
public struct Attribution: Sendable {
    /// False in a shallow clone: changes before its horizon are unknown.
    public let isComplete: Bool
    private let table: AttributionTable?

    init(_ table: AttributionTable?, isComplete: Bool) {
        self.table = table
        self.isComplete = isComplete
    }

    /// Returns the last change of a record's file, relative to the store; `nil` if no commit has it, and if
    /// the change is before the clone's horizon.
    public func updated(_ path: String) -> RecordChange? { change(of: path, in: \.updated) }

    /// Returns the first commit that had the record, under any path; `nil` as for ``updated(_:)``.
    public func created(_ path: String) -> RecordChange? { change(of: path, in: \.created) }

    private func change(of path: String, in column: KeyPath<AttributionTable.Row, Int?>) -> RecordChange? {
        guard let table, let index = table.index(of: path.utf8),
            let number = table.row(index)[keyPath: column]
        else {
            return nil
        }
        let commit = table.commits[number]
        return RecordChange(
            commit: commit.id.hex, at: CivilTime(secondsSinceEpoch: commit.seconds).text, by: commit.person)
    }
}

extension Store {
    /// Finds the last change of every record, by one walk through the history. The result is kept in the Git
    /// directory, and the next call walks only newer commits; if it is deleted, the whole history is walked
    /// again.
    ///
    /// - Throws: `noRepository`, `repository`.
    public func attribution() throws(StoreError) -> Attribution {
        let repository = try repository()
        return try StoreError.folding { () throws(GitError) in
            guard let head = try repository.gitRepository.head().commit else {
                return Attribution(nil, isComplete: true)
            }
            return try attribution(of: repository, at: head)
        }
    }

    func attribution(of repository: StoreRepository, at head: ObjectID) throws(GitError) -> Attribution {
        let isShallow = repository.gitRepository.isShallow
        let files = isShallow ? nil : try? repository.gitFiles()
        let path =
            "promptpal/attribution"
            + (repository.prefix.isEmpty ? "" : "-" + LocalUsage.name(repository.prefix))
        let old = files.flatMap { try? $0.read(path, limit: 1 << 30) }.flatMap { AttributionTable($0) }
        let table = try AttributionUpdate(repository, head: head).table(old)
        if old?.head != head || old?.prefix != repository.prefix {
            try? files?.putOver(path, bytes: table.encoded)
        }
        return Attribution(table, isComplete: !isShallow)
    }
}

/// The time and author of the creation and the last change of records, including unsaved edits.
public struct LastChanges: Sendable {
    /// False in a shallow clone: changes before its horizon are unknown.
    public let isComplete: Bool
    private let attribution: Attribution?
    /// Paths whose content differs from the last commit.
    private let edited: Set<String>
    /// The author of unsaved edits.
    private let user: String

    init(_ attribution: Attribution?, edited: Set<String>, user: String) {
        isComplete = attribution?.isComplete ?? true
        self.attribution = attribution
        self.edited = edited
        self.user = user
    }

    /// Returns true if the record's file differs from the last commit, or there is no commit.
    public func isUncommitted(_ record: RecordSummary) -> Bool {
        attribution == nil || edited.contains(record.path)
    }

    /// Returns the last change: of the file, if it has unsaved edits, else the last commit that changed it.
    /// `nil` if that is before the clone's horizon.
    public func updated(_ record: RecordSummary) -> RecordChange? {
        if isUncommitted(record) { return RecordChange(commit: nil, at: record.modifiedText, by: user) }
        return attribution?.updated(record.path)
    }

    /// Returns the time and the author in the file, else those of the first commit that has the record.
    public func created(_ record: RecordSummary) -> (at: String?, by: String?) {
        guard record.createdAt == nil || record.createdBy == nil else {
            return (record.createdAt, record.createdBy)
        }
        let first = attribution?.created(record.path)
        return (record.createdAt ?? first?.at, record.createdBy ?? first?.by)
    }
}

extension Store {
    /// Returns the last change of every record. Without a repository every file counts as an unsaved edit.
    ///
    /// - Throws: `repository` if the history can't be read, `file` if the work tree can't.
    public func lastChanges() throws(StoreError) -> LastChanges {
        let found: StoreRepository
        do throws(StoreError) {
            found = try repository()
        } catch .noRepository {
            return LastChanges(nil, edited: [], user: ownIdentity.text)
        }
        let user = found.author.text
        return try StoreError.folding { () throws(GitError) in
            guard let head = try found.gitRepository.head().commit else {
                return LastChanges(nil, edited: [], user: user)
            }
            let tree = try found.gitRepository.commit(head).tree
            let edited = try WorkTreeScan(directory, in: found, tree: tree).files.map(\.path)
            return LastChanges(try attribution(of: found, at: head), edited: Set(edited), user: user)
        }
    }
}
