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
