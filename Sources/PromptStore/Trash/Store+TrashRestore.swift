internal import Diagnostics
internal import PromptCore
internal import SafeFiles
internal import YAMLTree

extension Store {
    /// Moves the contents of an entry back to their former path, unchanged, or to another address. Missing
    /// folders are made again. If another file has the record's id in the meantime, the record gets a new
    /// one.
    ///
    /// References of other files keep their targets, as with ``move(_:to:in:)``; only files that lost the
    /// record when it was deleted by force find it again.
    ///
    /// - Throws: `trash` if the address is taken, or the entry has lost its files.
    func restore(
        _ entry: TrashEntry, to address: Address? = nil, in draft: inout Draft
    ) throws(StoreError) -> Moved {
        let target = spelledFolder(of: address ?? entry.address)
        let contents = contents()
        let paths = try files(of: entry)
        if paths.isEmpty {
            throw .trash(.filesMissing(entry.kind, id: entry.id, directory: entry.directory))
        }
        try refuseTaken(target, for: entry, in: contents)
        var restored = Moved(
            from: Contents.File(address: entry.address, kind: entry.kind),
            to: Contents.File(address: target, kind: entry.kind))
        let image = image(contents, touching: [], wholly: true)
        var change = Rearrangement(image)
        change.exempt = Set(image.files.map(\.location).filter { entry.usedBy.contains($0.path) })
        let known = Dictionary(
            image.files.compactMap { file in file.record?.header.id.map { ($0.value, file.location) } },
            uniquingKeysWith: { first, _ in first })
        var steps: [(from: String, to: String, before: [UInt8], after: ParsedFile?)] = []
        for path in paths {
            let to = Store.restoredPath(path, of: entry, to: target)
            let before = try bytes(of: path)
            var file = record(at: to, bytes: before)
            if let record = file, let id = record.record?.header.id?.value {
                if let other = known[id] {
                    file = try record.withID(newID())
                    restored.notes.append(.newID(path: to, owner: other.path))
                } else {
                    restored.ids.append(id)
                }
            }
            if let file { change.add(file) }
            steps.append((path, to, before, file))
        }
        try change.checkPaths()
        try change.rewriteReferences()
        noteMeanings(of: change, in: &restored)
        try change.fill(&draft, moved: &restored, others: [], store: self)
        for step in steps {
            draft.move(step.from, to: step.to, before: step.before, bytes: step.after?.source.bytes)
            restored.files.append((step.from, step.to))
        }
        try restoreLabels(of: entry, to: target, restored: &restored, in: &draft)
        let list = entry.directory + "/trash.yaml"
        draft.remove(list, before: try bytes(of: list))
        return restored
    }

    private func refuseTaken(
        _ target: Address, for entry: TrashEntry, in contents: Contents
    ) throws(StoreError) {
        let location = Contents.File(address: target, kind: entry.kind)
        let path = entry.kind == .folder ? "prompts/" + target.path : location.path
        let isTaken =
            entry.kind == .folder
            ? isFolder(path) && (try? directory.entries(in: path).isEmpty) == false
            : contents.files.contains(location)
        guard isTaken else { return }
        throw .trash(.taken(entry.kind, target, id: entry.id))
    }

    /// Adds notes on names whose meaning has changed.
    private func noteMeanings(of change: Rearrangement, in restored: inout Moved) {
        for mismatch in change.mismatches().prefix(5) {
            let name = NamePlace(name: mismatch.binding.name, path: mismatch.file.path)
            restored.notes.append(.meaning(name, mismatch.binding.target))
        }
        let library = change.library
        for slot in change.slots where slot.origin == nil {
            let lost = slot.file.moduleReferences.filter {
                $0.target(from: slot.file.address.folder, in: library) == nil
            }
            guard !lost.isEmpty else { continue }
            restored.notes.append(.broken(count: lost.count, path: slot.file.source.name))
        }
    }

    /// Returns `trash/<id>/marketing/x` of the folder `prompts/a/marketing` as `prompts/a/marketing/x`.
    private static func restoredPath(
        _ path: String, of entry: TrashEntry, to target: Address
    ) -> String {
        guard entry.kind == .folder else { return target.file(entry.kind) }
        let inner = path.utf8.dropFirst(entry.directory.utf8.count + entry.name.utf8.count + 2)
        return "prompts/" + target.path + "/" + String(Substring(inner))
    }

    /// Returns the bytes as the record at a path of the store; `nil` if the path can't have a record.
    private func record(at path: String, bytes: [UInt8]) -> ParsedFile? {
        guard let name = path.split(separator: "/").last, let kind = RecordKind(fileName: String(name)),
            let address = FileNames.address(
                of: String(Substring(path.utf8.dropFirst("prompts/".utf8.count))), kind: kind
            ).address
        else { return nil }
        return ParsedFile(SourceText(name: path, bytes: bytes), kind: kind, address: address, format: format)
    }
}

extension ParsedFile {
    /// Returns the file with another id in place of its own.
    fileprivate func withID(_ id: RecordID) throws(StoreError) -> ParsedFile {
        guard let tree else { return self }
        do {
            let new = try tree.applying(.set([.key("id")], .plain(id.description)))
            return ParsedFile(new.source, kind: kind, address: address, format: format)
        } catch {
            throw .trash(.newID(path: source.name, error))
        }
    }
}
