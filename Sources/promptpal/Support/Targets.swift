internal import Diagnostics
internal import PromptCore
internal import PromptStore

/// Finds the files that a person names by address, folder or path.
struct Targets {
    private let store: Store
    private let globals: Globals
    private let contents: Contents

    init(_ store: Store, _ globals: Globals) {
        self.store = store
        self.globals = globals
        contents = store.contents()
    }

    /// Every file that any of `names` means, each once, in the order of their paths.
    func files(_ names: [String]) throws(Failure) -> [Contents.File] {
        var found: [Contents.File] = []
        for name in names { found += try files(name) }
        var seen: Swift.Set<Contents.File> = []
        return found.filter { seen.insert($0).inserted }.sorted { $0.path < $1.path }
    }

    /// What is wrong with names, folders and links in what `names` mean, besides the files themselves.
    func problems(_ names: [String]) -> [FileDiagnostics] {
        let places = NamedPlaces(names, store, globals)
        return contents.problems.filter { places.concern($0.source.name) }
    }

    private func files(_ name: String) throws(Failure) -> [Contents.File] {
        if let path = StorePath(name, store, globals)?.path {
            if path == "promptpal.yaml" { return [Contents.File(address: .top, kind: .manifest)] }
            let byPath = files(at: path)
            if !byPath.isEmpty { return byPath }
        }
        // As messages name files: from the store, wherever the program was started.
        if name.hasPrefix("prompts/") {
            let byPath = files(at: name.hasSuffix("/") ? String(name.dropLast()) : name)
            if !byPath.isEmpty { return byPath }
        }
        let address = try Failure.address(name)
        let byAddress = contents.files.filter { $0.address == address && $0.kind != .folder }
        if !byAddress.isEmpty { return byAddress }
        let inFolder = contents.files.filter { $0.path.hasPrefix("prompts/" + address.path + "/") }
        if !inFolder.isEmpty || contents.folders.contains(address) { return inFolder }
        let all = contents.files.map(\.address.path) + contents.folders.map(\.path)
        throw Failure(
            StoreError.notFound(
                kind: "prompt, module, variable, folder or file", address: name,
                near: Suggestion.nearest(to: address.path, among: all).map { [$0] } ?? []))
    }

    /// The file at a path below the store, or all below the folder there.
    private func files(at path: String) -> [Contents.File] {
        contents.files.filter { $0.path == path || $0.path.hasPrefix(path + "/") || path.isEmpty }
    }
}
