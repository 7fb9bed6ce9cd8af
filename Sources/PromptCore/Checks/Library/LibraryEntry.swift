public import Diagnostics

/// The data of one file for rules over a whole library: its address, kind and id.
public struct LibraryEntry: Sendable {
    /// The address of the file.
    public let address: Address
    /// The kind of the record.
    public let kind: RecordKind
    /// The id with its position; `nil` if the file has none.
    public let id: Located<RecordID>?

    /// The entry of one file.
    public init(address: Address, kind: RecordKind, id: Located<RecordID>?) {
        self.address = address
        self.kind = kind
        self.id = id
    }

    /// The path relative to the store.
    public var file: String { address.file(kind) }
}

/// Runs the rules that need all files at once.
public enum LibraryChecker {
    /// A diagnostic, and the index of the entry that it belongs to.
    public typealias Finding = (entry: Int, diagnostic: Diagnostic)

    /// Returns duplicate ids and twin addresses. `entries` must be sorted by path.
    public static func check(_ entries: [LibraryEntry]) -> [Finding] {
        DuplicateIDs.run(entries) + AddressTwins.run(entries)
    }
}
