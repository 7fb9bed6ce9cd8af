public import PromptCore
package import PromptIndex
internal import SafeFiles

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
