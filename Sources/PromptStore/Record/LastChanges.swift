internal import Git
internal import PromptCore

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
        do throws(GitError) {
            guard let head = try found.gitRepository.head().commit else {
                return LastChanges(nil, edited: [], user: user)
            }
            let tree = try found.gitRepository.commit(head).tree
            let edited = try WorkTreeScan(directory, in: found, tree: tree).files.map(\.path)
            return LastChanges(try attribution(of: found, at: head), edited: Set(edited), user: user)
        } catch {
            throw StoreError(error)
        }
    }
}
