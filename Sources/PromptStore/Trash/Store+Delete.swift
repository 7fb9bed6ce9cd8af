internal import Diagnostics
public import PromptCore
internal import SafeFiles

/// The options of a deletion.
struct DeleteOptions: Sendable {
    /// The reason in a person's words; kept with the entry.
    var reason: String?
    /// True if a module or variable is deleted even if others use it.
    var isForced: Bool
    /// RFC 3339.
    var now: String
    /// `Name <address>`
    var author: String

    /// Options; see the properties for each part.
    init(reason: String? = nil, isForced: Bool = false, now: String, author: String) {
        self.reason = reason
        self.isForced = isForced
        self.now = now
        self.author = author
    }
}

/// The result of a deletion.
public struct Deleted: Sendable {
    /// One entry for each named record or folder, in that order.
    public var entries: [TrashEntry] = []
    /// The number of files that were moved to the trash.
    public var fileCount = 0
    /// Files that lost something they refer to, because the deletion was forced.
    public var users: [Contents.File] = []
    /// The labels of the deleted records, which are in the trash too: `marketing/tone@production`.
    public var labels: [String] = []
    /// The ids of the records, for the commit's trailers.
    public var ids: [RecordID] = []
}

extension Store {
    /// Moves records and folders to the trash, unchanged, each as a separate entry. A record in a folder that
    /// is also named goes with the folder.
    ///
    /// - Throws: `notFound`; `trash` if files that stay use a module or variable, or a record has labels.
    func delete(
        _ items: [Contents.File], options: DeleteOptions, in draft: inout Draft
    ) throws(StoreError) -> Deleted {
        let contents = contents()
        var wanted: [Contents.File] = []
        for item in items {
            let item = try present(item, in: contents)
            if !wanted.contains(item) { wanted.append(item) }
        }
        let folders = wanted.filter { $0.kind == .folder }.map(\.address)
        wanted.removeAll { item in
            folders.contains { item.address.isBelow($0) }
        }
        var files: [FolderFiles] = []
        for item in wanted {
            files.append(
                item.kind == .folder
                    ? try self.files(in: item.address, contents) : FolderFiles(records: [item]))
        }
        let records = files.flatMap(\.records)
        let users = users(of: records, contents)
        if !users.isEmpty, !options.isForced { throw .trash(.used(Store.used(by: users))) }
        if !options.isForced, records.contains(where: \.isShared) {
            try refuseOverlooked(by: .deletion)
        }
        let labels = try labelFiles(of: records)
        if !labels.isEmpty, !options.isForced { throw .trash(.labelled(labels.map(\.path))) }
        var deleted = Deleted()
        for (item, files) in zip(wanted, files) {
            let own = users.filter { user in
                files.records.contains(
                    Contents.File(address: user.binding.target, kind: user.binding.targetKind))
            }
            try discard(
                item, files: files, users: own.map(\.file), options: options, deleted: &deleted, in: &draft)
            let here = labels.filter { label in
                files.records.contains(Contents.File(address: label.path.address, kind: label.path.kind))
            }
            guard let entry = deleted.entries.last else { continue }
            for (path, bytes) in here {
                draft.move(path.path, to: entry.path(ofLabel: path), before: bytes)
                deleted.labels.append("\(path.address.path)@\(path.label)")
            }
        }
        for user in users where !deleted.users.contains(user.file) { deleted.users.append(user.file) }
        return deleted
    }

    /// Returns the references to the deleted records from all others.
    private func users(
        of records: [Contents.File], _ contents: Contents
    ) -> [Rearrangement.Mismatch] {
        let shared = records.filter(\.isShared)
        let gone = shared.map { self.records.parse($0) }
        let image = image(contents, touching: records, among: shared.isEmpty ? nil : namers(of: gone))
        guard image.isWhole else { return [] }
        var change = Rearrangement(image)
        change.remove(records)
        return change.users()
    }

    private static func used(by users: [Rearrangement.Mismatch]) -> [UsedRecord] {
        var targets: [Address] = []
        for user in users where !targets.contains(user.binding.target) { targets.append(user.binding.target) }
        return targets.map { target in
            var found: [Address] = []
            for user in users where user.binding.target == target && !found.contains(user.file.address) {
                found.append(user.file.address)
            }
            return UsedRecord(address: target, users: found)
        }
    }

    /// Moves the files of one entry, and writes its `trash.yaml`.
    func discard(
        _ item: Contents.File, files: FolderFiles, users: [Contents.File], options: DeleteOptions,
        deleted: inout Deleted, in draft: inout Draft
    ) throws(StoreError) {
        var paths: [String] = []
        for user in users where !paths.contains(user.path) { paths.append(user.path) }
        let entry = TrashEntry(
            id: newID(), item: item, deletedAt: options.now, deletedBy: options.author,
            reason: options.reason, usedBy: paths)
        if entry.name == "trash.yaml" {
            throw .trash(.reservedName)
        }
        if files.records.isEmpty, files.others.isEmpty {
            throw .trash(.emptyFolder(item.address))
        }
        let parent = item.address.folder.path.isEmpty ? "prompts/" : "prompts/\(item.address.folder.path)/"
        draft.create(entry.directory + "/trash.yaml", with: Array(entry.text.utf8))
        for path in files.records.map(\.path) + files.others {
            let rest = String(Substring(path.utf8.dropFirst(parent.utf8.count)))
            draft.move(path, to: entry.directory + "/" + rest, before: try bytes(of: path))
            deleted.fileCount += 1
        }
        for record in files.records {
            if let id = records.parse(record).record?.header.id?.value { deleted.ids.append(id) }
        }
        deleted.entries.append(entry)
    }
}
