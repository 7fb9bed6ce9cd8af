public import PromptCore

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
    /// The old and new paths, and the rewritten references.
    public let moved: Moved
    /// The commit; without one if nothing was changed.
    public let committed: Committed
}

extension Store {
    /// Moves a record, or a folder with its contents, and rewrites the references to it and in it.
    ///
    /// - Throws: `endingGiven`; as ``item(named:)``, ``destination(of:_:)`` and ``move(_:to:in:)``; as
    ///   ``begin(_:)`` and ``Transaction/commit(_:)``.
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

/// A record or folder to copy.
public struct CopyRequest: Sendable {
    /// The record or folder.
    public var source: RecordName
    /// The copy's address as typed; if it is a folder or ends in `/`, the copy is made in it.
    public var destination: String
    /// The display name of the copy; `nil` appends " (copy)" to the name of the original.
    public var name: String?
    /// The options of the commit.
    public var write: WriteOptions

    /// A request; see the properties for the parts.
    public init(
        _ source: RecordName, to destination: String, name: String? = nil,
        write: WriteOptions = WriteOptions()
    ) {
        self.source = source
        self.destination = destination
        self.name = name
        self.write = write
    }
}

/// The result of ``Store/copy(_:)``.
public struct CopyOutcome: Sendable {
    /// The original and the copy, with notes.
    public let copied: Moved
    /// The layer that the original is in; `nil` for the store itself.
    public let layer: String?
    /// The id of the copy of a layer's record.
    public let id: RecordID?
    /// The commit; without one if nothing was changed.
    public let committed: Committed
}

extension Store {
    /// Copies a record, or a folder with its contents. A record of a layer becomes one of the store; under
    /// the same address it hides the layer's.
    ///
    /// - Throws: `endingGiven`; as ``item(named:)``, ``destination(of:_:)`` and
    ///   ``copy(_:to:options:in:)``; as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func copy(_ request: CopyRequest) throws(StoreError) -> CopyOutcome {
        try Address.refuseEnding(of: request.destination)
        let item: Contents.File
        do throws(StoreError) {
            item = try self.item(named: request.source)
        } catch {
            guard let found = layered(request.source) else { throw error }
            return try copy(found, for: request)
        }
        var transaction = try begin(request.write)
        let target = try destination(of: item, request.destination)
        let options = CopyOptions(
            name: request.name, now: environment.clock.text, author: transaction.author.text)
        let copied = try copy(item, to: target, options: options, in: &transaction.draft)
        let message = ChangeMessage(
            "cp", summary: "Copy \(copied.source.title) to \(copied.target.title)", ids: copied.ids)
        return CopyOutcome(
            copied: copied, layer: nil, id: nil, committed: try transaction.commit(message))
    }

    private func copy(_ found: NamedRecord, for request: CopyRequest) throws(StoreError) -> CopyOutcome {
        let item = Contents.File(address: found.file.address, kind: found.file.kind)
        let layer = found.layer?.name ?? ""
        var transaction = try begin(request.write)
        let isSame = request.destination == item.address.path
        let target = isSame ? item.address : try destination(of: item, request.destination)
        let copied = try copy(found.file, fromLayerTo: target, in: &transaction.draft)
        let id = copied.record?.header.id?.value
        let message = ChangeMessage(
            "cp", summary: "Copy \(item.address.path) of \(layer) to \(target.path)",
            ids: id.map { [$0] } ?? [])
        return CopyOutcome(
            copied: Moved(from: item, to: Contents.File(address: target, kind: item.kind)), layer: layer,
            id: id,
            committed: try transaction.commit(message))
    }
}
