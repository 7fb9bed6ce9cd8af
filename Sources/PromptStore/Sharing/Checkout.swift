internal import Git
internal import GitIndex
internal import SafeFiles
internal import SystemPackage

/// Writes the files of a commit into an empty directory, and an index of them.
struct Checkout {
    private let repository: Repository
    private let directory: SafeDirectory

    static let help = "`git clone` takes it; then look at it before you use it"
    /// The largest number of files that are written.
    private static let maxFiles = 2_000_000

    init(of repository: Repository, into directory: SafeDirectory) {
        self.repository = repository
        self.directory = directory
    }

    /// - Returns: the number of files.
    /// - Throws: `refused` if an entry can't be a file here: then nothing of it is used.
    func write(_ tree: ObjectID) throws(StoreError) -> Int {
        let deltas = try StoreError.folding { () throws(GitError) in
            try repository.changes(from: nil, to: tree)
        }
        guard deltas.count <= Checkout.maxFiles else {
            throw .refused(
                message: "there are \(deltas.count) files, more than are written here", help: Checkout.help)
        }
        var files: [(path: String, content: TreeContent)] = []
        for delta in deltas {
            guard let content = delta.after else { continue }
            files.append((try CheckoutPath.checked(delta.path, content: content, help: Checkout.help), content))
        }
        var folders: Set<String> = []
        for (path, _) in files {
            guard let slash = path.utf8.lastIndex(of: 0x2F) else { continue }
            let folder = String(path[..<slash])
            guard folders.insert(folder).inserted else { continue }
            try StoreError.disk { () throws(FileError) in try directory.makeDirectory(folder) }
        }
        var changes: [IndexChange] = []
        changes.reserveCapacity(files.count)
        for (path, content) in files {
            if Interruption.isRequested {
                throw .repository(message: "it was interrupted; nothing was made", help: nil)
            }
            changes.append(try writeFile(at: path, content: content))
        }
        try index(changes)
        return files.count
    }

    private func writeFile(at path: String, content: TreeContent) throws(StoreError) -> IndexChange {
        let bytes = try StoreError.folding { () throws(GitError) in try repository.blob(content.id) }
        return try StoreError.disk { () throws(FileError) in
            let isExecutable = content.mode == .executable ? true : nil
            try directory.putNew(
                path, bytes: bytes, temporary: TemporaryNames.promptpal.new(),
                permissions: FilePermissions(isExecutable: isExecutable), durability: .none)
            let status = try directory.fileStatus(path)
            return .set(
                path: Array(path.utf8), id: content.id, mode: content.mode.rawValue,
                stat: status.map(IndexStat.init) ?? .unknown)
        }
    }

    private func index(_ changes: [IndexChange]) throws(StoreError) {
        do {
            var index = IndexFile()
            try index.update(changes, indexModified: (0, 0))
            let files = try SafeDirectory(opening: FilePath(repository.gitDirectory))
            try files.write("index", bytes: index.serialised(), expecting: .absent, durability: .none)
        } catch let error as FileError {
            throw .file(error)
        } catch {
            throw .repository(message: "\(error)", help: nil)
        }
    }
}
