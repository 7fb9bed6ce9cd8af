internal import Diagnostics
internal import PromptCore
internal import PromptIndex
internal import SafeFiles

/// Brings a catalog up to what the work tree has now.
struct CatalogRefresh: Sendable {
    let directory: SafeDirectory
    /// The kept catalog; `nil` if the catalog is only in memory.
    let snapshot: CatalogSnapshot?
    /// The sections that a catalog in memory gets. A kept one always has all.
    var sections = CatalogSection.all
    /// The folder whose files a catalog in memory reads. A kept one always has all.
    var folder = Address.top

    /// A catalog, and the directories that there are.
    struct Result: Sendable {
        var catalog: Catalog
        /// Below the store, `prompts/…`, in no particular order.
        var folders: [String]
        /// Whether it is another catalog than before.
        var isNew: Bool
    }

    /// - Parameter old: as it was; ``Catalog/empty`` to read everything.
    func run(_ old: Catalog) -> Result {
        let scan = CatalogScan(directory, old)
        if scan.gone.isEmpty, scan.found.isEmpty {
            return Result(catalog: old, folders: scan.folders, isNew: false)
        }
        // Made before the first file is read: what is changed after that has a later stamp.
        if let snapshot, let file = snapshot.begin() {
            guard let catalog = read(scan, old, takenAt: file.createdAt) else { return run(.empty) }
            let isBaseNew = catalog.base.header != old.base.header
            snapshot.save(catalog, in: file, isBaseNew: isBaseNew)
            return Result(catalog: catalog, folders: scan.folders, isNew: true)
        }
        // Without the time of the file system, each file counts as just changed.
        guard let catalog = read(scan, old, takenAt: .min) else { return run(.empty) }
        return Result(catalog: catalog, folders: scan.folders, isNew: true)
    }

    /// `nil` where the older records are needed as a whole and can't be had.
    private func read(_ scan: CatalogScan, _ old: Catalog, takenAt: Int64) -> Catalog? {
        let header = Catalog.header(store: snapshot?.store ?? "", takenAt: takenAt)
        let sections = snapshot == nil ? sections : CatalogSection.all
        var found = scan.found
        if snapshot == nil, folder != .top { found.removeAll { !$0.file.lies(in: folder) } }
        let workers = Parallel.workerCount
        let size = max(Self.leastChunk, (found.count + workers * 4 - 1) / (workers * 4))
        let directory = directory
        let pieces = Parallel.chunks(count: found.count, workers: workers, chunkSize: size) { [found] range in
            var builder = CatalogBuilder(header, sections: sections)
            for index in range {
                if let entry = CatalogRefresh.entry(found[index], in: directory, for: sections) {
                    builder.append(entry)
                }
            }
            return builder.finish()
        }
        return old.replacing(scan.gone, with: pieces, header, sections: sections) {
            snapshot?.load(CatalogSection.all)
        }
    }

    /// Fewer files are not worth a segment of their own.
    private static let leastChunk = 64

    /// Reads a file; `nil` where it is gone since the scan.
    private static func entry(
        _ found: CatalogScan.Found, in directory: SafeDirectory, for sections: Set<CatalogSection>
    ) -> CatalogEntry? {
        let file = found.file
        do {
            let (bytes, stamp) = try directory.readWithStamp(found.path, limit: Store.maxFileBytes + 1)
            let source = SourceText(name: found.path, bytes: bytes)
            return CatalogEntry(
                ParsedFile(source, kind: file.kind, address: file.address), FileStamp(stamp), for: sections)
        } catch {
            let unreadable = ParsedFile(
                unreadable: file.address, file.kind, PathMessage.diagnostic(for: error))
            directory.overlooked.note(error)
            switch error {
            case .notFound: return nil
            // What will be said of it as long as it is the same. What may not be read is tried each time, and told.
            case .tooLarge: return CatalogEntry(unreadable, found.stamp, for: sections)
            default: return CatalogEntry(unreadable, .none, for: sections)
            }
        }
    }
}
