public import PromptCore
internal import PromptIndex
internal import SafeFiles

/// A file that refers to another, and through what.
public struct User: Sendable, Hashable {
    public let address: Address
    public let kind: RecordKind
    public let reference: Reference
}

extension Store {
    /// Who refers to a shared module or variable, in the order of their paths: from the catalog where one is kept, else by
    /// reading every prompt and module of the store, on all processors.
    public func users(of address: Address, kind: RecordKind) -> [User] {
        if let catalog = keptCatalog(CatalogSection.referring)?.catalog {
            return catalog.uses(of: address, kind: kind).map { use in
                let record = catalog[use.record]
                return User(address: record.address, kind: record.kind, reference: use.reference)
            }
        }
        let contents = contents().files
        let files = contents.filter { $0.kind == .prompt || $0.kind == .module }
        let directory = directory
        let shared = contents.filter { $0.kind == .module || $0.kind == .variable }
        let library = LoadedLibrary(
            Parallel.map(count: shared.count) { Store.parse(shared[$0], in: directory) })
        return Parallel.map(count: files.count) { index in
            let file = files[index]
            let found = Store.parse(file, in: directory).references(in: library)
            return found.filter { $0.target == address && ($0.kind == .variable) == (kind == .variable) }
                .map { User(address: file.address, kind: file.kind, reference: $0) }
        }.flatMap { $0 }
    }
}
