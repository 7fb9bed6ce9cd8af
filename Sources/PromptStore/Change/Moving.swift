internal import Diagnostics
public import PromptCore
internal import SafeFiles

/// What a move, a copy or a restoring did, for the one line that is said of it.
public struct Moved: Sendable {
    /// What was named: a record, or a folder with all in it.
    public let source: Contents.File
    /// Where it is now.
    public let target: Contents.File
    /// Every file that has a new place, records and others; paths relative to the store.
    public var files: [(from: String, to: String)] = []
    /// Files in which references were rewritten, at their new places.
    public var rewritten: [String] = []
    /// How many references that were.
    public var referenceCount = 0
    /// The ids of the records, for the commit's trailers.
    public var ids: [RecordID] = []
    /// What a person should know besides, in whole sentences without a full stop.
    public var notes: [String] = []

    init(_ source: Contents.File, _ target: Contents.File) {
        self.source = source
        self.target = target
    }
}

extension Store {
    /// Moves or renames a record or a folder. References to what moves and in what moves are rewritten so
    /// that each leads to the same file as before; those that lead nowhere stay as they are.
    ///
    /// A variable whose name comes from its file's name gets it written down where texts ask for it.
    ///
    /// - Parameters:
    ///   - source: what to move; a folder with all in it where its kind is `folder`.
    ///   - target: its address afterwards; see ``destination(of:_:)``.
    ///   - draft: takes the change up.
    /// - Throws: `notFound`; `exists` where the place is taken; `refused` where a name in a text would
    ///   come to mean something else and no path can say it.
    func move(
        _ source: Contents.File, to target: Address, in draft: inout Draft
    ) throws(StoreError) -> Moved {
        let contents = contents()
        let source = try present(source, contents)
        if source.address.path.utf8.elementsEqual(target.path.utf8) {
            throw .refused(message: "\(quoted(target.path)) is there already", help: nil)
        }
        var files = FolderFiles(records: [source])
        if source.kind == .folder {
            if target.isBelow(source.address) {
                throw .refused(
                    message: "\(quoted(source.address.path)) can't be moved into itself", help: nil)
            }
            files = try self.files(in: source.address, contents)
            try refuseOccupied(target, files, source)
        }
        let steps = files.records.map { file in
            (file, source.kind == .folder ? file.address.moved(from: source.address, to: target) : target)
        }
        let others = files.others.map { path in
            (path, Store.moved(path, from: source.address, to: target))
        }
        var moved = Moved(source, Contents.File(address: target, kind: source.kind))
        try rearrange(
            steps, others, contents, &moved, what: "moving \(quoted(source.address.path))", &draft)
        return moved
    }

    /// A folder is renamed to a place that is free; into a folder that is there goes only what has another name.
    func refuseOccupied(
        _ target: Address, _ files: FolderFiles, _ source: Contents.File
    ) throws(StoreError) {
        let path = "prompts/" + target.path
        let isItself = Slug.foldingKey(target.path) == Slug.foldingKey(source.address.path)
        if !isItself, isFolder(path), (try? directory.entries(in: path).isEmpty) == false {
            throw .exists(kind: .folder, address: target, file: path + "/")
        }
        if files.records.isEmpty, files.others.isEmpty {
            throw .refused(
                message:
                    "the folder \(quoted(source.address.path)) holds no file, so there is nothing to move",
                help: "`promptpal new folder \(ShellWord.quoted(target.path))` makes one")
        }
    }

    /// A path of the store below one folder, as the same place below another.
    static func moved(_ path: String, from folder: Address, to other: Address) -> String {
        let rest = path.utf8.dropFirst("prompts/".utf8.count + folder.path.utf8.count + 1)
        let head = other.path.isEmpty ? "prompts/" : "prompts/" + other.path + "/"
        return head + String(Substring(rest))
    }

    /// Moves records and other files, rewrites references, checks them, and fills the draft.
    func rearrange(
        _ steps: [(file: Contents.File, target: Address)], _ others: [(from: String, to: String)],
        _ contents: Contents, _ moved: inout Moved, what: String, removing: [Contents.File] = [],
        _ draft: inout Draft
    ) throws(StoreError) {
        let touched = steps.map(\.file) + removing
        let image = image(contents, touching: touched)
        if touched.contains(where: \.isShared) { try refuseOverlooked("what is moved", help: nil) }
        var change = Rearrangement(image)
        change.remove(removing)
        change.move(steps)
        try change.checkPlaces()
        try keepVariableNames(steps, &change)
        try change.rewriteReferences()
        try change.check(what)
        try change.fill(&draft, &moved, others, self)
    }

    /// A variable that its file's name names keeps that name where texts ask for it.
    private func keepVariableNames(
        _ steps: [(file: Contents.File, target: Address)], _ change: inout Rearrangement
    ) throws(StoreError) {
        let renamed = steps.filter { file, target in
            file.kind == .variable
                && Variable.name(fromFile: file.address.name) != Variable.name(fromFile: target.name)
        }
        if renamed.isEmpty { return }
        let used = change.used()
        for (file, target) in renamed where used.contains(file) {
            let name = Variable.name(fromFile: file.address.name)
            let place = Contents.File(address: target, kind: .variable)
            try change.edit(place) { file throws(AssignmentError) in
                guard file.record?.header.name == nil else { return file }
                return try file.applying([Assignment(key: ["name"], .set, value: name)])
            }
        }
    }
}

extension Rearrangement {
    /// Every module and variable that any name leads to.
    func used() -> Set<Contents.File> {
        let before = before
        let found = Parallel.map(count: before.files.count) { index in
            before.files[index].bindings(in: before.library).map {
                Contents.File(address: $0.target, kind: $0.targetKind)
            }
        }
        return Set(found.joined())
    }

    /// Puts what is to be written into the draft, and what was done into `moved`. Records that are written and have
    /// no id yet get one.
    ///
    /// - Parameter others: further files that move, as they are.
    func fill(
        _ draft: inout Draft, _ moved: inout Moved, _ others: [(from: String, to: String)], _ store: Store
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
                draft.replace(to, file.source.bytes, before: old.source.bytes)
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
        // One may go where another comes from, so all are taken away before any is put down.
        for step in steps { draft.remove(step.from, before: step.before) }
        for step in steps { draft.create(step.to, step.after, from: step.from) }
        moved.files += steps.map { ($0.from, $0.to) }
    }
}
