public import GitRepo
public import PromptCore

/// One step of a record's history: a commit after which its text or its place is another than before.
public struct RecordVersion: Sendable {
    /// What the commit did to the record.
    public enum Change: String, Sendable, Hashable {
        /// It was not there before.
        case added
        /// Another text at the same place.
        case edited
        /// Another place, with or without another text.
        case renamed
        /// Into the trash; this and `deleted` are no versions, and have no number.
        case trashed
        /// Out of the trash, to where it was or elsewhere.
        case restored
        /// Gone from the store.
        case deleted
    }

    /// From 1, the oldest; `nil` for what is no version, and where the clone does not reach back to the first one.
    public internal(set) var number: Int?
    public let commit: Commit
    public let change: Change
    /// Where the record is after the commit, relative to the store; where it was, if it is deleted.
    public let path: String
    /// Where it was before, if that was elsewhere.
    public let previousPath: String?
    /// The text after the commit; `nil` where it is deleted.
    public let content: ObjectID?
    /// The id in its file; where none stood in it yet, that of its later versions.
    public let id: RecordID?
    /// Its address after the commit; while it lies in the trash, and where it is deleted, the last one it had.
    public internal(set) var address: Address
    public internal(set) var kind: RecordKind

    /// Whether the record can be read at this version: it lies in the library.
    public var isReadable: Bool { change != .deleted && change != .trashed }

    /// RFC 3339 in UTC, when the author made the change.
    public var at: String { CivilTime(secondsSinceEpoch: commit.author.seconds).text }
}

/// All versions of one record, and what the work tree has beyond the last.
public struct RecordHistory: Sendable {
    /// How the work tree differs from the last commit.
    public enum Unsaved: Sendable, Hashable {
        /// No commit has it.
        case added
        case edited
        /// The file lies elsewhere since; the path where the last commit has it.
        case renamed(from: String)
        case deleted
    }

    public let address: Address
    public let kind: RecordKind
    /// Oldest first; a commit comes after those it continues from, and what was merged in after what was there.
    public let versions: [RecordVersion]
    /// `false` in a shallow clone that does not have the first versions: then none has a number.
    public let isComplete: Bool
    /// `nil` where the work tree is as the last commit has it.
    public let unsaved: Unsaved?

    /// The version with this number.
    public func version(_ number: Int) -> RecordVersion? { versions.first { $0.number == number } }

    /// How many numbered versions there are.
    public var count: Int { versions.lazy.filter { $0.number != nil }.count }
}

extension RecordKind {
    /// The kind and address of the file at `path`, relative to the store; `nil` where it is no record of the library.
    static func record(at path: String) -> (kind: RecordKind, address: Address)? {
        guard path.hasPrefix("prompts/") else { return nil }
        let name = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[path.utf8.index(after: $0)...] }
        guard let name, let kind = RecordKind(fileName: String(name)),
            let address = FileNames.address(of: String(path.dropFirst("prompts/".count)), kind: kind).address
        else { return nil }
        return (kind, address)
    }
}
