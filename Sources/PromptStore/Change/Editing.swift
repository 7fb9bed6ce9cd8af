internal import Diagnostics
public import PromptCore
internal import SafeFiles

extension Store {
    /// Makes a version of one file that an editor changed, as it stands now. It gets an id where it has none.
    ///
    /// - Parameters:
    ///   - before: the file as it was read before the editor opened.
    ///   - after: as it was read when the editor closed.
    /// - Returns: without a commit where `HEAD` has the file so already.
    /// - Throws: `file(.changedOnDisk)` where it changed once more since.
    public func commitEdit(
        of before: ParsedFile, now after: ParsedFile, _ options: WriteOptions = WriteOptions()
    ) throws(StoreError) -> Committed {
        let path = after.address.file(after.kind)
        var transaction = try begin(options)
        var wanted = after
        if after.record != nil, after.record?.header.id == nil, after.kind != .manifest {
            wanted = after.settingID(before.record?.header.id?.value ?? Stamp.newID()) ?? after
        }
        if wanted.source == after.source {
            transaction.draft.record(path, after.source.bytes)
        } else {
            transaction.draft.replace(path, wanted.source.bytes, before: after.source.bytes)
        }
        let name = SaveMessage.name(of: Contents.File(address: after.address, kind: after.kind))
        let ids = [wanted.record?.header.id?.value].compactMap { $0 }
        return try transaction.commit(ChangeMessage("edit", "Edit \(name)", ids: ids))
    }

    /// Throws where a change can't be written now: no repository, a merge in progress, another process that does not end.
    public func checkWritable() throws(StoreError) {
        _ = try begin()
    }
}
