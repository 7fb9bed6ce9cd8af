internal import PromptCore
internal import PromptIndex
internal import SafeFiles

extension StoreCatalog {
    /// Searches it. Only records whose texts must be looked at for a phrase are read.
    func ranked(_ query: SearchQuery, limit: Int?) throws(StoreError) -> SearchResults<SearchHit> {
        try Store.check(query.filters, folders: { folders }, shared: { catalog.sharedAddresses })
        let records = CatalogSearchRecords(catalog, query.filters, directory)
        return Searcher(catalog, records).search(query, limit: limit)
    }

    /// The record's file as it is now.
    func read(_ record: Int) -> ParsedFile { catalog[record].read(in: directory) }
}

extension CatalogRecord {
    fileprivate func read(in directory: SafeDirectory) -> ParsedFile {
        Store.parse(Contents.File(address: address, kind: kind), in: directory)
    }
}

/// The records of a catalog, as search asks about them.
private struct CatalogSearchRecords: SearchRecords {
    private let catalog: Catalog
    private let directory: SafeDirectory
    /// For each condition that the catalog answers as a whole, the records for which it holds.
    private var having: [SearchFilter.Condition: Set<Int>] = [:]

    init(_ catalog: Catalog, _ filters: [SearchFilter], _ directory: SafeDirectory) {
        self.catalog = catalog
        self.directory = directory
        for condition in filters.map(\.condition) {
            switch condition {
            case .tag(let tag): having[condition] = Set(catalog.records(tag: tag))
            case .variable(let name): having[condition] = Set(catalog.records(havingVariable: name))
            case .uses(let address):
                let users = [RecordKind.module, .variable].flatMap { catalog.users(of: address, kind: $0) }
                having[condition] = Set(users)
            case .folder, .kind: break
            }
        }
    }

    func isPresent(_ record: Int) -> Bool { catalog.isPresent(record) }

    func address(of record: Int) -> String? {
        catalog.isPresent(record) ? catalog[record].address.path : nil
    }

    func holds(_ condition: SearchFilter.Condition, for record: Int) -> Bool {
        switch condition {
        case .folder(let folder): catalog[record].lies(in: folder)
        case .kind(let kind): catalog[record].kind == kind
        case .tag, .variable, .uses: having[condition]?.contains(record) == true
        }
    }

    func has(_ phrase: SearchPhrase, in record: Int) -> Bool {
        catalog[record].read(in: directory).searchTexts.contains { !phrase.ranges(in: $0.text).isEmpty }
    }
}
