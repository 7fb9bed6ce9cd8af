internal import PromptCore

/// A record or folder that is to get another address.
public struct MoveRequest: Sendable {
    public var source: RecordName
    /// The new address as typed; one that is a folder or ends in `/` takes the source in.
    public var destination: String
    public var write: WriteOptions

    public init(_ source: RecordName, to destination: String, write: WriteOptions = WriteOptions()) {
        self.source = source
        self.destination = destination
        self.write = write
    }
}

/// What a move, a copy or a restoration did.
public struct MoveOutcome: Sendable {
    public let moved: Moved
    public let committed: Committed
}

extension Store {
    /// Moves a record, or a folder with all in it, and rewrites the references to it and in it.
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
            "mv", "Move \(moved.source.title) to \(moved.target.title)", ids: moved.ids)
        return MoveOutcome(moved: moved, committed: try transaction.commit(message))
    }
}

extension Contents.File {
    /// The address, with a slash behind that of a folder: `marketing/tone`, `marketing/`.
    public var title: String { kind == .folder ? address.path + "/" : address.path }
}
