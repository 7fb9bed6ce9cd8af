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

    /// Returns the catalog of the work tree as it is now. Never loads libgit2.
    ///
    /// A kept catalog is loaded, each file's stamp is compared, changed files are read again, and the result is kept. In a
    /// store that is in no repository of this user's own, the catalog is made in memory, with the needed sections only.
    ///
    /// - Parameters:
    ///   - sections: the sections that the queries need.
    ///   - folder: the only folder whose records are needed. A kept catalog has the others too.
    package func catalog(_ sections: Set<CatalogSection>, folder: Address = .top) -> StoreCatalog {
        let refresh = CatalogRefresh(
            directory: directory, snapshot: CatalogSnapshot(of: self), sections: sections, folder: folder)
        let old = refresh.snapshot?.load(sections) ?? .empty
        return StoreCatalog(refresh.run(old), refresh)
    }

    /// ``catalog(_:)`` made of the files alone, as if nothing had been kept; keeps nothing.
    package func catalogFromNothing() -> StoreCatalog {
        let refresh = CatalogRefresh(directory: directory, snapshot: nil)
        return StoreCatalog(refresh.run(.empty), refresh)
    }
}
