internal import PromptCore

extension Store {
    /// Searches a catalog. Only records whose texts must be looked at, for a phrase or to be shown, are read.
    func search(
        _ query: SearchQuery, limit: Int?, in kept: StoreCatalog
    ) throws(StoreError) -> SearchResults<FoundRecord> {
        let catalog = kept.catalog
        try Store.check(query.filters, folders: { kept.folders }, shared: { catalog.sharedAddresses })
        let records = CatalogSearchRecords(catalog, query.filters, directory)
        let results = Searcher(catalog, records).search(query, limit: limit)
        return results.map { FoundRecord(file: records.read($0.record), score: $0.score) }
    }
}

/// The records of a catalog, as search asks about them.
private struct CatalogSearchRecords: SearchRecords {
    private let catalog: Catalog
    private let directory: StoreDirectory
    /// For each condition that the catalog answers as a whole, the records for which it holds.
    private var having: [SearchFilter.Condition: Set<Int>] = [:]

    init(_ catalog: Catalog, _ filters: [SearchFilter], _ directory: StoreDirectory) {
        self.catalog = catalog
        self.directory = directory
        for condition in filters.map(\.condition) {
            switch condition {
            case .tag(let tag): having[condition] = Set(catalog.records(tag: tag))
            case .variable(let name): having[condition] = Set(catalog.records(havingVariable: name))
            case .uses(let address):
                let uses = [RecordKind.module, .variable].flatMap { catalog.uses(of: address, kind: $0) }
                having[condition] = Set(uses.map(\.record))
            case .folder, .kind: break
            }
        }
    }

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
        read(record).searchTexts.contains { !phrase.ranges(in: $0.text).isEmpty }
    }

    func read(_ record: Int) -> ParsedFile {
        let record = catalog[record]
        return Store.parse(Contents.File(address: record.address, kind: record.kind), in: directory)
    }
}
