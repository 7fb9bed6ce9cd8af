internal import Diagnostics
internal import PromptCore
internal import PromptIndex
internal import SafeFiles

/// Brings an index up to date with the work tree.
struct StoreIndexRefresh: Sendable {
    let directory: SafeDirectory
    /// The format of the store's files.
    let format: Format
    /// The kept index; `nil` if the index is only in memory.
    let snapshot: StoreIndexSnapshot?
    /// The sections that an index in memory gets. A kept one always has all.
    var sections = SegmentSection.all
    /// The folder whose files an index in memory reads. A kept one always has all.
    var folder = Address.top

    /// An index, and the directories of the library.
    struct Result: Sendable {
        var libraryIndex: LibraryIndex
        /// Below the store, `prompts/…`, in no particular order.
        var folders: [String]
        /// True if the index is not the old one.
        var isNew: Bool
    }

    /// - Parameter old: the index so far; ``LibraryIndex/empty`` to read every file.
    func run(_ old: LibraryIndex) -> Result {
        let scan = StoreIndexScan(of: directory, against: old)
        if scan.gone.isEmpty, scan.found.isEmpty {
            return Result(libraryIndex: old, folders: scan.folders, isNew: false)
        }
        // Created before the first file is read, so that later changes have a later stamp.
        if let snapshot, let file = snapshot.begin() {
            guard let libraryIndex = read(gone: scan.gone, found: scan.found, old, takenAt: file.createdAt)
            else { return run(.empty) }
            let isBaseNew = libraryIndex.base.header != old.base.header
            snapshot.save(libraryIndex, in: file, isBaseNew: isBaseNew)
            return Result(libraryIndex: libraryIndex, folders: scan.folders, isNew: true)
        }
        // Without the time of the file system, each file counts as just changed.
        guard let libraryIndex = read(gone: scan.gone, found: scan.found, old, takenAt: .min) else {
            return run(.empty)
        }
        return Result(libraryIndex: libraryIndex, folders: scan.folders, isNew: true)
    }

    /// Returns `nil` if all sections of the old index are needed and can't be loaded.
    func read(
        gone: [Int], found: [StoreIndexScan.Found], _ old: LibraryIndex, takenAt: Int64
    ) -> LibraryIndex? {
        let header = LibraryIndex.header(store: snapshot?.store ?? "", takenAt: takenAt)
        let sections = snapshot == nil ? sections : SegmentSection.all
        var found = found
        if snapshot == nil, folder != .top { found.removeAll { !$0.file.lies(in: folder) } }
        let workers = Parallel.workerCount
        let size = max(Self.leastChunk, (found.count + workers * 4 - 1) / (workers * 4))
        let (directory, format) = (directory, format)
        let pieces = Parallel.chunks(count: found.count, workers: workers, chunkSize: size) { [found] range in
            var builder = SegmentBuilder(header, sections: sections)
            for index in range {
                if let entry = StoreIndexRefresh.entry(
                    found[index], in: directory, format: format, for: sections)
                {
                    builder.append(entry)
                }
            }
            return builder.finish()
        }
        return old.replacing(gone, with: pieces, header: header, sections: sections) {
            snapshot?.load(SegmentSection.all)
        }
    }

    /// The smallest number of files that get a segment of their own.
    private static let leastChunk = 64

    /// Reads a file; returns `nil` if it was deleted after the scan.
    private static func entry(
        _ found: StoreIndexScan.Found, in directory: SafeDirectory, format: Format,
        for sections: Set<SegmentSection>
    ) -> IndexedFile? {
        let file = found.file
        do {
            let (bytes, stamp) = try directory.readWithStamp(found.path, limit: Store.maxFileBytes + 1)
            let source = SourceText(name: found.path, bytes: bytes)
            return IndexedFile(
                ParsedFile(source, kind: file.kind, address: file.address, format: format),
                stamp: FileStamp(stamp), for: sections)
        } catch {
            let unreadable = ParsedFile(
                unreadable: file.address, kind: file.kind, diagnostic: PathMessage.diagnostic(for: error))
            directory.overlooked.note(error)
            switch error {
            case .notFound: return nil
            // It stays too large until it changes. A file without read permission is tried, and reported,
            // each time.
            case .tooLarge: return IndexedFile(unreadable, stamp: found.stamp, for: sections)
            default: return IndexedFile(unreadable, stamp: .none, for: sections)
            }
        }
    }
}

/// The differences between the work tree and an index: lists every directory and compares every file's stamp,
/// on all processors.
struct StoreIndexScan: Sendable {
    /// A file that must be read.
    struct Found: Sendable {
        let path: String
        let file: Contents.File
        let stamp: FileStamp
    }

    /// The numbers of records whose files are deleted or must be read again.
    private(set) var gone: [Int] = []
    /// The files to read, in the order of their paths.
    private(set) var found: [Found] = []
    /// The directories below `prompts`, each before its subdirectories.
    private(set) var folders: [String] = []

    init(of directory: SafeDirectory, against libraryIndex: LibraryIndex) {
        let limits = FolderScan.Limits()
        let budget = NameBudget(limit: limits.names)
        var level = ["prompts"]
        var visited: (base: Set<Int>, changes: Set<Int>) = ([], [])
        for depth in 0...limits.depth where !level.isEmpty {
            let folders = level
            let parts = Parallel.chunks(count: folders.count) { range in
                var part = Part()
                var lister = FolderLister(store: directory, stamps: true, budget: budget)
                for index in range { part.look(in: folders[index], with: &lister, against: libraryIndex) }
                return part
            }
            level = []
            for part in parts {
                gone += part.gone
                found += part.found
                visited.base.formUnion(part.visited.base)
                visited.changes.formUnion(part.visited.changes)
                if depth < limits.depth { level += part.subfolders }
            }
            self.folders += level
            if budget.isSpent { break }
        }
        gone += libraryIndex.records(outside: visited)
        found.sort { WorkTreePath.precedes($0.path, $1.path) }
    }

    /// The differences that one thread finds.
    private struct Part: Sendable {
        var gone: [Int] = []
        var found: [Found] = []
        var subfolders: [String] = []
        var visited: (base: Set<Int>, changes: Set<Int>) = ([], [])

        mutating func look(
            in folder: String, with lister: inout FolderLister, against libraryIndex: LibraryIndex
        ) {
            var path = folder
            var walk = path.withUTF8 { FolderWalk(libraryIndex, folder: UnsafeRawBufferPointer($0)) }
            if let folder = walk.folders.base { visited.base.insert(folder) }
            if let folder = walk.folders.changes { visited.changes.insert(folder) }
            var (gone, found, subfolders) = (gone, found, subfolders)
            // A wanted name is visited right after it was asked about, so its kind is found once.
            var kind = ScannedFile.Kind.other
            lister.visit(folder) { name in
                kind = ScannedFile.Kind(name: name)
                return kind != .other
            } file: { name, stamp in
                let stamp = FileStamp(stamp)
                let record = walk.record(name) { gone.append($0) }
                if let record {
                    if libraryIndex.isCurrent(record, stamp: stamp) { return }
                    gone.append(record)
                }
                guard let name = String(validating: name, as: UTF8.self), let kind = RecordKind(kind) else {
                    return
                }
                let path = folder + "/" + name
                let below = String(Substring(path.utf8.dropFirst("prompts/".utf8.count)))
                guard let address = FileNames.address(of: below, kind: kind).address else { return }
                let file = Contents.File(address: address, kind: kind)
                found.append(Found(path: path, file: file, stamp: stamp))
            } directory: { name in
                if let name = String(validating: name, as: UTF8.self) {
                    subfolders.append(folder + "/" + name)
                }
            }
            walk.finish { gone.append($0) }
            (self.gone, self.found, self.subfolders) = (gone, found, subfolders)
        }
    }
}
