internal import PromptCore
internal import PromptIndex
internal import SafeFiles

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
