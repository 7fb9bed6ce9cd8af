public import Diagnostics
internal import PromptCore
internal import SafeFiles
public import SystemPackage

/// Files that a person names by addresses, folders or paths.
public struct RecordSelection: Sendable {
    /// The names as typed; empty for the whole store.
    public var names: [String]
    /// The absolute directory that relative paths start from; `nil` if paths start at the store only.
    public var directory: FilePath?

    /// A selection by these names.
    public init(_ names: [String], from directory: FilePath? = nil) {
        self.names = names
        self.directory = directory
    }
}

extension Store {
    /// Returns every file that matches any of the names, each once, sorted by path.
    ///
    /// - Throws: `versionGiven`, `address`; `notFound` for a name without a match.
    public func files(
        named selection: RecordSelection, among contents: Contents? = nil
    ) throws(StoreError) -> [Contents.File] {
        let contents = contents ?? self.contents()
        var found: [Contents.File] = []
        for name in selection.names { found += try files(named: name, from: selection.directory, contents) }
        var seen: Set<Contents.File> = []
        return found.filter { seen.insert($0).inserted }.sorted { $0.path < $1.path }
    }

    /// Returns the problems of names, folders and links in the selection, without those of the files
    /// themselves.
    public func problems(
        named selection: RecordSelection, among contents: Contents? = nil
    ) -> [FileDiagnostics] {
        let paths = paths(named: selection)
        return (contents ?? self.contents()).problems.filter { paths.concern($0.source.name) }
    }

    /// Returns the paths that the names may mean, without reading the disk.
    public func paths(named selection: RecordSelection) -> SelectedPaths {
        let paths = selection.names.flatMap { name in
            let address = name == "/" ? "prompts" : (try? Address(typed: name)).map { "prompts/" + $0.path }
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
        // The form in messages: from the store, independent of the directory.
        if name.hasPrefix("prompts/") {
            let byPath = contents.files(at: name.hasSuffix("/") ? String(name.dropLast()) : name)
            if !byPath.isEmpty { return byPath }
        }
        if name == "/" { return contents.files(at: "prompts") }
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
    /// Returns the file at a path below the store, or all files below the folder at that path.
    fileprivate func files(at path: String) -> [File] {
        files.filter { $0.path == path || $0.path.hasPrefix(path + "/") || path.isEmpty }
    }
}

/// Paths of the store that a person may mean, including paths that do not exist.
public struct SelectedPaths: Sendable {
    /// Paths relative to the store; empty for all of it.
    private let paths: [String]

    init(_ paths: [String]) { self.paths = paths }

    /// Returns true if `path` is one of the paths, is below one, or contains one.
    public func concern(_ path: String) -> Bool {
        paths.contains {
            $0.isEmpty || path == $0 || path.hasPrefix($0 + "/") || $0.hasPrefix(path + "/")
        }
    }
}

extension StoreStatus {
    /// Returns every change that matches any of the names, each once, sorted by path. A deleted or moved
    /// record is also found by its old path and address.
    ///
    /// - Throws: `versionGiven`, `address`; `notFound` for a name without a match.
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
        if name == "/" { return changes.filter { $0.isBelow("prompts") } }
        let address = try Address(typed: name)
        let found = changes.filter { change in
            guard change.record?.kind != .folder else { return false }
            return change.record?.address == address || change.oldAddress == address
        }
        if !found.isEmpty { return found }
        let inFolder = changes.filter { $0.isBelow("prompts/" + address.path) }
        if !inFolder.isEmpty { return inFolder }
        // The record exists and has no edits; otherwise this throws.
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
