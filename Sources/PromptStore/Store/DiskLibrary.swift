internal import Diagnostics
public import PromptCore
internal import SafeFiles
internal import Synchronization

/// A library over the work tree that reads only requested files, and each file once. Rendering a prompt
/// therefore costs the same in a small and in a large store. Safe to use from many threads.
public final class DiskLibrary: Library, Sendable {
    /// The store, then the layers under it.
    private let stores: [RecordReader]
    private let cache = Mutex(Cache())

    private struct Cache {
        var modules: [Address: SharedModule?] = [:]
        var variables: [Address: [String: SharedVariable]] = [:]
        var direct: [String: SharedVariable?] = [:]
        var addresses: [Address]?
    }

    init(_ stores: [RecordReader]) { self.stores = stores }

    /// Returns the shared module at an address; `nil` if there is none.
    public func module(at address: Address) -> SharedModule? {
        if let known = cache.withLock({ $0.modules[address] }) { return known }
        let module = read(.module, at: address)?.sharedModule
        cache.withLock { $0.modules[address] = .some(module) }
        return module
    }

    /// Returns the variable of this name in one folder; `nil` if the folder has none.
    public func variable(named name: String, in folder: Address) -> SharedVariable? {
        let key = folder.path + "/" + name
        if let known = cache.withLock({ $0.direct[key] }) { return known }
        let found = find(name, in: folder)
        cache.withLock { $0.direct[key] = .some(found) }
        return found
    }

    /// Returns the addresses of all shared modules, of the store and its layers.
    public func moduleAddresses() -> [Address] {
        if let known = cache.withLock({ $0.addresses }) { return known }
        let all = stores.flatMap { store in
            FolderScan.scan(store.directory, under: "prompts").files.compactMap { file -> Address? in
                guard file.kind == .module else { return nil }
                return FileNames.address(of: String(file.path.dropFirst("prompts/".count)), kind: .module)
                    .address
            }
        }
        let addresses = stores.count == 1 ? all : Array(Set(all)).sorted()
        cache.withLock { $0.addresses = addresses }
        return addresses
    }

    /// Returns the file with this name, else any variable file of the folder with this `name:`.
    private func find(_ name: String, in folder: Address) -> SharedVariable? {
        var spellings = [name]
        if name.utf8.contains(0x5F) { spellings.append(String(name.map { $0 == "_" ? "-" : $0 })) }
        for store in stores {
            for spelling in spellings {
                if let shared = read(.variable, at: folder.appending(spelling), in: store)?
                    .sharedVariable,
                    shared.variable?.name.value == name
                {
                    return shared
                }
            }
        }
        if let known = cache.withLock({ $0.variables[folder] }) { return known[name] }
        let all = readAll(in: folder)
        cache.withLock { $0.variables[folder] = all }
        return all[name]
    }

    private func readAll(in folder: Address) -> [String: SharedVariable] {
        let path = folder.path.isEmpty ? "prompts" : "prompts/" + folder.path
        var found: [String: SharedVariable] = [:]
        for store in stores {
            for entry in (try? store.directory.entries(in: path)) ?? [] where entry.type == .file {
                guard let name = entry.name, RecordKind(fileName: name) == .variable else { continue }
                let stem = String(name.dropLast(RecordKind.variable.fileEnding.count))
                guard PathPart.problem(in: stem[...]) == nil,
                    let shared = read(.variable, at: folder.appending(stem), in: store)?.sharedVariable,
                    let variable = shared.variable
                else { continue }
                if found[variable.name.value] == nil { found[variable.name.value] = shared }
            }
        }
        return found
    }

    /// Returns the file in the first directory that has it; `nil` if none has.
    private func read(_ kind: RecordKind, at address: Address) -> ParsedFile? {
        for store in stores {
            if let file = read(kind, at: address, in: store) { return file }
        }
        return nil
    }

    /// Returns `nil` if there is no such file; a file that can't be read has a diagnostic.
    private func read(_ kind: RecordKind, at address: Address, in store: RecordReader) -> ParsedFile? {
        do {
            return try store.read(address.file(kind), as: kind, at: address)
        } catch {
            switch error {
            case .notFound, .notDirectory, .isDirectory: return nil
            default:
                return ParsedFile(
                    unreadable: address, kind: kind, diagnostic: PathMessage.diagnostic(for: error))
            }
        }
    }
}
