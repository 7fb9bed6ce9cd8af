public import Git
public import PromptCore

/// One step of a record's history: a commit that changed its text or its path.
public struct RecordVersion: Sendable {
    /// The kind of change.
    public enum Change: String, Sendable, Hashable {
        /// The record did not exist before.
        case added
        /// Another text at the same path.
        case edited
        /// Another path, with the same or another text.
        case renamed
        /// Moved into the trash; this and `deleted` are not versions, and have no number.
        case trashed
        /// Moved out of the trash, to its former or another path.
        case restored
        /// Removed from the store.
        case deleted
    }

    /// The number from 1, the oldest; `nil` if it is not a version, and if the first one is beyond the
    /// clone's horizon.
    public internal(set) var number: Int?
    /// The commit that made the change.
    public let commit: Commit
    /// The kind of change.
    public let change: Change
    /// The path of the record after the commit, relative to the store; for a deletion, its former path.
    public let path: String
    /// The path before, if it was another one.
    public let previousPath: String?
    /// The text after the commit; `nil` for a deletion.
    public let content: ObjectID?
    /// The id in its file; if it had none yet, that of its later versions.
    public let id: RecordID?
    /// Its address after the commit; for a record in the trash or a deleted one, its last address.
    public internal(set) var address: Address
    /// The kind of the record.
    public internal(set) var kind: RecordKind

    /// True if the record can be read in this version, because it is in the library.
    public var isReadable: Bool { change != .deleted && change != .trashed }

    /// The author time, RFC 3339 in UTC.
    public var at: String { CivilTime(secondsSinceEpoch: commit.author.seconds).text }
}

/// All versions of one record, and its unsaved edits.
public struct RecordHistory: Sendable {
    /// The difference between the work tree and the last commit.
    public enum Unsaved: Sendable, Hashable {
        /// No commit has it.
        case added
        case edited
        /// The file was moved; `from` is its path in the last commit.
        case renamed(from: String)
        case deleted
    }

    /// The record's present address.
    public let address: Address
    /// The record's kind.
    public let kind: RecordKind
    /// The versions, oldest first: a commit comes after its parents. At a merge, all versions of the first
    /// parent come before those of the other parents, so that a commit keeps the numbers of each older one on
    /// its first-parent line.
    public let versions: [RecordVersion]
    /// False in a shallow clone that does not have the first versions: then none has a number.
    public let isComplete: Bool
    /// The unsaved change; `nil` if the work tree is equal to the last commit.
    public let unsaved: Unsaved?

    /// Returns the version with this number; `nil` if there is none.
    public func version(_ number: Int) -> RecordVersion? { versions.first { $0.number == number } }

    /// The number of numbered versions.
    public var count: Int { versions.lazy.filter { $0.number != nil }.count }
}

extension RecordKind {
    /// Returns the kind and address of the file at `path`, relative to the store; `nil` if it is not a record
    /// of the library.
    static func record(at path: String) -> (kind: RecordKind, address: Address)? {
        guard path.hasPrefix("prompts/") else { return nil }
        let name = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[path.utf8.index(after: $0)...] }
        guard let name, let kind = RecordKind(fileName: String(name)),
            let address = FileNames.address(of: String(path.dropFirst("prompts/".count)), kind: kind).address
        else { return nil }
        return (kind, address)
    }
}

/// The version after the `@` of an address.
public enum VersionSpec: Sendable, Hashable, CustomStringConvertible {
    /// `v3`: the third version of this record, counted from its first.
    case number(Int)
    /// Anything else that Git accepts as a commit (`HEAD~2`, a branch, a tag, the digits of a commit).
    case revision(String)

    /// Reads the text after the `@`.
    ///
    /// A `v` and digits are always a number, even if a tag has that name: `tags/v3` means the tag. A text
    /// that begins with `{` continues Git's `@`, as in `launch@{yesterday}`.
    public init(_ text: String) {
        if let number = VersionSpec.number(text) {
            self = .number(number)
        } else {
            self = .revision(text.hasPrefix("{") ? "@" + text : text)
        }
    }

    /// The version as typed, without the `@`.
    public var description: String {
        switch self {
        case .number(let number): "v\(number)"
        case .revision(let text): text.hasPrefix("@{") ? String(text.dropFirst()) : text
        }
    }

    /// Returns the number of `v3`; the largest integer if it is too large for any history.
    private static func number(_ text: String) -> Int? {
        let digits = text.utf8.dropFirst()
        guard text.utf8.first == UInt8(ascii: "v"), !digits.isEmpty,
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return Int(Substring(digits)) ?? .max
    }
}
