internal import Diagnostics
public import PromptCore

/// A file that an editor changed.
public struct EditRequest: Sendable {
    /// The file as it was read before the editor opened.
    public var before: ParsedFile
    /// The file as it was read when the editor closed.
    public var after: ParsedFile
    /// The options of the commit.
    public var write: WriteOptions

    /// A request for one edited file.
    public init(of before: ParsedFile, now after: ParsedFile, write: WriteOptions = WriteOptions()) {
        self.before = before
        self.after = after
        self.write = write
    }
}

extension Store {
    /// Makes a version of one file that an editor changed. The file gets an id if it has none.
    ///
    /// - Returns: a result without a commit if `HEAD` has the same content.
    /// - Throws: `file(.changedOnDisk)` if it was changed again since; as ``begin(_:)`` and
    ///   ``Transaction/commit(_:)``.
    public func commitEdit(_ request: EditRequest) throws(StoreError) -> Committed {
        let (before, after) = (request.before, request.after)
        let path = after.address.file(after.kind)
        var transaction = try begin(request.write)
        var wanted = after
        if after.record != nil, after.record?.header.id == nil, after.kind != .manifest {
            wanted = after.settingID(before.record?.header.id?.value ?? newID()) ?? after
        }
        if wanted.source == after.source {
            transaction.draft.record(path, as: after.source.bytes)
        } else {
            transaction.draft.replace(path, with: wanted.source.bytes, before: after.source.bytes)
        }
        let name = SaveMessage.name(of: Contents.File(address: after.address, kind: after.kind))
        let ids = [wanted.record?.header.id?.value].compactMap { $0 }
        return try transaction.commit(ChangeMessage("edit", summary: "Edit \(name)", ids: ids))
    }

    /// Checks that a change can be written now.
    ///
    /// - Throws: as ``begin(_:)``: without a repository, during a merge, or if another process does not end.
    public func checkWritable() throws(StoreError) {
        _ = try begin()
    }
}
