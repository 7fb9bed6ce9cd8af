public import Diagnostics

/// What the rules over a whole library look at: one file's place, kind and id.
public struct LibraryEntry: Sendable {
    public let address: Address
    public let kind: RecordKind
    public let id: Located<RecordID>?

    public init(address: Address, kind: RecordKind, id: Located<RecordID>?) {
        self.address = address
        self.kind = kind
        self.id = id
    }

    /// Relative to the store.
    public var file: String { address.file(kind) }
}

/// Runs the rules that need to see all files at once.
public enum LibraryChecker {
    /// A finding, and the index of the entry it belongs to.
    public typealias Finding = (entry: Int, diagnostic: Diagnostic)

    /// Duplicate ids and twin addresses. `entries` are in the order of their paths.
    public static func check(_ entries: [LibraryEntry]) -> [Finding] {
        DuplicateIDs.run(entries) + AddressTwins.run(entries)
    }
}
