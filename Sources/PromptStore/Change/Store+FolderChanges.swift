internal import Diagnostics
internal import PromptCore

extension Store {
    /// Removes a folder and moves its contents to the folder above; its `folder.yaml` goes to the trash.
    /// References are rewritten as with ``move(_:to:in:)``.
    ///
    /// - Throws: `notFound`; `exists` if the folder above has a record of the same name.
    func dissolve(
        _ folder: Address, options: DeleteOptions, in draft: inout Draft
    ) throws(StoreError) -> (moved: Moved, deleted: Deleted) {
        let contents = contents()
        let item = try present(Contents.File(address: folder, kind: .folder), in: contents)
        let parent = item.address.folder
        let files = try files(in: item.address, contents)
        let own = files.records.filter { $0 == item }
        let steps = files.records.filter { $0 != item }.map { file in
            (file: file, target: file.address.moved(from: item.address, to: parent))
        }
        let others = files.others.map { path in
            (from: path, to: Store.moved(path, from: item.address, to: parent))
        }
        var moved = Moved(from: item, to: Contents.File(address: parent, kind: .folder))
        try rearrange(
            steps, others: others, contents: contents, moved: &moved,
            what: "moving what is in \(quoted(item.address.path)) to \(quoted("prompts/" + parent.path))",
            removing: own, in: &draft)
        var deleted = Deleted()
        if !own.isEmpty {
            try discard(item, files: FolderFiles(records: own), users: [], options: options, deleted: &deleted, in: &draft)
        } else if steps.isEmpty, others.isEmpty {
            throw .refused(
                message: "the folder \(quoted(item.address.path)) holds no file",
                help: "no version has it either: `rmdir` removes it")
        }
        return (moved, deleted)
    }

    /// Changes the display name of a folder in its `folder.yaml`, which is made if it is missing.
    ///
    /// - Parameters:
    ///   - now: RFC 3339, for a new file.
    ///   - author: `Name <address>`, for a new file.
    /// - Returns: the path of the file, and the folder's id.
    func nameFolder(
        _ folder: Address, as name: String, now: String, author: String, in draft: inout Draft
    ) throws(StoreError) -> (path: String, id: RecordID?) {
        let contents = contents()
        let item = try present(Contents.File(address: folder, kind: .folder), in: contents)
        do {
            guard contents.files.contains(item) else {
                let id = newID()
                let file = NewFile(
                    kind: .folder, address: item.address, name: name, id: id, now: now, author: author)
                draft.create(item.path, with: Array(try file.text(from: nil).utf8))
                return (item.path, id)
            }
            let before = try read(.folder, at: item.address)
            let after = try before.applying([Assignment(key: ["name"], .set, value: name)])
                .assigningID(newID())
            draft.replace(item.path, with: after.source.bytes, before: before.source.bytes)
            return (item.path, after.record?.header.id?.value)
        } catch let error as AssignmentError {
            throw .refused(message: "\(item.path): \(error.message)", help: error.help)
        } catch let error as StoreError {
            throw error
        } catch {
            throw .refused(message: "\(item.path): \(error)", help: nil)
        }
    }
}
