internal import PromptCore
internal import SafeFiles

/// Edits made in an editor that are to become a version.
public struct SaveRequest: Sendable {
    /// Which edits are meant.
    public enum Selection: Sendable {
        case all
        /// The only edit that there is.
        case single
        case named(RecordSelection)
        /// All that a status has, for example one that a person has seen.
        case shown(StoreStatus)
    }

    public var selection: Selection
    /// The commit's message; its first line is the subject. `nil` makes one.
    public var message: String?
    /// Whether files with errors are saved too, deleted modules that others use, and folders that could not be looked into.
    public var isForced: Bool
    /// Whether what looks like a key in a file (PP6xx) is saved too.
    public var allowsSecrets: Bool
    public var write: WriteOptions

    public init(_ selection: Selection, message: String? = nil) {
        self.selection = selection
        self.message = message
        isForced = false
        allowsSecrets = false
        write = WriteOptions()
    }
}

extension Store {
    /// Makes a version of edits that are in the work tree: one commit of exactly these files.
    ///
    /// - Throws: `overlooked` if something could not be looked at, unless forced; `severalEdits` for ``SaveRequest/Selection/single``
    ///   if there is more than one; as ``StoreStatus/changes(named:in:)``; `invalid` with the errors of the files, `secrets`;
    ///   `refused` if others use what is gone; as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func save(_ request: SaveRequest) throws(StoreError) -> Saved {
        let status: StoreStatus
        if case .shown(let shown) = request.selection { status = shown } else { status = try self.status() }
        if !request.isForced { try refuseOverlooked(in: request.selection) }
        var changes = status.changes
        switch request.selection {
        case .all, .shown: break
        case .named(let selection): changes = try status.changes(named: selection, in: self)
        case .single: if changes.count > 1 { throw .severalEdits(status) }
        }
        if changes.isEmpty { return .nothing }
        return try save(
            changes, of: status, message: request.message, isForced: request.isForced,
            allowsSecrets: request.allowsSecrets, request.write)
    }

    /// A version of a folder or of everything is not whole if something in it could not be looked at.
    private func refuseOverlooked(in selection: SaveRequest.Selection) throws(StoreError) {
        var found = overlooked
        if case .named(let names) = selection {
            let paths = paths(named: names)
            found = found.filter { paths.concern($0.path) }
        }
        if let first = found.first { throw .overlooked(first) }
    }
}
