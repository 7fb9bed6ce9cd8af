internal import Diagnostics
internal import Git
public import PromptCore
internal import SafeFiles

extension Store {
    /// Returns all versions of the record that has this address in the work tree, else of the one that had it
    /// last. If that record has another address now, the result contains it.
    ///
    /// - Parameter kind: the kind, if several records have the address; `nil` takes a prompt first, then a
    ///   module, a variable, and a folder's own file.
    /// - Throws: `notFound` if neither the work tree nor any version has the address; `noRepository`,
    ///   `repository`.
    public func history(of address: Address, kind: RecordKind? = nil) throws(StoreError) -> RecordHistory {
        try VersionFinder(self).history(of: address, kind: kind)
    }

    /// Returns the record at this address in the work tree: of `kind`, else a prompt, module, variable or
    /// folder, in this order; `nil` if there is none.
    ///
    /// - Throws: `file` if it can't be read.
    public func fileIfThere(at address: Address, _ kind: RecordKind?) throws(StoreError) -> ParsedFile? {
        for kind in kind.map({ [$0] }) ?? RecordKind.addressable + [.folder] {
            if let file = try workTreeFile(kind, at: address) { return file }
        }
        return nil
    }

    /// Returns the record in the work tree; `nil` if there is none. An unreadable file is an error.
    func workTreeFile(_ kind: RecordKind, at address: Address) throws(StoreError) -> ParsedFile? {
        do {
            return try records.read(address.file(kind), as: kind, at: address)
        } catch .notFound {
            return nil
        } catch {
            throw .file(error)
        }
    }
}

extension VersionFinder {
    func history(of address: Address, kind: RecordKind?) throws(StoreError) -> RecordHistory {
        let kinds = kind.map { [$0] } ?? RecordKind.addressable + [.folder]
        for kind in kinds {
            if let file = try store.workTreeFile(kind, at: address) {
                return try history(kind, at: file.address, workTree: file.source.bytes)
            }
        }
        for kind in kinds {
            let history = try history(kind, at: address, workTree: nil)
            guard let last = history.versions.last else { continue }
            guard last.change == .deleted, let id = last.id, let now = try location(of: id) else {
                return history
            }
            // It has another name now, or is in the trash.
            guard let record = RecordKind.record(at: now.path) else {
                return try self.history(kind, at: address, workTree: nil, from: now)
            }
            let file = try store.workTreeFile(record.kind, at: record.address)
            return try self.history(record.kind, at: record.address, workTree: file?.source.bytes)
        }
        // This throws an error with similar addresses.
        if let kind { _ = try store.read(kind, at: address) } else { _ = try store.read(at: address) }
        throw .notFound(kind: "version of anything called", address: address.path, near: [])
    }

    /// Returns the location of the record with an id in the last commit.
    private func location(of id: RecordID) throws(StoreError) -> RecordLocation? {
        try StoreError.folding { () throws(GitError) in
            guard let head = try gitRepository.head().commit else { return nil }
            var locator = HistoryLocator(repository)
            return try locator.search(id, in: try gitRepository.commit(head).tree)
        }
    }

    /// - Parameter start: the record's location in the last commit; `nil` searches for it.
    private func history(
        _ kind: RecordKind, at address: Address, workTree: [UInt8]?, from start: RecordLocation? = nil
    ) throws(StoreError) -> RecordHistory {
        try StoreError.folding { () throws(GitError) in
            let path = address.file(kind)
            var walk = HistoryWalk(repository)
            guard let head = try gitRepository.head().commit else {
                return RecordHistory(
                    address: address, kind: kind, versions: [], isComplete: true,
                    unsaved: workTree == nil ? nil : .added)
            }
            let id = workTree.flatMap { RecordID(in: $0, path: path) }
            let tree = try gitRepository.commit(head).tree
            let found: RecordLocation =
                if let start { start } else { try walk.locator.find(path, id: id, in: tree) }
            let steps = try walk.steps(upTo: head, at: found)
            let isComplete = !walk.reachedHorizon
            return RecordHistory(
                address: address, kind: kind,
                versions: RecordVersion.numbered(steps, isComplete: isComplete, address: address, kind: kind),
                isComplete: isComplete,
                unsaved: try unsaved(
                    workTree, at: path, comparedTo: found, ends: LineEnds(repository, tree: tree)))
        }
    }

    private func unsaved(
        _ bytes: [UInt8]?, at path: String, comparedTo location: RecordLocation, ends: LineEnds
    ) throws(GitError) -> RecordHistory.Unsaved? {
        guard let content = location.content, !location.isInTrash else { return bytes == nil ? nil : .added }
        guard let bytes else { return .deleted }
        if location.path != path { return .renamed(from: location.path) }
        return try ends.isSame(bytes, as: content, at: path) ? nil : .edited
    }
}

extension HistoryLocator {
    /// Returns the location of the record that has `path` in the work tree: that path, or, if another record
    /// or none is there, the path of the file with its id.
    mutating func find(_ path: String, id: RecordID?, in tree: ObjectID) throws(GitError) -> RecordLocation {
        let location = try location(at: path, id: id, in: tree)
        guard !location.isThere, let id else { return location }
        return try search(id, in: tree) ?? location
    }

    /// Searches all records of a commit, in the library and in the trash, for an id.
    mutating func search(_ id: RecordID, in tree: ObjectID) throws(GitError) -> RecordLocation? {
        for top in ["prompts", "trash"] {
            guard let root = try storeTree(in: tree),
                let folder = try store.gitRepository.entry(top, in: root), folder.mode == .tree
            else { continue }
            var files = TreeFiles(store.gitRepository)
            for file in try files.all(in: folder.id, under: top)
            where HistoryIdentity.kind(of: file.path) != nil {
                if try identity.hasID(id, in: file.content, at: file.path) {
                    return RecordLocation(path: file.path, content: file.content, id: id)
                }
            }
        }
        return nil
    }
}

extension RecordVersion {
    /// Returns steps, oldest first, as versions with numbers.
    ///
    /// - Parameters:
    ///   - isComplete: true if the first step is the first of all; otherwise numbers are unknown.
    ///   - address: the record's present address, for a record that was only ever in the trash.
    static func numbered(
        _ steps: [HistoryWalk.Step], isComplete: Bool, address: Address, kind: RecordKind
    ) -> [RecordVersion] {
        var versions: [RecordVersion] = []
        var (address, kind) = (address, kind)
        var count = 0
        for step in steps {
            let known = RecordKind.record(at: step.location.path)
            if let known { (kind, address) = known }
            var version = RecordVersion(step, address: address, kind: kind)
            if version.isReadable, isComplete {
                count += 1
                version.number = count
            }
            versions.append(version)
        }
        return versions
    }

    init(_ step: HistoryWalk.Step, address: Address, kind: RecordKind) {
        let before = step.before.first
        commit = step.commit
        path = step.location.path
        content = step.location.content
        id = step.location.id ?? before?.id
        previousPath = before.flatMap { $0.path == step.location.path ? nil : $0.path }
        self.address = address
        self.kind = kind
        change =
            if !step.location.isThere {
                .deleted
            } else if step.location.isInTrash {
                .trashed
            } else if let before {
                before.isInTrash ? .restored : before.path == step.location.path ? .edited : .renamed
            } else {
                .added
            }
    }
}
