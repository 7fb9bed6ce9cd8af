/// A change to undo.
public struct UndoRequest: Sendable {
    /// The commit, as Git accepts it; `nil` for the last change in the branch that has effect.
    public var revision: String?
    /// True to continue even if a removed module or variable is still used.
    public var isForced: Bool
    /// The options of the commit.
    public var write: WriteOptions

    /// A request; without arguments, for the last change.
    public init(_ revision: String? = nil, isForced: Bool = false, write: WriteOptions = WriteOptions()) {
        self.revision = revision
        self.isForced = isForced
        self.write = write
    }
}

extension Store {
    /// Undoes a change that promptpal made, as a new commit. Later changes are never lost.
    ///
    /// - Throws: `undo` if later changes or unsaved edits prevent it, for a merge, for the first version, if
    ///   there is nothing to undo, and if there is no such commit; `refactoring` if a removed module or
    ///   variable is still used; as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func undo(_ request: UndoRequest = UndoRequest()) throws(StoreError) -> Undone {
        try undo(request.revision, isForced: request.isForced, options: request.write)
    }
}
