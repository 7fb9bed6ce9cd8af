internal import Diagnostics
internal import Git
internal import PromptCore
internal import SafeFiles

extension Store {
    /// Refuses a version without a shared module or variable that records still refer to. References are
    /// searched only if one is missing from its path; then all prompts and modules that contain its name are
    /// read.
    func refuseUsers(ofGone changes: [StatusChange]) throws(StoreError) {
        let repository = try repository()
        let gone = changes.compactMap { change -> ParsedFile? in
            guard let path = change.kind == .deleted ? change.path : change.oldPath,
                let record = WorkTreePath.record(at: path),
                record.kind == .module || record.kind == .variable,
                let head = change.head, let bytes = try? repository.gitRepository.blob(head)
            else { return nil }
            return records.parse(bytes, of: record, named: path)
        }
        try refuseUsers(ofGone: gone, in: Draft(), by: .save)
    }

    /// Checks the same for a change that is not written yet.
    ///
    /// - Parameters:
    ///   - gone: the modules and variables before their removal.
    ///   - draft: the changes of other files.
    ///   - removal: the change.
    func refuseUsers(ofGone gone: [ParsedFile], in draft: Draft, by removal: Removal) throws(StoreError) {
        if gone.isEmpty { return }
        let records = records
        @Sendable func parse(_ file: Contents.File) -> ParsedFile? {
            guard let drafted = draft.content(of: file.path) else { return records.parse(file) }
            return drafted.map { records.parse($0, of: file) }
        }
        let files = contents().files
        let locations = files.filter(\.isShared)
        let shared = Parallel.map(count: locations.count) { parse(locations[$0]) }.compactMap { $0 }
        // Existing records come first: if a file of another name defines the record, it is not missing.
        let library = LoadedLibrary(shared + gone)
        let targets = Set(gone.map { Contents.File(address: $0.address, kind: $0.kind) })
        var readers = files.filter { $0.kind == .prompt || $0.kind == .module }
        let namers = namers(of: gone)
        let changed = Set(draft.entries.map(\.path))
        readers.removeAll { !namers.contains($0.path) && !changed.contains($0.path) }
        let after = sharedRecords(after: draft, without: targets, shared)
        let (libraryAfter, idsAfter) = (LoadedLibrary(after), Store.ids(of: after))
        let ids = Store.ids(of: gone)
        let users = Parallel.map(count: readers.count) { [readers] index -> [RecordUse] in
            let file = readers[index]
            if targets.contains(file) { return [] }
            guard let read = parse(file) else { return [] }
            // A record that moves with the change is found elsewhere afterwards.
            let isFoundAgain = read.bindings(in: library).allSatisfy { binding in
                let target = Contents.File(address: binding.target, kind: binding.targetKind)
                guard targets.contains(target) else { return true }
                guard let id = ids[target] else { return false }
                return read.bindings(in: libraryAfter).contains {
                    $0.kind == binding.kind && $0.name == binding.name && $0.index == binding.index
                        && $0.home == binding.home
                        && idsAfter[Contents.File(address: $0.target, kind: $0.targetKind)] == id
                }
            }
            if isFoundAgain { return [] }
            return read.references(in: library).compactMap { reference in
                let kind: RecordKind = reference.kind == .variable ? .variable : .module
                return targets.contains(Contents.File(address: reference.target, kind: kind))
                    ? RecordUse(user: file.address, used: reference.target) : nil
            }
        }.flatMap { $0 }
        try refuseOverlooked(by: removal)
        var uses: [RecordUse] = []
        for user in users where !uses.contains(user) { uses.append(user) }
        if !uses.isEmpty { throw .refactoring(.used(uses, by: removal)) }
    }

    /// Returns the shared records as they are after a draft is written.
    private func sharedRecords(
        after draft: Draft, without gone: Set<Contents.File>, _ shared: [ParsedFile]
    ) -> [ParsedFile] {
        let known = Set(shared.map(\.location))
        let new = draft.entries.compactMap { entry -> ParsedFile? in
            guard let bytes = entry.after, let record = WorkTreePath.record(at: entry.path), record.isShared,
                !known.contains(record)
            else { return nil }
            return records.parse(bytes, of: record, named: entry.path)
        }
        return shared.filter { !gone.contains($0.location) } + new
    }

    private static func ids(of files: [ParsedFile]) -> [Contents.File: RecordID] {
        Dictionary(files.compactMap { file in file.record?.header.id.map { (file.location, $0.value) } }) {
            first, _ in first
        }
    }
}
