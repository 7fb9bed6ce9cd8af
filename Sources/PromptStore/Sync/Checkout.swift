internal import Git
internal import GitIndex
internal import PromptCore
internal import SafeFiles
internal import SystemPackage

/// Writes the files of a commit into an empty directory, and an index of them.
struct Checkout {
    private let repository: Repository
    private let directory: SafeDirectory

    /// The largest number of files that are written.
    private static let maxFiles = 2_000_000

    init(of repository: Repository, into directory: SafeDirectory) {
        self.repository = repository
        self.directory = directory
    }

    /// - Returns: the number of files.
    /// - Throws: `clone` if an entry can't be a file here: then nothing of it is used.
    func write(_ tree: ObjectID) throws(StoreError) -> Int {
        let deltas = try StoreError.folding { () throws(GitError) in
            try repository.changes(from: nil, to: tree)
        }
        guard deltas.count <= Checkout.maxFiles else {
            throw .clone(.tooManyFiles(count: deltas.count, limit: Checkout.maxFiles))
        }
        var files: [(path: String, content: TreeContent)] = []
        for delta in deltas {
            guard let content = delta.after else { continue }
            let path = try CheckoutPath.checked(delta.path, content: content) { .clone(.unsafePath($0)) }
            files.append((path, content))
        }
        var folders: Set<String> = []
        for (path, _) in files {
            guard let slash = path.utf8.lastIndex(of: 0x2F) else { continue }
            let folder = String(path[..<slash])
            guard folders.insert(folder).inserted else { continue }
            try StoreError.folding { () throws(FileError) in try directory.makeDirectory(folder) }
        }
        var changes: [IndexChange] = []
        changes.reserveCapacity(files.count)
        for (path, content) in files {
            if Interruption.isRequested { throw .clone(.interrupted) }
            changes.append(try writeFile(at: path, content: content))
        }
        try index(changes)
        return files.count
    }

    private func writeFile(at path: String, content: TreeContent) throws(StoreError) -> IndexChange {
        let bytes = try StoreError.folding { () throws(GitError) in try repository.blob(content.id) }
        return try StoreError.folding { () throws(FileError) in
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
        let index = try StoreError.folding { () throws(IndexError) in
            var index = IndexFile()
            try index.update(changes, indexModified: (0, 0))
            return index.serialised()
        }
        try StoreError.folding { () throws(FileError) in
            let files = try SafeDirectory(opening: FilePath(repository.gitDirectory))
            try files.write("index", bytes: index, expecting: .absent, durability: .none)
        }
    }
}

/// Decides if an entry of a commit may become a file of the work tree. A commit may come from a stranger, and
/// contain names that lead elsewhere: none of them is ever written.
enum CheckoutPath {
    /// Returns the path as text.
    ///
    /// - Parameter refusal: returns the error for a path that is not accepted.
    /// - Throws: the error of `refusal` if the path could lead out of the work tree or into the repository
    ///   itself, or is not a regular file.
    static func checked(
        _ path: [UInt8], content: TreeContent?, refusal: (UnsafePath) -> StoreError
    ) throws(StoreError) -> String {
        func refused(_ reason: UnsafePath.Reason) -> StoreError {
            refusal(UnsafePath(path: DirectoryEntry.escaped(path), reason: reason))
        }
        guard let text = String(validating: path, as: UTF8.self) else { throw refused(.encoding) }
        for part in text.split(separator: "/", omittingEmptySubsequences: false) {
            if let problem = danger(part) { throw refused(.part(problem)) }
        }
        switch content?.mode {
        case nil, .file, .executable: return text
        case .link: throw refused(.link)
        default: throw refused(.submodule)
        }
    }

    /// Returns the problem of one part; names that are only unusual elsewhere are accepted.
    private static func danger(_ part: Substring) -> PathPart.Problem? {
        switch PathPart.problem(in: part) {
        case .empty: return .empty
        case .dots: return .dots
        case .git: return .git
        case .forbidden(let scalar) where scalar.value < 0x20 || scalar.value == 0x7F || scalar == "\\":
            return .forbidden(scalar)
        default:
            // A hidden name is checked for Git's own names after the rule that comes first.
            let lower = part.lowercased()
            return lower.hasPrefix(".git") && lower.drop { $0 == "." || $0 == " " } == "git" ? .git : nil
        }
    }
}
