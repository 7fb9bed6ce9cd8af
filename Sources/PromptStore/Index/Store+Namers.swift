internal import PromptCore
internal import PromptIndex

extension Store {
    /// Returns the paths of all records that use a name of one of these modules and variables, and so can refer to it.
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
