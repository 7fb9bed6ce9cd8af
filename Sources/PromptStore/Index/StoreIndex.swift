internal import Git
public import PromptCore
public import PromptIndex
internal import SafeFiles

/// An index of all records of the work tree at one moment, in memory. Look-ups, references and ranked search
/// read no file.
///
/// It never changes, so many threads can use it. ``refreshed()`` returns a newer one and reads changed files
/// only.
public struct StoreIndex: Sendable {
    package let libraryIndex: LibraryIndex
    private let folderPaths: [String]
    private let refresh: StoreIndexRefresh
    var reader: RecordReader { RecordReader(directory: refresh.directory, format: refresh.format) }

    fileprivate init(_ result: StoreIndexRefresh.Result, by refresh: StoreIndexRefresh) {
        libraryIndex = result.libraryIndex
        folderPaths = result.folders
        self.refresh = refresh
    }

    /// All folders, `prompts/` itself first, in the order of their paths.
    public var folders: [Address] {
        let paths = folderPaths.sorted { WorkTreePath.precedes($0 + "/", $1 + "/") }
        return [.top]
            + paths.map {
                Address(unchecked: String(Substring($0.utf8.dropFirst("prompts/".utf8.count))))
            }
    }

    /// Returns the index of the work tree as it is now. Only files that have changed since are read.
    public func refreshed() -> StoreIndex { StoreIndex(refresh.run(libraryIndex), by: refresh) }

    /// Returns the index after a change that this process has made, such as a commit. Only the changed files
    /// are read; no folder is listed, so that changes by others stay unseen until ``refreshed()``.
    ///
    /// - Parameter paths: the paths of all files that were written or deleted, relative to the store.
    public func applying(changesAt paths: Set<String>) -> StoreIndex {
        StoreIndex(refresh.apply(changesAt: paths, to: libraryIndex, folders: folderPaths), by: refresh)
    }
}

extension Store {
    /// Returns the index of the work tree as it is now, with all its sections, for a process that makes many
    /// queries.
    public func libraryIndex() -> StoreIndex { libraryIndex(SegmentSection.all) }

    /// Returns the index of the work tree as it is now. Never loads libgit2.
    ///
    /// A kept index is loaded, each file's stamp is compared, changed files are read again, and the result is
    /// kept. In a store that is in no repository of this user's own, the index is made in memory, with the
    /// needed sections only.
    ///
    /// - Parameters:
    ///   - sections: the sections that the queries need.
    ///   - folder: the only folder whose records are needed. A kept index has the others too.
    package func libraryIndex(_ sections: Set<SegmentSection>, folder: Address = .top) -> StoreIndex {
        let refresh = StoreIndexRefresh(
            directory: directory, format: format, snapshot: StoreIndexSnapshot(of: self), sections: sections,
            folder: folder)
        let old = refresh.snapshot?.load(sections) ?? .empty
        return StoreIndex(refresh.run(old), by: refresh)
    }

    /// Returns an index that is made of the files alone; neither loads nor keeps one.
    package func indexFromFiles() -> StoreIndex {
        let refresh = StoreIndexRefresh(directory: directory, format: format, snapshot: nil)
        return StoreIndex(refresh.run(.empty), by: refresh)
    }
}

extension StoreIndex {
    /// A record that refers to another, and the reference.
    public struct Use: Sendable {
        /// The record that has the reference.
        public let record: IndexedRecord
        /// Its kind, its module and its option.
        public let reference: Reference
    }

    /// A record that a search found.
    public struct Hit: Sendable {
        /// The record.
        public let record: IndexedRecord
        /// Larger is better; only to be compared within one search.
        public let score: Float
    }

    /// Returns the record with that id; if several files have it, any of them.
    public func record(_ id: RecordID) -> IndexedRecord? {
        libraryIndex.record(id).map { libraryIndex[$0] }
    }

    /// Returns the record of that kind at an address.
    public func record(_ kind: RecordKind, at address: Address) -> IndexedRecord? {
        libraryIndex.record(kind, at: address).map { libraryIndex[$0] }
    }

    /// All records in the order of their paths.
    public var records: [IndexedRecord] { libraryIndex.inPathOrder.map { libraryIndex[$0] } }

    /// Returns the records that refer to a shared module or variable, in the order of their paths.
    /// ``uses(of:kind:)`` has the references.
    public func users(of address: Address, kind: RecordKind) -> [IndexedRecord] {
        libraryIndex.users(of: address, kind: kind).map { libraryIndex[$0] }
    }

    /// Returns the references to a shared module or variable, in the order of their records' paths.
    public func uses(of address: Address, kind: RecordKind) -> [Use] {
        libraryIndex.uses(of: address, kind: kind)
            .map { Use(record: libraryIndex[$0.record], reference: $0.reference) }
    }

    /// Returns the best records for a query. Files are read only to find a phrase in their texts.
    ///
    /// - Parameter limit: the greatest number of records.
    /// - Throws: ``StoreError`` if a filter names a folder, module or variable that does not exist.
    public func search(_ query: SearchQuery, limit: Int?) throws(StoreError) -> SearchResults<Hit> {
        try ranked(query, limit: limit).map { Hit(record: libraryIndex[$0.record], score: $0.score) }
    }
}

extension Store {
    /// Returns the paths of all records that use a name of one of these modules and variables, and so can
    /// refer to it.
    func namers(of shared: [ParsedFile]) -> Set<String> {
        let libraryIndex = libraryIndex(SegmentSection.referring).libraryIndex
        var found: Set<Int> = []
        for file in shared {
            var variables: [String] = []
            if case .variable(let variable)? = file.record { variables = [variable.name.value] }
            found.formUnion(libraryIndex.records(naming: file.address, kind: file.kind, variables: variables))
        }
        return Set(found.map { libraryIndex[$0].path })
    }
}
