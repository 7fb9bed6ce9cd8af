/// A change that is to be taken back.
public struct UndoRequest: Sendable {
    /// The commit, as Git takes it; `nil` for the last change in the branch that is in force.
    public var revision: String?
    /// Whether it goes on although a module or variable that goes away is still used.
    public var isForced: Bool
    public var write: WriteOptions

    public init(_ revision: String? = nil, isForced: Bool = false, write: WriteOptions = WriteOptions()) {
        self.revision = revision
        self.isForced = isForced
        self.write = write
    }
}

extension Store {
    /// Takes a change back that promptpal made, as a new commit. Later changes are never lost.
    ///
    /// - Throws: `refused` if later changes or unsaved edits stand in the way, for a merge, for the first version, and if
    ///   nothing is left; `noVersion` if there is no such commit; as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func undo(_ request: UndoRequest = UndoRequest()) throws(StoreError) -> Undone {
        try undo(request.revision, isForced: request.isForced, request.write)
    }
}
