internal import Diagnostics
public import Git
public import PromptCore
internal import SafeFiles

/// A record in one version.
public struct VersionedRecord: Sendable {
    /// The file in that version, with its address at that time.
    public let file: ParsedFile
    /// The whole library in that version.
    public let library: TreeLibrary
    /// The requested commit; for `v3`, the one that made that version.
    public let commit: Commit
    /// Its id, from this or a later version; `nil` if it never had one.
    public let id: RecordID?
}

extension Store {
    /// Returns the record at `address` in a version. It may have had another address then, because it is
    /// followed by its id.
    ///
    /// - Parameter kind: the kind, if several records have the address.
    /// - Throws: `versions` if there is no such version or commit, or no such record in it; `notFound` if no
    ///   record ever had the address.
    public func version(
        of address: Address, kind: RecordKind? = nil, _ spec: VersionSpec
    ) throws(StoreError) -> VersionedRecord {
        let finder = try VersionFinder(self)
        return switch spec {
        case .number(let number): try finder.version(of: address, kind: kind, number: number)
        case .revision(let revision): try finder.version(of: address, kind: kind, revision: revision)
        }
    }
}

extension Store {
    /// Returns the version of a record that was read: the last commit that changed it, seen from the
    /// requested commit. It has a number if the present history of the record contains that commit.
    ///
    /// - Returns: `nil` if it is beyond the horizon of a shallow clone.
    /// - Throws: `noRepository`, `repository`.
    public func version(of record: VersionedRecord, now: Address) throws(StoreError) -> RecordVersion? {
        let finder = try VersionFinder(self)
        let step = try StoreError.folding { () throws(GitError) -> HistoryWalk.Step? in
            var walk = HistoryWalk(finder.repository)
            let path = record.file.source.name
            let location = try walk.locator.location(at: path, id: record.id, in: record.commit.tree)
            return try walk.lastStep(upTo: record.commit.id, at: location)
        }
        guard let step else { return nil }
        var version = RecordVersion(step, address: record.file.address, kind: record.file.kind)
        let history = try? finder.history(of: now, kind: record.file.kind)
        version.number = history?.versions.first { $0.commit.id == step.commit.id }?.number
        return version
    }
}

/// Finds versions of one store's records, with its repository open.
struct VersionFinder {
    let store: Store
    let repository: StoreRepository
    var gitRepository: Repository { repository.gitRepository }

    init(_ store: Store) throws(StoreError) {
        self.store = store
        repository = try store.repository()
    }

    func version(
        of address: Address, kind: RecordKind?, number: Int
    ) throws(StoreError) -> VersionedRecord {
        let history = try history(of: address, kind: kind)
        guard let version = history.version(number), let content = version.content else {
            throw .versions(.noNumber(number, of: address, known: history.known))
        }
        let library = try library(at: version.commit)
        guard let file = library.file(version.kind, at: version.address) else {
            throw .versions(
                .fileMissing(path: version.path, content: content.short, known: history.known))
        }
        let id = file.record?.header.id?.value ?? history.id
        return VersionedRecord(file: file, library: library, commit: version.commit, id: id)
    }

    func version(
        of address: Address, kind: RecordKind?, revision: String
    ) throws(StoreError) -> VersionedRecord {
        let commit = try commit(revision, asked: address, kind: kind)
        let library = try library(at: commit)
        let kinds = kind.map { [$0] } ?? RecordKind.addressable + [.folder]
        // The work tree determines the record; if it has none, the commit does.
        for kind in kinds {
            guard let now = try store.workTreeFile(kind, at: address) else { continue }
            let id = now.recordID
            if let file = library.file(kind, at: now.address), file.isSame(as: id) {
                return VersionedRecord(file: file, library: library, commit: commit, id: id)
            }
            do throws(StoreError) {
                return try movedRecord(from: now.address, kind: kind, id: id, in: library)
            } catch {
                guard case .versions(.notInCommit(let present, let title, _)) = error,
                    let old = record(at: address, kinds: kinds, in: library)
                else { throw error }
                throw .versions(.otherRecordInCommit(present, title, former(old, revision: revision)))
            }
        }
        if let old = record(at: address, kinds: kinds, in: library) { return old }
        let history = try history(of: address, kind: kind)
        return try movedRecord(from: address, kind: history.kind, id: history.id, in: library)
    }

    /// Returns the present place of the record that had the address then, because another one has it now.
    private func former(_ old: VersionedRecord, revision: String) -> FormerRecord {
        guard let id = old.id, let now = store.addresses(of: [id])[id] else {
            let path = repository.repositoryPath(old.file.source.name)
            return .deleted(path: path, commit: old.commit.id.short)
        }
        return .moved(to: now, revision: revision)
    }

    /// Returns the record at an address of a commit.
    private func record(
        at address: Address, kinds: [RecordKind], in library: TreeLibrary
    ) -> VersionedRecord? {
        for kind in kinds {
            guard let file = library.file(kind, at: address) else { continue }
            return VersionedRecord(
                file: file, library: library, commit: library.commit, id: file.record?.header.id?.value)
        }
        return nil
    }

    /// Returns the record in a commit in which it has another address: the one in its history, or that of the
    /// file with its id.
    private func movedRecord(
        from address: Address, kind: RecordKind, id: RecordID?, in library: TreeLibrary
    ) throws(StoreError) -> VersionedRecord {
        let history = try history(of: address, kind: kind)
        let known = history.versions.lazy.filter(\.isReadable).map { ($0.kind, $0.address) }
        for (kind, address) in known.reversed() {
            guard let file = library.file(kind, at: address), file.isSame(as: id ?? history.id) else {
                continue
            }
            return VersionedRecord(file: file, library: library, commit: library.commit, id: id ?? history.id)
        }
        if let id = id ?? history.id {
            let found = try StoreError.folding { () throws(GitError) in
                var locator = HistoryLocator(repository)
                return try locator.search(id, in: library.commit.tree)
            }
            if let location = found, let found = RecordKind.record(at: location.path),
                let file = library.file(found.kind, at: found.address)
            {
                return VersionedRecord(file: file, library: library, commit: library.commit, id: id)
            }
        }
        throw .versions(.notInCommit(address, CommitTitle(library.commit), known: history.known))
    }

    /// Returns the commit of a label of the record at `address`, or else of a revision.
    func commit(
        _ revision: String, asked address: Address?, kind: RecordKind? = nil
    ) throws(StoreError) -> Commit {
        if let address, let pin = try pin(revision, of: address, kind: kind) { return try commit(of: pin) }
        let found = try StoreError.folding { () throws(GitError) -> Commit? in
            try gitRepository.resolve(revision).map { id throws(GitError) in try gitRepository.commit(id) }
        }
        if let found { return found }
        throw .versions(
            .noRevision(revision, known: address.flatMap { try? history(of: $0, kind: kind).known }))
    }

    /// Returns the library of a commit.
    func library(at commit: Commit) throws(StoreError) -> TreeLibrary {
        try StoreError.folding { () throws(GitError) in try TreeLibrary(repository, commit: commit) }
    }
}

extension RecordHistory {
    /// The present or last id of the record.
    public var id: RecordID? { versions.last?.id }

    /// The existing versions, for an error.
    var known: KnownVersions { KnownVersions(address: address, count: count, isComplete: isComplete) }
}

extension ParsedFile {
    /// Returns true if this is, or may be, the record with that id: a file without one is identified by its
    /// path alone.
    fileprivate func isSame(as id: RecordID?) -> Bool {
        guard let id, let own = recordID else { return true }
        return own == id
    }
}

extension Store {
    /// Returns the part of a history up to a version.
    ///
    /// - Throws: `versions` if the history does not contain it; `repository`.
    public func history(_ history: RecordHistory, upTo spec: VersionSpec) throws(StoreError) -> RecordHistory
    {
        let finder = try VersionFinder(self)
        let last: ObjectID
        switch spec {
        case .revision(let revision):
            last = try finder.commit(revision, asked: history.address, kind: history.kind).id
        case .number(let number):
            last = try finder.version(of: history.address, kind: history.kind, number: number).commit.id
        }
        return try StoreError.folding { () throws(GitError) in
            var versions: [RecordVersion] = []
            for version in history.versions
            where try finder.gitRepository.isAncestor(version.commit.id, of: last) {
                versions.append(version)
            }
            return RecordHistory(
                address: history.address, kind: history.kind, versions: versions,
                isComplete: history.isComplete, unsaved: nil)
        }
    }
}
