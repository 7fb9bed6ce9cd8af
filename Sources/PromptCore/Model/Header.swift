/// The keys that prompts, modules, variables and folders share.
public struct Header: Sendable {
    /// `nil` if the file has no id yet; the next write adds one.
    public var id: Located<RecordID>?
    /// The display name in the file; `nil` if there is none.
    public var name: Located<String>?
    /// The description; `nil` if there is none.
    public var description: String?
    /// The tags, in the order of the file.
    public var tags: [Located<String>] = []
    /// An RFC 3339 time, as written.
    public var createdAt: String?
    /// `Name <address>`, as written.
    public var createdBy: String?
    /// Free data, which is kept and never interpreted.
    public var metadata: [FreeEntry] = []
    /// The conflicts that a merge kept in the file.
    public var conflicts: [KeptConflict] = []

    /// A header without keys.
    public init() {}
}
