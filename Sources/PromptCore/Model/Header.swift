/// What prompts, modules, variables and folders have in common.
public struct Header: Sendable {
    /// `nil` where the file has none yet; the tool gives it one at its next write.
    public var id: Located<RecordID>?
    public var name: Located<String>?
    public var description: String?
    public var tags: [Located<String>] = []
    /// RFC 3339, as written.
    public var createdAt: String?
    /// `Name <address>`, as written.
    public var createdBy: String?
    public var metadata: [FreeEntry] = []
    /// What a merge kept of both sides.
    public var conflicts: [KeptConflict] = []

    public init() {}
}
