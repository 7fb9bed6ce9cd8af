internal import Diagnostics
public import PromptCore
internal import PromptIndex

/// The number of records of each kind.
public struct RecordCounts: Sendable, Hashable {
    /// `*.prompt.yaml`
    public var prompts = 0
    /// `*.module.yaml`
    public var modules = 0
    /// `*.variable.yaml`
    public var variables = 0

    mutating func add(_ kind: RecordKind) {
        switch kind {
        case .prompt: prompts += 1
        case .module: modules += 1
        case .variable: variables += 1
        case .folder, .manifest: break
        }
    }

    mutating func add(_ other: RecordCounts) {
        prompts += other.prompts
        modules += other.modules
        variables += other.variables
    }
}

/// The data of a folder that lists show.
public struct FolderSummary: Sendable {
    /// Its path below `prompts/`.
    public let address: Address
    /// The id in its `folder.yaml`; `nil` if there is none.
    public var id: RecordID?
    /// The name in its `folder.yaml`, else the directory's name.
    public var name: String
    /// The description in its `folder.yaml`.
    public var summary: String?
    /// True if there is a `folder.yaml`.
    public var hasFile = false
    /// The counts of the folder itself.
    public var own = RecordCounts()
    /// The counts of the folder and all folders below.
    public var all = RecordCounts()
}

extension Store {
    /// Returns every folder except the library itself, sorted by path.
    public func folders() -> [FolderSummary] {
        let found = libraryIndex(SegmentSection.listing)
        var tally = FolderTally(found.folders)
        for record in found.libraryIndex.inPathOrder.lazy.map({ found.libraryIndex[$0] }) {
            if record.kind == .folder {
                tally.describe(RecordSummary(record, withTime: false))
            } else {
                tally.count(at: record.address, kind: record.kind)
            }
        }
        return tally.summaries
    }
}

/// Counts the records of folders.
private struct FolderTally {
    private var indices: [Address: Int] = [:]
    private var folders: [FolderSummary] = []
    /// The counts of each folder are added to those above at the end.
    var summaries: [FolderSummary] {
        var folders = folders
        for folder in self.folders {
            for above in folder.address.outward {
                if let index = indices[above] { folders[index].all.add(folder.own) }
            }
        }
        return folders
    }

    /// - Parameter all: all folders, sorted by path.
    init(_ all: [Address]) {
        for address in all where !address.path.isEmpty {
            indices[address] = folders.count
            folders.append(FolderSummary(address: address, name: address.name))
        }
    }

    mutating func count(at address: Address, kind: RecordKind) {
        if let index = indices[address.folder] { folders[index].own.add(kind) }
    }

    /// Takes id, name and description from a folder's file.
    mutating func describe(_ file: RecordSummary) {
        guard let index = indices[file.address] else { return }
        folders[index].hasFile = true
        folders[index].id = file.id
        folders[index].name = file.name
        folders[index].summary = file.summary
    }
}

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
            by: .dissolving(item.address, into: parent), removing: own, in: &draft)
        var deleted = Deleted()
        if !own.isEmpty {
            try discard(
                item, files: FolderFiles(records: own), users: [], options: options, deleted: &deleted,
                in: &draft)
        } else if steps.isEmpty, others.isEmpty {
            throw .folder(.empty(item.address))
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
        let before = contents.files.contains(item) ? try read(.folder, at: item.address) : nil
        do throws(AssignmentError) {
            guard let before else {
                let id = newID()
                let file = NewFile(
                    kind: .folder, address: item.address, format: format, name: name, id: id, now: now,
                    author: author)
                draft.create(item.path, with: Array(try file.text(from: nil).utf8))
                return (item.path, id)
            }
            let after = try before.applying([Assignment(key: ["name"], .set, value: name)])
                .assigningID(newID())
            draft.replace(item.path, with: after.source.bytes, before: before.source.bytes)
            return (item.path, after.record?.header.id?.value)
        } catch {
            throw .folder(.file(path: item.path, error))
        }
    }
}
