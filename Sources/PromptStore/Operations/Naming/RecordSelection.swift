public import Diagnostics
internal import PromptCore
internal import SafeFiles
public import SystemPackage

/// The files that a person names by addresses, folders or paths.
public struct RecordSelection: Sendable {
    /// As typed; none for the whole store.
    public var names: [String]
    /// The directory that relative paths count from, absolute; `nil` if paths count from the store only.
    public var directory: FilePath?

    public init(_ names: [String], from directory: FilePath? = nil) {
        self.names = names
        self.directory = directory
    }
}

extension Store {
    /// Every file that any of the names means, each once, in the order of their paths.
    ///
    /// - Throws: `versionGiven`, `address`; `notFound` for a name that means nothing.
    public func files(
        named selection: RecordSelection, among contents: Contents? = nil
    ) throws(StoreError) -> [Contents.File] {
        let contents = contents ?? self.contents()
        var found: [Contents.File] = []
        for name in selection.names { found += try files(named: name, from: selection.directory, contents) }
        var seen: Set<Contents.File> = []
        return found.filter { seen.insert($0).inserted }.sorted { $0.path < $1.path }
    }

    /// What is wrong with names, folders and links in what the names mean, besides the files themselves.
    public func problems(
        named selection: RecordSelection, among contents: Contents? = nil
    ) -> [FileDiagnostics] {
        let paths = paths(named: selection)
        return (contents ?? self.contents()).problems.filter { paths.concern($0.source.name) }
    }

    /// The paths that the names may mean, found without looking at the disk.
    public func paths(named selection: RecordSelection) -> SelectedPaths {
        let paths = selection.names.flatMap { name in
            let address = (try? Address(typed: name)).map { "prompts/" + $0.path }
            return [storePath(name, from: selection.directory), name, address].compactMap { $0 }
        }
        return SelectedPaths(paths.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 })
    }

    private func files(
        named name: String, from directory: FilePath?, _ contents: Contents
    ) throws(StoreError) -> [Contents.File] {
        if let path = storePath(name, from: directory) {
            if path == "promptpal.yaml" { return [Contents.File(address: .top, kind: .manifest)] }
            let byPath = contents.files(at: path)
            if !byPath.isEmpty { return byPath }
        }
        // As messages name files: from the store, whatever the directory is.
        if name.hasPrefix("prompts/") {
            let byPath = contents.files(at: name.hasSuffix("/") ? String(name.dropLast()) : name)
            if !byPath.isEmpty { return byPath }
        }
        let address = try Address(typed: name)
        let byAddress = contents.files.filter { $0.address == address && $0.kind != .folder }
        if !byAddress.isEmpty { return byAddress }
        let inFolder = contents.files.filter { $0.path.hasPrefix("prompts/" + address.path + "/") }
        if !inFolder.isEmpty || contents.folders.contains(address) { return inFolder }
        throw .notFound(
            kind: "prompt, module, variable, folder or file", address: name,
            near: contents.near(address.path))
    }
}

extension Contents {
    /// The file at a path below the store, or all files below the folder there.
    fileprivate func files(at path: String) -> [File] {
        files.filter { $0.path == path || $0.path.hasPrefix(path + "/") || path.isEmpty }
    }
}

/// Paths of the store that a person may mean, some of which may not be there.
public struct SelectedPaths: Sendable {
    /// Relative to the store; empty for all of it.
    private let paths: [String]

    init(_ paths: [String]) { self.paths = paths }

    /// True if `path` is one of them, lies in one, or one lies in it.
    public func concern(_ path: String) -> Bool {
        paths.contains {
            $0.isEmpty || path == $0 || path.hasPrefix($0 + "/") || $0.hasPrefix(path + "/")
        }
    }
}

extension StoreStatus {
    /// Every change that any of the names means, each once, in the order of their paths. A record that is gone, or that
    /// moved, is found by its old path and address too.
    ///
    /// - Throws: `versionGiven`, `address`; `notFound` for a name that means nothing.
    public func changes(
        named selection: RecordSelection, in store: Store
    ) throws(StoreError) -> [StatusChange] {
        var paths: Set<String> = []
        for name in selection.names {
            let found = try changes(named: name, from: selection.directory, in: store)
            paths.formUnion(found.map(\.path))
        }
        return changes.filter { paths.contains($0.path) }
    }

    private func changes(
        named name: String, from directory: FilePath?, in store: Store
    ) throws(StoreError) -> [StatusChange] {
        for path in [store.storePath(name, from: directory), name].compactMap({ $0 }) {
            let path = path.hasSuffix("/") ? String(path.dropLast()) : path
            let found = changes.filter { $0.isBelow(path) }
            if !found.isEmpty { return found }
        }
        let address = try Address(typed: name)
        let found = changes.filter { change in
            guard change.record?.kind != .folder else { return false }
            return change.record?.address == address || change.oldAddress == address
        }
        if !found.isEmpty { return found }
        let inFolder = changes.filter { $0.isBelow("prompts/" + address.path) }
        if !inFolder.isEmpty { return inFolder }
        // It is there, and as it was saved; else there is no such thing.
        _ = try store.files(named: RecordSelection([name], from: directory))
        return []
    }
}

extension StatusChange {
    fileprivate func isBelow(_ folder: String) -> Bool {
        [path, oldPath].compactMap { $0 }.contains {
            $0 == folder || $0.hasPrefix(folder + "/") || folder.isEmpty
        }
    }
}
