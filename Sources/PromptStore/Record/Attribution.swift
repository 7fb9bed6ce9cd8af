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
        do throws(GitError) {
            guard let head = try repository.gitRepository.head().commit else {
                return Attribution(nil, isComplete: true)
            }
            return try attribution(of: repository, at: head)
        } catch {
            throw StoreError(error)
        }
    }

    func attribution(of repository: StoreRepository, at head: ObjectID) throws(GitError) -> Attribution {
        let isShallow = repository.gitRepository.isShallow
        let files = isShallow ? nil : try? repository.gitFiles()
        let path = "promptpal/attribution" + (repository.prefix.isEmpty ? "" : "-" + LocalUsage.name(repository.prefix))
        let old = files.flatMap { try? $0.read(path, limit: 1 << 30) }.flatMap { AttributionTable($0) }
        let table = try AttributionUpdate(repository, head: head).table(old)
        if old?.head != head || old?.prefix != repository.prefix { try? files?.putOver(path, bytes: table.encoded) }
        return Attribution(table, isComplete: !isShallow)
    }
}
