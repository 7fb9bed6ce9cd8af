internal import Diagnostics
public import PromptCore
public import SafeFiles
internal import Synchronization
public import SystemPackage

/// A store, open for reading: the directory with `promptpal.yaml`, and everything below it.
///
/// Nothing is cached between calls except the open directory: the work tree is the truth.
public final class Store: Sendable {
    /// The directory as it was found, for messages.
    public let path: FilePath
    /// The content of `promptpal.yaml` when the store was opened.
    public let manifest: Manifest
    /// The root of the store, held open.
    public let directory: SafeDirectory
    /// The user that it works for.
    public let environment: StoreEnvironment
    private let openedLayers = Mutex<Layers?>(nil)

    /// The stores under this one; opened on first use.
    public var layers: Layers {
        if manifest.layers.isEmpty { return Layers(layers: [], problems: []) }
        return openedLayers.withLock { known in
            let layers = known ?? openLayers()
            known = layers
            return layers
        }
    }

    /// The folders and files of this store, and of its open layers, that could not be listed or read so far,
    /// sorted by path. Results since then lack them.
    public var overlooked: [FileError] {
        let layers = openedLayers.withLock { $0?.layers ?? [] }
        return directory.overlooked.all + layers.flatMap(\.store.overlooked)
    }

    /// The largest file that is read, in bytes; the parser's own limit is the same.
    public static let maxFileBytes = 4 * 1024 * 1024

    /// Opens the store whose `promptpal.yaml` is in `path`, for a user.
    ///
    /// - Throws: `noStore`, `invalid` for a manifest with errors, `file`.
    public convenience init(
        opening path: FilePath, in environment: StoreEnvironment
    ) throws(StoreError) {
        try self.init(opening: path, in: environment, failures: nil)
    }

    /// - Parameter failures: those of the store that this one is a layer of.
    init(
        opening path: FilePath, in environment: StoreEnvironment, failures: MachineFailures?
    ) throws(StoreError) {
        self.path = path
        self.environment = environment
        do {
            directory = try SafeDirectory(opening: path, failures: failures)
            let file = try RecordReader(directory: directory, format: .newest)
                .read(WorkTreePath.manifest, as: .manifest, at: .top)
            let errors = file.diagnostics.filter { $0.severity == .error }
            guard case .manifest(let manifest)? = file.record, errors.isEmpty else {
                throw StoreError.invalid(
                    DiagnosticReport(
                        fileCount: 1, files: [FileDiagnostics(source: file.source, diagnostics: errors)]))
            }
            self.manifest = manifest
        } catch let error as FileError {
            if case .notFound = error { throw .noStore(startedAt: path.string) }
            throw .file(error)
        } catch let error as StoreError {
            throw error
        } catch {
            throw .noStore(startedAt: path.string)
        }
    }

    /// The format of the store's files.
    public var format: Format { manifest.format }

    /// The reader of the store's own records.
    var records: RecordReader { RecordReader(directory: directory, format: format) }

    /// Returns a new id for a record.
    public func newID() -> RecordID { environment.ids.next() }

    /// Returns the nearest directory with a `promptpal.yaml`, from `start` upward.
    ///
    /// - Throws: `noStore` if there is none, `file` if the disk fails.
    public static func discover(from start: FilePath) throws(StoreError) -> FilePath {
        var folder = start
        while true {
            do throws(FileError) {
                let found = try SafeDirectory(opening: folder).entryType("promptpal.yaml")
                if found == .file || found == .symbolicLink { return folder }
            } catch {
                // A folder without permission is skipped; a failing disk is an error.
                if case .system = error { throw .file(error) }
            }
            guard folder.removeLastComponent(), !folder.isEmpty else {
                throw .noStore(startedAt: start.string)
            }
        }
    }

    /// Reads one record; parsing and decoding problems are in the result.
    ///
    /// - Throws: `notFound`, `file`.
    public func read(_ kind: RecordKind, at address: Address) throws(StoreError) -> ParsedFile {
        do {
            return try records.read(address.file(kind), as: kind, at: address)
        } catch .notFound {
            throw .notFound(kind: kind.rawValue, address: address.path, near: near(address, kinds: [kind]))
        } catch {
            throw .file(error)
        }
    }

    /// Reads the record at this address: a prompt first, then a module, then a variable.
    ///
    /// - Throws: `notFound`, `file`.
    public func read(at address: Address) throws(StoreError) -> ParsedFile {
        for kind in RecordKind.addressable {
            do {
                return try records.read(address.file(kind), as: kind, at: address)
            } catch .notFound {
                continue
            } catch {
                throw .file(error)
            }
        }
        throw .notFound(
            kind: "prompt, module or variable", address: address.path,
            near: near(address, kinds: RecordKind.addressable))
    }

    /// Returns a library over the present work tree and the layers under it; it keeps the files that it
    /// reads.
    public func library() -> DiskLibrary { DiskLibrary([records] + layers.layers.map(\.store.records)) }

    /// Returns addresses similar to `address`, for "did you mean".
    private func near(_ address: Address, kinds: [RecordKind]) -> [String] {
        let all = contents().files.filter { kinds.contains($0.kind) }.map(\.address)
        if let near = Suggestion.nearest(to: address.path, among: all.map(\.path)) { return [near] }
        let name = address.name
        let sameName = all.filter { $0.name == name }.map(\.path)
        if !sameName.isEmpty { return Array(sameName.prefix(3)) }
        guard let nearName = Suggestion.nearest(to: name, among: all.map(\.name)) else { return [] }
        return Array(all.filter { $0.name == nearName }.map(\.path).prefix(3))
    }
}

/// Reads the records of one store's work tree, by the rules of that store's format.
struct RecordReader: Sendable {
    /// The root of the store.
    let directory: SafeDirectory
    /// The format that the store's manifest names.
    let format: Format

    /// Reads a file; a name that the disk spells with other but equivalent scalars is found too, and the
    /// record has the address as spelled on the disk.
    ///
    /// - Parameter path: relative to the store.
    /// - Throws: ``FileError`` if the file can't be read.
    func read(_ path: String, as kind: RecordKind, at address: Address) throws(FileError) -> ParsedFile {
        let bytes: [UInt8]
        do {
            bytes = try directory.read(path, limit: Store.maxFileBytes + 1)
        } catch {
            guard case .notFound = error, path.utf8.contains(where: { $0 >= 0x80 }),
                let spelled = directory.spelling(of: path), !spelled.utf8.elementsEqual(path.utf8),
                let address = FileNames.address(of: String(spelled.dropFirst("prompts/".count)), kind: kind)
                    .address
            else { throw error }
            return try read(spelled, as: kind, at: address)
        }
        return ParsedFile(
            SourceText(name: path, bytes: bytes), kind: kind, address: address, format: format)
    }

    /// Reads a listed file. If it can't be read, it has a diagnostic, and the directory notes the failure.
    func parse(_ file: Contents.File) -> ParsedFile {
        do {
            return try read(file.path, as: file.kind, at: file.address)
        } catch {
            directory.overlooked.note(error)
            return ParsedFile(
                unreadable: file.address, kind: file.kind, diagnostic: PathMessage.diagnostic(for: error))
        }
    }

    /// Returns bytes as a record of this store, whether or not its work tree has them.
    func parse(_ bytes: [UInt8], of file: Contents.File, named path: String? = nil) -> ParsedFile {
        ParsedFile(
            SourceText(name: path ?? file.path, bytes: bytes), kind: file.kind, address: file.address,
            format: format)
    }
}

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
