internal import PromptCore
internal import PromptStore

/// Finds the unsaved edits that a person means by addresses, folders or paths. A record that is gone, or that has moved, is
/// known by where it was, too.
struct StatusSelection {
    private let store: Store
    private let globals: Globals
    private let status: StoreStatus

    init(_ status: StoreStatus, _ store: Store, _ globals: Globals) {
        self.store = store
        self.globals = globals
        self.status = status
    }

    /// Every change that any of `names` means, each once, in the order of their paths.
    func changes(_ names: [String]) throws(Failure) -> [StatusChange] {
        var paths: Swift.Set<String> = []
        for name in names {
            let found = try changes(name)
            paths.formUnion(found.map(\.path))
        }
        return status.changes.filter { paths.contains($0.path) }
    }

    private func changes(_ name: String) throws(Failure) -> [StatusChange] {
        for path in [StorePath(name, store, globals)?.path, name].compactMap({ $0 }) {
            let path = path.hasSuffix("/") ? String(path.dropLast()) : path
            let found = status.changes.filter { StatusSelection.isBelow($0, path) }
            if !found.isEmpty { return found }
        }
        let address = try Failure.address(name)
        let found = status.changes.filter { change in
            guard change.record?.kind != .folder else { return false }
            return change.record?.address == address || change.oldAddress == address
        }
        if !found.isEmpty { return found }
        let inFolder = status.changes.filter { StatusSelection.isBelow($0, "prompts/" + address.path) }
        if !inFolder.isEmpty { return inFolder }
        // It is there, and as it was saved; else there is no such thing.
        _ = try Targets(store, globals).files([name])
        return []
    }

    private static func isBelow(_ change: StatusChange, _ path: String) -> Bool {
        [change.path, change.oldPath].compactMap { $0 }.contains {
            $0 == path || $0.hasPrefix(path + "/") || path.isEmpty
        }
    }
}
