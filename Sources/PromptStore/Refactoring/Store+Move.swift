internal import Diagnostics
public import PromptCore
internal import SafeFiles

/// The result of a move, a copy or a restoration.
public struct Moved: Sendable {
    /// The named record, or folder with all its contents.
    public let source: Contents.File
    /// The new address and kind.
    public let target: Contents.File
    /// Every file that was moved, records and others; paths relative to the store.
    public var files: [(from: String, to: String)] = []
    /// Files in which references were rewritten, by their new paths.
    public var rewritten: [String] = []
    /// The number of rewritten references.
    public var referenceCount = 0
    /// The ids of the records, for the commit's trailers.
    public var ids: [RecordID] = []
    /// Further effects that the user should know.
    public var notes: [MoveNote] = []

    init(from source: Contents.File, to target: Contents.File) {
        self.source = source
        self.target = target
    }
}

/// An effect of a restoration besides the moved files.
public enum MoveNote: Sendable, Equatable {
    /// The record at `path` got a new id, because the file `owner` has its id now.
    case newID(path: String, owner: String)
    /// The name in a file no longer means the record at an address.
    case meaning(NamePlace, Address)
    /// References in the file at this path have no target now.
    case broken(count: Int, path: String)
    /// These label files moved with their records; there is at least one.
    case labelsMoved([LabelPath])
    /// These label files were restored with their records; there is at least one.
    case labelsRestored([LabelPath])
    /// The label was not restored to this path, because it is a label of another record.
    case labelOfOtherRecord(LabelPath)
    /// The label was not restored to this path, because the path has a file.
    case labelExists(LabelPath)
}

extension Store {
    /// Moves or renames a record or a folder. References to and in the moved files are rewritten so that each
    /// refers to the same file as before; references without a target stay unchanged.
    ///
    /// If a variable takes its name from its file and texts use it, the name is written into the file.
    ///
    /// - Parameters:
    ///   - source: the record to move; if its kind is `folder`, with all its contents.
    ///   - target: its new address; see ``destination(of:_:)``.
    ///   - draft: gets the change.
    /// - Throws: `notFound`; `exists` if the address is taken; `refactoring` if the meaning of a name in a text
    ///   would change and no path can express it.
    func move(
        _ source: Contents.File, to target: Address, in draft: inout Draft
    ) throws(StoreError) -> Moved {
        let contents = contents()
        let source = try present(source, in: contents)
        if source.address.path.utf8.elementsEqual(target.path.utf8) {
            throw .refactoring(.isTarget(target))
        }
        var files = FolderFiles(records: [source])
        if source.kind == .folder {
            if target.isBelow(source.address) {
                throw .refactoring(.moveIntoItself(source.address))
            }
            files = try self.files(in: source.address, contents)
            try refuseOccupied(target, files: files, from: source)
        }
        let steps = files.records.map { file in
            (file, source.kind == .folder ? file.address.moved(from: source.address, to: target) : target)
        }
        let others = files.others.map { path in
            (path, Store.moved(path, from: source.address, to: target))
        }
        var moved = Moved(from: source, to: Contents.File(address: target, kind: source.kind))
        try rearrange(
            steps, others: others, contents: contents, moved: &moved,
            by: .moving(source.address), in: &draft)
        return moved
    }

    /// Refuses an occupied target. A folder is renamed to a free path; only contents with other names are
    /// moved into an existing folder.
    func refuseOccupied(
        _ target: Address, files: FolderFiles, from source: Contents.File
    ) throws(StoreError) {
        let path = "prompts/" + target.path
        let isItself = Slug.foldingKey(target.path) == Slug.foldingKey(source.address.path)
        if !isItself, isFolder(path), (try? directory.entries(in: path).isEmpty) == false {
            throw .exists(kind: .folder, address: target, file: path + "/")
        }
        if files.records.isEmpty, files.others.isEmpty {
            throw .refactoring(.emptyFolder(source.address, target: target))
        }
    }

    /// Returns a path of the store below one folder as the same path below another.
    static func moved(_ path: String, from folder: Address, to other: Address) -> String {
        let rest = path.utf8.dropFirst("prompts/".utf8.count + folder.path.utf8.count + 1)
        let head = other.path.isEmpty ? "prompts/" : "prompts/" + other.path + "/"
        return head + String(Substring(rest))
    }

    /// Moves records and other files, rewrites references, checks them, and fills the draft.
    func rearrange(
        _ steps: [(file: Contents.File, target: Address)], others: [(from: String, to: String)],
        contents: Contents, moved: inout Moved, by rearranging: Rearranging, removing: [Contents.File] = [],
        in draft: inout Draft
    ) throws(StoreError) {
        let touched = steps.map(\.file) + removing
        let image = image(contents, touching: touched)
        if touched.contains(where: \.isShared) {
            try refuseOverlooked(by: .move)
        }
        var change = Rearrangement(image)
        change.remove(removing)
        change.move(steps)
        try change.checkPaths()
        try keepVariableNames(of: steps, in: &change)
        try change.rewriteReferences()
        try change.check(rearranging)
        try change.fill(&draft, moved: &moved, others: others, store: self)
        try moveLabels(of: steps, moved: &moved, in: &draft)
    }

    /// Writes the name into each variable that takes it from its file, if texts use it.
    private func keepVariableNames(
        of steps: [(file: Contents.File, target: Address)], in change: inout Rearrangement
    ) throws(StoreError) {
        let renamed = steps.filter { file, target in
            file.kind == .variable
                && Variable.name(fromFile: file.address.name) != Variable.name(fromFile: target.name)
        }
        if renamed.isEmpty { return }
        let used = change.used()
        for (file, target) in renamed where used.contains(file) {
            let name = Variable.name(fromFile: file.address.name)
            let location = Contents.File(address: target, kind: .variable)
            try change.edit(location) { file throws(AssignmentError) in
                guard file.record?.header.name == nil else { return file }
                return try file.applying([Assignment(key: ["name"], .set, value: name)])
            }
        }
    }
}

extension Rearrangement {
    /// Returns every module and variable that a reference resolves to.
    func used() -> Set<Contents.File> {
        let before = before
        let found = Parallel.map(count: before.files.count) { index in
            before.files[index].bindings(in: before.library).map {
                Contents.File(address: $0.target, kind: $0.targetKind)
            }
        }
        return Set(found.joined())
    }

    /// Adds the files to write to the draft, and the result to `moved`. Written records without an id get
    /// one.
    ///
    /// - Parameter others: further files that move unchanged.
    func fill(
        _ draft: inout Draft, moved: inout Moved, others: [(from: String, to: String)], store: Store
    ) throws(StoreError) {
        var steps: [(from: String, to: String, before: [UInt8], after: [UInt8])] = []
        for slot in slots {
            guard let origin = slot.origin, !slot.isCopy else { continue }
            let old = before.files[origin]
            let isMoved = !old.address.path.utf8.elementsEqual(slot.file.address.path.utf8)
            guard isMoved || slot.rewritten > 0 || slot.file.source.bytes != old.source.bytes else {
                continue
            }
            let file = (try? slot.file.assigningID(store.newID())) ?? slot.file
            let (from, to) = (old.source.name, file.source.name)
            if isMoved {
                let isUnread = old.tree == nil && old.source.bytes.isEmpty
                let before = isUnread ? try store.bytes(of: from) : old.source.bytes
                steps.append((from, to, before, isUnread ? before : file.source.bytes))
                if let id = file.record?.header.id?.value { moved.ids.append(id) }
            } else {
                draft.replace(to, with: file.source.bytes, before: old.source.bytes)
            }
            if slot.rewritten > 0 {
                moved.rewritten.append(to)
                moved.referenceCount += slot.rewritten
            }
        }
        for (from, to) in others {
            let bytes = try store.bytes(of: from)
            steps.append((from, to, bytes, bytes))
        }
        // A file may take the path of another moved one, so all are removed before any is created.
        for step in steps { draft.remove(step.from, before: step.before) }
        for step in steps { draft.create(step.to, with: step.after, from: step.from) }
        moved.files += steps.map { ($0.from, $0.to) }
    }
}
