/// The keys that prompts, modules, variables and folders share.
public struct Header: Sendable {
    /// `nil` if the file has no id yet; the next write adds one.
    public var id: Located<RecordID>?
    public var name: Located<String>?
    public var description: String?
    public var tags: [Located<String>] = []
    /// An RFC 3339 time, as written.
    public var createdAt: String?
    /// `Name <address>`, as written.
    public var createdBy: String?
    public var metadata: [FreeEntry] = []
    /// The conflicts that a merge kept in the file.
    public var conflicts: [KeptConflict] = []

    public init() {}
}
