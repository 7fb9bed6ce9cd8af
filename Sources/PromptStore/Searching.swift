public import PromptCore
package import PromptIndex
internal import SafeFiles

/// A record that a search of a store found.
public struct FoundRecord: Sendable {
    /// As it is now.
    public let file: ParsedFile
    /// Larger is better; only to be compared within one search.
    public let score: Float
}

extension Store {
    /// Searches the work tree: in the catalog where one is kept, else in an index that is made for the question.
    ///
    /// - Parameter limit: how many records at most.
    package func search(_ query: SearchQuery, limit: Int?) throws(StoreError) -> SearchResults<FoundRecord> {
        if let kept = keptCatalog(CatalogSection.all) {
            return try kept.ranked(query, limit: limit)
                .map { FoundRecord(file: kept.read($0.record), score: $0.score) }
        }
        let files = contents().files.filter { $0.kind != .manifest }
        let shared = files.filter { $0.kind == .module || $0.kind == .variable }.map(\.address)
        try Store.check(query.filters, folders: { contents().folders }, shared: { shared })
        let directory = directory
        let needsVariables = query.filters.compactMap { filter -> String? in
            if case .variable(let name) = filter.condition { name } else { nil }
        }
        let read = Parallel.map(count: files.count) { index in
            let file = Store.parse(files[index], in: directory)
            return SearchedFile(
                file: files[index], texts: file.searchTexts,
                tags: file.record?.header.tags.map { Slug.foldingKey($0.value) } ?? [],
                variables: needsVariables.filter { file.hasVariable(named: $0) })
        }
        var users: [Address: Set<Contents.File>] = [:]
        for filter in query.filters {
            guard case .uses(let address) = filter.condition else { continue }
            users[address] = Set(
                [RecordKind.module, .variable].flatMap { self.users(of: address, kind: $0) }
                    .map { Contents.File(address: $0.address, kind: $0.kind) })
        }
        let results = Searcher(
            MemoryWordIndex(read.lazy.map(\.texts)), SearchedFiles(files: read, users: users)
        )
        .search(query, limit: limit)
        return results.map {
            FoundRecord(file: Store.parse(files[$0.record], in: directory), score: $0.score)
        }
    }

    /// A filter that names what is not there is a slip: nothing could be found.
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

/// What search keeps of a file.
private struct SearchedFile: Sendable {
    var file: Contents.File
    var texts: [SearchText]
    /// Folded.
    var tags: [String]
    /// Those of the query's that it has.
    var variables: [String]
}

private struct SearchedFiles: SearchRecords {
    let files: [SearchedFile]
    let users: [Address: Set<Contents.File>]

    func isPresent(_ record: Int) -> Bool { true }

    func address(of record: Int) -> String? { files[record].file.address.path }

    func holds(_ condition: SearchFilter.Condition, for record: Int) -> Bool {
        let found = files[record]
        switch condition {
        case .tag(let tag): return found.tags.contains(tag)
        case .folder(let folder): return found.file.lies(in: folder)
        case .variable(let name): return found.variables.contains(name)
        case .uses(let address): return users[address]?.contains(found.file) == true
        case .kind(let kind): return found.file.kind == kind
        }
    }

    func has(_ phrase: SearchPhrase, in record: Int) -> Bool {
        files[record].texts.contains { !phrase.ranges(in: $0.text).isEmpty }
    }
}

extension Contents.File {
    /// Whether it is in a folder or below; the folder's own file is too.
    func lies(in folder: Address) -> Bool {
        folder.path.isEmpty || address.path.hasPrefix(folder.path + "/")
            || kind == .folder && address == folder
    }
}
