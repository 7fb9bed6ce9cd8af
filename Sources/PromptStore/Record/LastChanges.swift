internal import GitRepo
internal import PromptCore

/// When records were made and changed last, by whom, and whether that is in a version yet.
public struct LastChanges: Sendable {
    /// `false` in a shallow clone: what was before its horizon is not known.
    public let isComplete: Bool
    private let attribution: Attribution?
    /// Paths that are not as the last commit has them.
    private let edited: Set<String>
    /// Who counts as the author of edits that are in no version yet.
    private let user: String

    init(_ attribution: Attribution?, edited: Set<String>, user: String) {
        isComplete = attribution?.isComplete ?? true
        self.attribution = attribution
        self.edited = edited
        self.user = user
    }

    /// Whether the record's file is not as the last commit has it, or there is none.
    public func isUncommitted(_ record: RecordSummary) -> Bool {
        attribution == nil || edited.contains(record.path)
    }

    /// The last change: of the file, where it is in no version yet, else the last commit that changed it. `nil` where that
    /// is before the clone's horizon.
    public func updated(_ record: RecordSummary) -> RecordChange? {
        if isUncommitted(record) { return RecordChange(commit: nil, at: record.modifiedText, by: user) }
        return attribution?.updated(record.path)
    }

    /// What the file says of its making, else the first commit that has the record.
    public func created(_ record: RecordSummary) -> (at: String?, by: String?) {
        guard record.createdAt == nil || record.createdBy == nil else {
            return (record.createdAt, record.createdBy)
        }
        let first = attribution?.created(record.path)
        return (record.createdAt ?? first?.at, record.createdBy ?? first?.by)
    }
}

extension Store {
    /// The last change of every record. Without a repository every file is an edit that is in no version.
    public func lastChanges() throws(StoreError) -> LastChanges {
        let place: StoreRepository
        do throws(StoreError) {
            place = try repository()
        } catch .noRepository {
            return LastChanges(nil, edited: [], user: ownIdentity.text)
        }
        let user = place.author.text
        do throws(GitError) {
            guard let head = try place.repository.head().commit else {
                return LastChanges(nil, edited: [], user: user)
            }
            let tree = try place.repository.commit(head).tree
            let edited = try WorkTreeScan(directory, place, tree: tree).files.map(\.path)
            return LastChanges(try attribution(place, head), edited: Set(edited), user: user)
        } catch {
            throw StoreError(error)
        }
    }
}
