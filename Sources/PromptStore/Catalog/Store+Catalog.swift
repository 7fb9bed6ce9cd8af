internal import GitRepo
public import PromptCore
package import PromptIndex
internal import SafeFiles

/// All records of the work tree at one moment, in memory: look-ups, who uses what, and ranked search without reading a file.
///
/// It never changes and may be asked from many threads; ``refreshed()`` derives a newer one at the cost of what has changed.
public struct StoreCatalog: Sendable {
    package let catalog: Catalog
    private let folderPaths: [String]
    private let refresh: CatalogRefresh
    var directory: SafeDirectory { refresh.directory }

    fileprivate init(_ result: CatalogRefresh.Result, _ refresh: CatalogRefresh) {
        catalog = result.catalog
        folderPaths = result.folders
        self.refresh = refresh
    }

    /// Every folder, the library's own first, in the order of their paths.
    public var folders: [Address] {
        let paths = folderPaths.sorted { WorkTreePath.precedes($0 + "/", $1 + "/") }
        return [.top]
            + paths.map {
                Address(unchecked: String(Substring($0.utf8.dropFirst("prompts/".utf8.count))))
            }
    }

    /// The catalog of the work tree as it is now, at the cost of what has changed since.
    public func refreshed() -> StoreCatalog { StoreCatalog(refresh.run(catalog), refresh) }
}

extension Store {
    /// The catalog of the work tree as it is now, for a process that goes on asking: one that asks once and ends pays for no
    /// more than it needs with the program's own commands.
    public func catalog() -> StoreCatalog { catalog(CatalogSection.all) }

    /// The catalog of the work tree as it is now: as it was kept, with each file's stamp compared and what has changed
    /// read again. What is new is kept for the next one who asks. Never wakes libgit2.
    ///
    /// - Parameter sections: what the questions will need.
    package func catalog(_ sections: Set<CatalogSection>) -> StoreCatalog {
        let refresh = CatalogRefresh(directory: directory, snapshot: CatalogSnapshot(of: self))
        let old = refresh.snapshot?.load(sections) ?? .empty
        return StoreCatalog(refresh.run(old), refresh)
    }

    /// ``catalog(_:)`` where one is kept: `nil` for a store in no repository of this user's own, where all would have to be
    /// read and cut into words for one question.
    package func keptCatalog(_ sections: Set<CatalogSection>) -> StoreCatalog? {
        guard let snapshot = CatalogSnapshot(of: self) else { return nil }
        let refresh = CatalogRefresh(directory: directory, snapshot: snapshot)
        return StoreCatalog(refresh.run(snapshot.load(sections)), refresh)
    }

    /// ``catalog(_:)`` made of the files alone, as if nothing had been kept; keeps nothing.
    package func catalogFromNothing() -> StoreCatalog {
        let refresh = CatalogRefresh(directory: directory, snapshot: nil)
        return StoreCatalog(refresh.run(.empty), refresh)
    }
}
