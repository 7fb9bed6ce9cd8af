import Diagnostics
import Foundation
import PromptCore

@testable import PromptIndex

/// Records in memory, for searches.
struct SearchCollection: SearchRecords {
    let files: [ParsedFile]
    let index: LibraryIndex

    init(_ files: [ParsedFile]) {
        self.files = files.sorted { $0.source.name.utf8.lexicographicallyPrecedes($1.source.name.utf8) }
        var builder = SegmentBuilder(LibraryIndex.header(store: "", takenAt: 0))
        for file in self.files { builder.append(IndexedFile(file, stamp: .none, for: SegmentSection.all)) }
        index = LibraryIndex(base: builder.finish(), changes: .empty)
    }

    /// Creates files from their addresses; an address that ends in `.module` is a module's.
    init(_ texts: KeyValuePairs<String, String>) {
        self.init(
            texts.map { address, text in
                let kind: RecordKind = address.hasSuffix(".module") ? .module : .prompt
                let path = kind == .module ? String(address.dropLast(7)) : address
                return Self.file(text, kind, path)
            })
    }

    static func file(_ text: String, _ kind: RecordKind, _ path: String) -> ParsedFile {
        guard let address = try? Address(validating: path) else { preconditionFailure(path) }
        return ParsedFile(
            SourceText(name: address.file(kind), bytes: Array(text.utf8)), kind: kind, address: address,
            format: .one)
    }

    /// The collection in `search-collection.txt`.
    static let written = SearchCollection(
        ((try? String(
            contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
                .appending(path: "search-collection.txt"), encoding: .utf8)) ?? "")
            .split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
                let parts = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
                func quoted(_ text: String) -> String {
                    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
                }
                let tags = parts[2].split(separator: ",").map {
                    quoted($0.trimmingCharacters(in: .whitespaces))
                }
                let text = """
                    name: \(quoted(parts[1]))
                    description: \(quoted(parts[3]))
                    tags: [\(tags.joined(separator: ", "))]
                    modules:
                      - name: Task
                        content: |
                          \(parts[4])
                    """
                return file(text, .prompt, parts[0])
            })

    func search(_ query: String, limit: Int? = nil) throws -> SearchResults<SearchHit> {
        Searcher(index, records: self).search(try SearchQuery(query), limit: limit)
    }

    /// Returns the addresses that a query finds, best first.
    func found(_ query: String, limit: Int? = nil) throws -> [String] {
        try search(query, limit: limit).hits.map { files[$0.record].address.path }
    }

    // MARK: SearchRecords

    func isPresent(_ record: Int) -> Bool { true }

    func address(of record: Int) -> String? { files[record].address.path }

    func holds(_ condition: SearchFilter.Condition, for record: Int) -> Bool {
        let file = files[record]
        switch condition {
        case .tag(let tag):
            return file.record?.header.tags.contains { Slug.foldingKey($0.value) == tag } ?? false
        case .folder(let folder): return folder == .top || file.address.path.hasPrefix(folder.path + "/")
        case .variable(let name): return file.hasVariable(named: name)
        case .uses: return false
        case .kind(let kind): return file.kind == kind
        }
    }

    func has(_ phrase: SearchPhrase, in record: Int) -> Bool {
        files[record].searchTexts.contains { !phrase.ranges(in: $0.text).isEmpty }
    }
}
