internal import Git
public import PromptCore
public import PromptIndex
internal import SafeFiles
internal import SystemPackage

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

/// A store's kept index, in `promptpal/` of the Git directory: a file with the older records, and one with
/// the records that have changed since.
///
/// It holds only copies of data in the work tree. If it is missing, cut off, damaged, of another version or
/// of another store, it is ignored and made again. Each file is replaced in one step, and the second
/// identifies the first by its content.
struct StoreIndexSnapshot: Sendable {
    /// The Git directory.
    private let files: SafeDirectory
    /// The store's path in the repository, and its format if that is not the first: files are indexed by its rules.
    let store: String

    private static let folder = "promptpal"
    private let name: String
    private var changesName: String { name + "-changes" }

    /// Returns `nil` if the store is in no repository that belongs to this user: a file that others can write
    /// can't be trusted.
    init?(of store: Store) {
        guard let glance = RepositoryGlance(containing: store.path.string),
            let files = try? SafeDirectory(opening: FilePath(glance.gitDirectory)), files.isOwn
        else { return nil }
        self.files = files
        self.store = store.format == .one ? glance.prefix : "\(glance.prefix)\0\(store.format.rawValue)"
        let digits = String(StoreIndexSnapshot.number(of: glance.prefix), radix: 16)
        name = glance.prefix.isEmpty ? "catalog" : "catalog-" + digits
    }

    /// A number for the path, since a repository can hold several stores. The header has the whole path.
    private static func number(of prefix: String) -> UInt64 {
        prefix.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    /// Returns the kept index; an empty one if none was kept or it can't be trusted.
    ///
    /// - Parameter sections: the sections of the older records to load. All sections of the changes are
    ///   loaded.
    func load(_ sections: Set<SegmentSection>) -> LibraryIndex {
        guard let base = segment(name, sections: sections), base.header.base == 0 else { return .empty }
        guard let changes = segment(changesName, sections: SegmentSection.all),
            changes.header.base == base.header.identity
        else { return LibraryIndex(base: base, changes: .empty) }
        return LibraryIndex(base: base, changes: changes)
    }

    private func segment(_ name: String, sections: Set<SegmentSection>) -> IndexSegment? {
        guard let file = try? DerivedFileReader.open(Self.folder + "/" + name, in: files) else { return nil }
        let prefix = file.read(at: 0, count: SegmentHeader.prefixLength)
        guard let length = SegmentHeader.length(prefix),
            let header = SegmentHeader(file.read(at: 0, count: length)),
            header.store.elementsEqual(store.utf8)
        else { return nil }
        var loaded: [SegmentSection: [UInt8]] = [:]
        for section in sections {
            let slot = header.entries[section.rawValue]
            loaded[section] = file.read(at: length + slot.offset, count: slot.count)
        }
        return IndexSegment.read(header, sections: loaded)
    }

    /// Creates a file for ``save(_:in:isBaseNew:)``; its creation time is the time of that file system.
    func begin() -> DerivedFile? { try? DerivedFile.create(in: Self.folder, of: files) }

    /// Keeps an index. If that fails, the next query reads the changed files again.
    ///
    /// - Parameters:
    ///   - file: the file to write; its name is replaced.
    ///   - isBaseNew: true if the older records differ from the kept ones.
    func save(_ libraryIndex: LibraryIndex, in file: borrowing DerivedFile, isBaseNew: Bool) {
        let segment = isBaseNew ? libraryIndex.base : libraryIndex.changes
        do throws(FileError) {
            try file.write(segment.header.encoded)
            for bytes in segment.contents { try file.write(bytes) }
            try file.install(over: isBaseNew ? name : changesName)
            if isBaseNew { try files.discard(Self.folder + "/" + changesName) }
        } catch {
            // It is made again.
        }
    }
}

extension StoreIndex {
    /// Searches the index. Files are read only to find a phrase in their texts.
    ///
    /// - Throws: ``StoreError`` if a filter names a folder, module or variable that does not exist.
    func ranked(_ query: SearchQuery, limit: Int?) throws(StoreError) -> SearchResults<SearchHit> {
        try Store.check(query.filters, folders: { folders }, shared: { libraryIndex.sharedAddresses })
        let records = IndexedSearchRecords(libraryIndex, for: query.filters, by: reader)
        return Searcher(libraryIndex, records: records).search(query, limit: limit)
    }

    /// Returns the record's file as it is now.
    func read(_ record: Int) -> ParsedFile { libraryIndex[record].read(by: reader) }
}

extension IndexedRecord {
    fileprivate func read(by reader: RecordReader) -> ParsedFile {
        reader.parse(Contents.File(address: address, kind: kind))
    }
}

/// The records of an index, for ``Searcher``.
private struct IndexedSearchRecords: SearchRecords {
    private let libraryIndex: LibraryIndex
    private let reader: RecordReader
    /// For each condition on tags, variables and uses: the records that meet it.
    private var having: [SearchFilter.Condition: Set<Int>] = [:]

    init(_ libraryIndex: LibraryIndex, for filters: [SearchFilter], by reader: RecordReader) {
        self.libraryIndex = libraryIndex
        self.reader = reader
        for condition in filters.map(\.condition) {
            switch condition {
            case .tag(let tag): having[condition] = Set(libraryIndex.records(tag: tag))
            case .variable(let name): having[condition] = Set(libraryIndex.records(havingVariable: name))
            case .uses(let address):
                let users = [RecordKind.module, .variable].flatMap {
                    libraryIndex.users(of: address, kind: $0)
                }
                having[condition] = Set(users)
            case .folder, .kind: break
            }
        }
    }

    func isPresent(_ record: Int) -> Bool { libraryIndex.isPresent(record) }

    func address(of record: Int) -> String? {
        libraryIndex.isPresent(record) ? libraryIndex[record].address.path : nil
    }

    func holds(_ condition: SearchFilter.Condition, for record: Int) -> Bool {
        switch condition {
        case .folder(let folder): libraryIndex[record].lies(in: folder)
        case .kind(let kind): libraryIndex[record].kind == kind
        case .tag, .variable, .uses: having[condition]?.contains(record) == true
        }
    }

    func has(_ phrase: SearchPhrase, in record: Int) -> Bool {
        libraryIndex[record].read(by: reader).searchTexts.contains { !phrase.ranges(in: $0.text).isEmpty }
    }
}

/// A record that a search of a store found.
public struct FoundRecord: Sendable {
    /// The record's file as it is now.
    public let file: ParsedFile
    /// Larger is better; only to be compared within one search.
    public let score: Float
}

extension Store {
    /// Searches the work tree.
    ///
    /// - Parameter limit: the greatest number of records in the result.
    /// - Throws: ``StoreError`` if a filter names a folder, module or variable that does not exist.
    package func search(_ query: SearchQuery, limit: Int?) throws(StoreError) -> SearchResults<FoundRecord> {
        let libraryIndex = libraryIndex(SegmentSection.all)
        return try libraryIndex.ranked(query, limit: limit)
            .map { FoundRecord(file: libraryIndex.read($0.record), score: $0.score) }
    }

    /// Checks that the folders, modules and variables that filters name exist.
    ///
    /// - Throws: ``StoreError`` with the nearest name if one does not exist.
    static func check(
        _ filters: [SearchFilter], folders: () -> [Address], shared: () -> [Address]
    ) throws(StoreError) {
        for filter in filters {
            switch filter.condition {
            case .folder(let folder):
                let folders = folders()
                if folders.contains(folder) { continue }
                let near = Suggestion.nearest(to: folder.path, among: folders.map(\.path))
                throw .notFound(kind: "folder", address: folder.path, near: near.map { [$0] } ?? [])
            case .uses(let address):
                let shared = shared()
                if shared.contains(address) { continue }
                let near = Suggestion.nearest(to: address.path, among: shared.map(\.path))
                throw .notFound(
                    kind: "shared module or variable", address: address.path, near: near.map { [$0] } ?? [])
            case .tag, .variable, .kind: continue
            }
        }
    }
}

extension Contents.File {
    /// True if it is in a folder or below; also for the folder's own file.
    func lies(in folder: Address) -> Bool {
        folder.path.isEmpty || address.path.hasPrefix(folder.path + "/")
            || kind == .folder && address == folder
    }
}
