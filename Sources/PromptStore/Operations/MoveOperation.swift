internal import PromptCore

/// A record or folder to move.
public struct MoveRequest: Sendable {
    /// The record or folder.
    public var source: RecordName
    /// The new address as typed; if it is a folder or ends in `/`, the source is moved into it.
    public var destination: String
    /// The options of the commit.
    public var write: WriteOptions

    /// A request to move or rename.
    public init(_ source: RecordName, to destination: String, write: WriteOptions = WriteOptions()) {
        self.source = source
        self.destination = destination
        self.write = write
    }
}

/// The result of a move, a copy or a restoration.
public struct MoveOutcome: Sendable {
    /// The old and new places, and the rewritten references.
    public let moved: Moved
    /// The commit; without one if nothing was changed.
    public let committed: Committed
}

extension Store {
    /// Moves a record, or a folder with its contents, and rewrites the references to it and in it.
    ///
    /// - Throws: `endingGiven`; as ``item(named:)``, ``destination(of:_:)`` and ``move(_:to:in:)``; as ``begin(_:)`` and
    ///   ``Transaction/commit(_:)``.
    public func move(_ request: MoveRequest) throws(StoreError) -> MoveOutcome {
        try Address.refuseEnding(of: request.destination)
        let item = try item(named: request.source)
        var transaction = try begin(request.write)
        let target = try destination(of: item, request.destination)
        let moved = try move(item, to: target, in: &transaction.draft)
        let message = ChangeMessage(
            "mv", summary: "Move \(moved.source.title) to \(moved.target.title)", ids: moved.ids)
        return MoveOutcome(moved: moved, committed: try transaction.commit(message))
    }
}

extension Contents.File {
    /// The address, with a slash after that of a folder: `marketing/tone`, `marketing/`.
    public var title: String { kind == .folder ? address.path + "/" : address.path }
}
