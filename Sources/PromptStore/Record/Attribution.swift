internal import GitRepo
internal import PromptCore
internal import SafeFiles

/// Who changed a record, and when.
public struct RecordChange: Sendable, Hashable {
    /// The commit, as 40 digits; `nil` for an edit that is in no version yet.
    public let commit: String?
    /// RFC 3339 in UTC: when the author made the commit, or the file was written.
    public let at: String
    /// `Ana Ruiz <ana@example.com>`
    public let by: String
}

/// The last change of every record as the last commit has it, and the commit that had it first.
public struct Attribution: Sendable {
    /// `false` in a shallow clone: what was before its horizon is not known.
    public let isComplete: Bool
    private let table: AttributionTable?

    init(_ table: AttributionTable?, isComplete: Bool) {
        self.table = table
        self.isComplete = isComplete
    }

    /// Of a record's file, relative to the store; `nil` where no commit has it, and where that was before the clone's
    /// horizon.
    public func updated(_ path: String) -> RecordChange? { change(path, \.updated) }

    /// The commit that had the record first, whatever it was called then.
    public func created(_ path: String) -> RecordChange? { change(path, \.created) }

    private func change(_ path: String, _ column: KeyPath<AttributionTable.Row, Int?>) -> RecordChange? {
        guard let table, let place = table.place(of: path.utf8),
            let number = table.row(place)[keyPath: column]
        else {
            return nil
        }
        let commit = table.commits[number]
        return RecordChange(
            commit: commit.id.hex, at: CivilTime(secondsSinceEpoch: commit.seconds).text, by: commit.person)
    }
}

extension Store {
    /// Looks up the last change of every record, by one walk through the history. What it found is kept in the Git
    /// directory, and the next call walks only the commits that came since; deleting it changes nothing but time.
    ///
    /// - Throws: `noRepository`, `repository`.
    public func attribution() throws(StoreError) -> Attribution {
        let place = try repository()
        do throws(GitError) {
            guard let head = try place.repository.head().commit else {
                return Attribution(nil, isComplete: true)
            }
            return try attribution(place, head)
        } catch {
            throw StoreError(error)
        }
    }

    func attribution(_ place: StoreRepository, _ head: ObjectID) throws(GitError) -> Attribution {
        let isShallow = place.repository.isShallow
        let files = isShallow ? nil : try? place.gitFiles()
        let path = "promptpal/attribution" + (place.prefix.isEmpty ? "" : "-" + UsagePlace.name(place.prefix))
        let old = files.flatMap { try? $0.read(path, limit: 1 << 30) }.flatMap { AttributionTable($0) }
        let table = try AttributionUpdate(place, head: head).table(old)
        if old?.head != head || old?.prefix != place.prefix { try? files?.putOver(path, table.encoded) }
        return Attribution(table, isComplete: !isShallow)
    }
}
