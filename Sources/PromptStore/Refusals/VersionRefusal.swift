internal import Git
public import PromptCore

/// The reason why there is no such version.
public enum VersionRefusal: Sendable, Equatable {
    /// Only other records have the label.
    case noLabel(String, of: Address)
    /// The label's commit, 40 hexadecimal digits, is not in this repository.
    case labelCommitMissing(label: String, commit: String)
    /// The label's commit, 40 hexadecimal digits, can't be read for lack of permission.
    case labelCommitForbidden(label: String, commit: String)
    /// The file of the label notes no commit.
    case labelWithoutCommit(String, of: Address)
    /// No version of the record has this number; it is `Int.max` if the typed number is larger than any.
    case noNumber(Int, of: Address, known: KnownVersions)
    /// The commit of a version does not have the record's file; `content` is the start of the content's object
    /// id.
    case fileMissing(path: String, content: String, known: KnownVersions)
    /// The commit does not have the record.
    case notInCommit(Address, CommitTitle, known: KnownVersions)
    /// The commit does not have the record, but another record that had its address then.
    case otherRecordInCommit(Address, CommitTitle, FormerRecord)
    /// No version, label, branch, tag or commit has this name; `known` is `nil` if no record with versions was
    /// named.
    case noRevision(String, known: KnownVersions?)
}

/// The versions that a record has.
public struct KnownVersions: Sendable, Equatable {
    /// The record's address in its history.
    public let address: Address
    /// The number of numbered versions.
    public let count: Int
    /// False in a shallow clone that does not have the first versions.
    public let isComplete: Bool
}

/// A record that had the address of another one.
public enum FormerRecord: Sendable, Equatable {
    /// It has another address now; `revision` is the text that named the commit.
    case moved(to: Address, revision: String)
    /// It was deleted; `commit` is the start of the commit's id, and `path` starts at the top of the
    /// repository.
    case deleted(path: String, commit: String)
}

/// A commit, as messages name it.
public struct CommitTitle: Sendable, Equatable {
    /// The first digits of its id.
    public let shortID: String
    /// Its subject.
    public let summary: String
}

extension CommitTitle {
    init(_ commit: Commit) { self.init(shortID: commit.id.short, summary: commit.summary) }
}
