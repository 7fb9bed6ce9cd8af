internal import PromptCore
internal import SafeFiles

/// Edits made in an editor to commit as a version.
public struct SaveRequest: Sendable {
    /// The edits to save.
    public enum Selection: Sendable {
        case all
        /// The only edit.
        case single
        case named(RecordSelection)
        /// All edits of a status, for example one that a person has seen.
        case shown(StoreStatus)
    }

    /// The edits to save.
    public var selection: Selection
    /// The commit's message; its first line is the subject. `nil` makes one.
    public var message: String?
    /// True to save also files with errors, deletions of modules that others use, and folders that could not
    /// be read completely.
    public var isForced: Bool
    /// True to save also texts that look like keys (PP6xx).
    public var allowsSecrets: Bool
    /// The options of the commit.
    public var write: WriteOptions

    /// A request to save a selection; see the properties for the options.
    public init(_ selection: Selection, message: String? = nil) {
        self.selection = selection
        self.message = message
        isForced = false
        allowsSecrets = false
        write = WriteOptions()
    }
}

extension Store {
    /// Makes a version of edits in the work tree: one commit of exactly these files.
    ///
    /// - Throws: `overlooked` if something could not be read, unless forced; `severalEdits` for
    ///   ``SaveRequest/Selection/single`` if there is more than one; as ``StoreStatus/changes(named:in:)``;
    ///   `invalid` with the errors of the files, `secrets`; `refactoring` if others use a deleted record; as
    ///   ``begin(_:)`` and ``Transaction/commit(_:)``.
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
            allowsSecrets: request.allowsSecrets, options: request.write)
    }

    /// Refuses a version of a folder or of everything if something in it could not be read, because it would
    /// be incomplete.
    private func refuseOverlooked(in selection: SaveRequest.Selection) throws(StoreError) {
        var found = overlooked
        if case .named(let names) = selection {
            let paths = paths(named: names)
            found = found.filter { paths.concern($0.path) }
        }
        if let first = found.first { throw .overlooked(first) }
    }
}
