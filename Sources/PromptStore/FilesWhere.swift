public import PromptCore
internal import SafeFiles

extension Store {
    /// Returns the prompts and shared modules that meet `condition`, sorted by path, and a library over all
    /// modules and variables. Reads every file of the store, on all processors; files that can't be read are
    /// left out.
    public func files(
        where condition: @escaping @Sendable (ParsedFile, any Library) -> Bool
    ) -> (files: [ParsedFile], library: any Library) {
        let contents = contents().files
        let directory = directory
        let shared = contents.filter { $0.kind == .module || $0.kind == .variable }
        let library = LoadedLibrary(
            Parallel.map(count: shared.count) { Store.parse(shared[$0], in: directory) })
        let files = contents.filter { $0.kind == .prompt || $0.kind == .module }
        let found = Parallel.map(count: files.count) { index in
            let file = Store.parse(files[index], in: directory)
            return file.record != nil && condition(file, library) ? file : nil
        }
        return (found.compactMap(\.self), library)
    }
}
