internal import PromptCore
internal import PromptStore

/// The files and folders that a person may mean by addresses and paths, told without looking whether they are there.
struct NamedPlaces {
    /// Relative to the store; empty for all of it.
    private let paths: [String]

    init(_ names: [String], _ store: Store, _ globals: Globals) {
        paths = names.flatMap { name in
            let address = (try? Failure.address(name)).map { "prompts/" + $0.path }
            return [StorePath(name, store, globals)?.path, name, address].compactMap { $0 }
        }.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
    }

    /// Whether `path` is one of them, lies in one, or one lies in it.
    func concern(_ path: String) -> Bool {
        paths.contains {
            $0.isEmpty || path == $0 || path.hasPrefix($0 + "/") || $0.hasPrefix(path + "/")
        }
    }
}
