internal import PromptCore
internal import PromptIndex

extension Store {
    /// The paths of all records that name something so called as one of these modules and variables, and so may refer to it;
    /// `nil` where no catalog is kept that could say so.
    func namers(of shared: [ParsedFile]) -> Set<String>? {
        guard let catalog = keptCatalog(CatalogSection.referring)?.catalog else { return nil }
        var found: Set<Int> = []
        for file in shared {
            var variables: [String] = []
            if case .variable(let variable)? = file.record { variables = [variable.name.value] }
            found.formUnion(catalog.records(naming: file.address, file.kind, variables: variables))
        }
        return Set(found.map { catalog[$0].path })
    }
}
