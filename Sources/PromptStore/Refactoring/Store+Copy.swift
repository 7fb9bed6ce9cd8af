internal import Diagnostics
internal import PromptCore
internal import SafeFiles
internal import YAMLTree

/// The author, the time and the name of a copy.
struct CopyOptions: Sendable {
    /// The display name of the copy; `nil` appends " (copy)" to the name of the original.
    var name: String?
    /// RFC 3339.
    var now: String
    /// `Name <address>`
    var author: String

    /// Options; see the properties for each part.
    init(name: String? = nil, now: String, author: String) {
        self.name = name
        self.now = now
        self.author = author
    }
}

extension Store {
    /// Copies a record, or a folder with its contents. Copies get new ids. References of the copied files to
    /// outside files stay the same; inside a copied folder they refer to the copies if these are found by
    /// looking outward.
    ///
    /// - Parameters as for ``move(_:to:in:)``.
    /// - Throws: as ``move(_:to:in:)``; `refactoring` for a file that can't be read as YAML, because it can't get
    ///   an id.
    func copy(
        _ source: Contents.File, to target: Address, options: CopyOptions, in draft: inout Draft
    ) throws(StoreError) -> Moved {
        let contents = contents()
        let source = try present(source, in: contents)
        var files = FolderFiles(records: [source])
        if source.kind == .folder {
            if target == source.address || target.isBelow(source.address) {
                throw .refactoring(.copyIntoItself(source.address))
            }
            files = try self.files(in: source.address, contents)
            try refuseOccupied(target, files: files, from: source)
        }
        var copied = Moved(from: source, to: Contents.File(address: target, kind: source.kind))
        let image = image(contents, touching: files.records)
        var change = Rearrangement(image)
        for file in files.records {
            let isTop = source.kind != .folder || file.kind == .folder && file.address == source.address
            let address =
                source.kind == .folder ? file.address.moved(from: source.address, to: target) : target
            let taken = isTop ? names(beside: [source, copied.target], kind: file.kind, in: contents) : []
            try change.copy(file, to: address) { (original) throws(StoreError) in
                try Copier(options, isTop: isTop, target: address, taken: taken, ids: environment.ids)
                    .copy(of: original)
            }
        }
        try change.checkPaths()
        try change.rewriteReferences()
        try change.check(.copying(source.address))
        try change.fill(&draft, moved: &copied, others: [], store: self)
        for slot in change.slots where slot.isCopy {
            guard let origin = slot.origin else { continue }
            let path = slot.file.source.name
            let original = image.files[origin].source.name
            draft.create(path, with: slot.file.source.bytes, from: original)
            copied.files.append((original, path))
            if let id = slot.file.record?.header.id?.value { copied.ids.append(id) }
            if slot.rewritten > 0 {
                copied.rewritten.append(path)
                copied.referenceCount += slot.rewritten
            }
        }
        for path in files.others {
            let to = Store.moved(path, from: source.address, to: target)
            draft.create(to, with: try bytes(of: path), from: path)
            copied.files.append((path, to))
        }
        return copied
    }

    /// Returns the names of the records of a kind in the folders of `locations`, including the records at the
    /// locations themselves.
    private func names(
        beside locations: [Contents.File], kind: RecordKind, in contents: Contents
    ) -> Set<String> {
        let folders = locations.map(\.address.folder)
        let files = contents.files.filter { $0.kind == kind && folders.contains($0.address.folder) }
        let names = files.compactMap { records.parse($0).record?.header.name?.value }
        return Set(names)
    }
}

/// Makes a copy of one file in memory.
private struct Copier {
    let options: CopyOptions
    /// True for the record that the person named, false for a file in a folder.
    let isTop: Bool
    let target: Address
    /// Names that other records have.
    let taken: Set<String>
    let ids: RecordIDSource

    init(
        _ options: CopyOptions, isTop: Bool, target: Address, taken: Set<String>, ids: RecordIDSource
    ) {
        self.ids = ids
        self.options = options
        self.isTop = isTop
        self.target = target
        self.taken = taken
    }

    /// - Throws: `refactoring` if the file can't be edited, because the copy needs a new id.
    func copy(of file: ParsedFile) throws(StoreError) -> ParsedFile {
        do {
            return try edited(file)
        } catch {
            throw .refactoring(.copy(path: file.source.name, error))
        }
    }

    private func edited(_ file: ParsedFile) throws(EditFailure) -> ParsedFile {
        guard file.record != nil, let tree = file.tree, let root = tree.root else { throw .unreadable }
        let source = try EditFailure.folding { () throws(YAMLEditError) in
            var tree = tree
            for path in Copier.idPaths(root) {
                tree = try tree.applying(.set(path, .plain(ids.next().description)))
            }
            let values = [
                ("created_at", YAMLValue.plain(options.now)), ("created_by", .text(options.author)),
            ]
            for (key, value) in values where root.value(forKey: key) != nil {
                tree = try tree.applying(.set([.key(key)], value))
            }
            return tree.source
        }
        return try EditFailure.folding { () throws(AssignmentError) in
            var copy = ParsedFile(
                source, kind: file.kind, address: file.address, format: file.format)
            if let name = name(of: file) {
                copy = try copy.applying([Assignment(key: ["name"], .set, value: name)])
            }
            return try copy.assigningID(ids.next())
        }
    }

    /// Returns the name of the copy; `nil` leaves it unchanged.
    private func name(of file: ParsedFile) -> String? {
        guard isTop else { return nil }
        if let name = options.name { return name }
        // A file without a name takes it from its path, and so does its copy.
        guard let name = file.record?.header.name?.value else { return nil }
        if file.kind == .variable {
            // Texts use a variable by this name, so no words are appended.
            let own = Variable.name(fromFile: target.name)
            return target.name != file.address.name && Variable.isName(own, in: file.format) ? own : nil
        }
        var copy = name + " (copy)"
        var number = 2
        while taken.contains(copy) {
            copy = name + " (copy \(number))"
            number += 1
        }
        return copy
    }

    /// Returns the paths of all ids in the file, its modules and options.
    private static func idPaths(_ root: YAMLNode) -> [[YAMLPathStep]] {
        var paths: [[YAMLPathStep]] = []
        func look(at node: YAMLNode, path: [YAMLPathStep]) {
            if node["id"] != nil { paths.append(path + [.key("id")]) }
            for list in ["modules", "options"] {
                guard let items = node.value(forKey: list)?.items else { continue }
                for (index, item) in items.enumerated() where item.kind == .mapping {
                    look(at: item, path: path + [.key(list), .index(index)])
                }
            }
        }
        look(at: root, path: [])
        return paths
    }
}

extension Store {
    /// Adds a new record to a draft.
    ///
    /// - Throws: `exists` if its address (or one that differs in case only) is taken.
    func create(
        _ kind: RecordKind, at address: Address, with bytes: [UInt8], in draft: inout Draft
    ) throws(StoreError) {
        let address = asOnDisk(address)
        if let twin = try twin(of: address.file(kind)) {
            throw .exists(kind: kind, address: address, file: twin)
        }
        draft.create(address.file(kind), with: bytes)
    }

    /// Returns the address with its folder as the disk spells it, so that a folder name in another Unicode
    /// form does not conflict with itself.
    private func asOnDisk(_ address: Address) -> Address {
        for folder in address.folder.outward where folder.path.utf8.contains(where: { $0 >= 0x80 }) {
            guard let spelled = directory.spelling(of: "prompts/" + folder.path) else { continue }
            let rest = address.path.utf8.dropFirst(folder.path.utf8.count)
            return Address(unchecked: spelled.dropFirst("prompts/".count) + String(Substring(rest)))
        }
        return address
    }

    /// Returns the existing path that is the same as `file` on systems that fold case or Unicode forms. Lists
    /// each folder on the way once.
    private func twin(of file: String) throws(StoreError) -> String? {
        var parent = ""
        let parts = file.split(separator: "/").map(String.init)
        for (index, part) in parts.enumerated() {
            let names: [String]
            do {
                names = try directory.entries(in: parent).compactMap(\.name)
            } catch .notFound {
                return nil
            } catch {
                throw .file(error)
            }
            let path = parent.isEmpty ? part : parent + "/" + part
            let isThere = names.contains { $0.utf8.elementsEqual(part.utf8) }
            if isThere, index == parts.count - 1 { return path }
            if !isThere {
                let key = Slug.foldingKey(part)
                if let twin = names.first(where: { Slug.foldingKey($0) == key }) {
                    return parent.isEmpty ? twin : parent + "/" + twin
                }
                return nil
            }
            parent = path
        }
        return nil
    }
}

extension Store {
    /// Copies a record of a layer into this store, with a new id and the same name. If it keeps its address,
    /// it hides the layer's record from then on.
    func copy(
        _ file: ParsedFile, fromLayerTo target: Address, in draft: inout Draft
    ) throws(StoreError) -> ParsedFile {
        guard file.record != nil, let copied = file.settingID(newID()) else {
            throw .refactoring(.layerRecord(file.address))
        }
        try create(file.kind, at: target, with: copied.source.bytes, in: &draft)
        return copied
    }
}
