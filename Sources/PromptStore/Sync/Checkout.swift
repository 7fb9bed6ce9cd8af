internal import Git
internal import GitIndex
internal import PromptCore
internal import SafeFiles
internal import SystemPackage

/// Writes the files of a commit into an empty directory, and an index of them.
struct Checkout {
    private let repository: Repository
    private let directory: SafeDirectory

    static let help = "use `git clone`, and check the files before you use them"
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
                message: "there are \(deltas.count) files, more than the limit of \(Checkout.maxFiles)",
                help: Checkout.help)
        }
        var files: [(path: String, content: TreeContent)] = []
        for delta in deltas {
            guard let content = delta.after else { continue }
            files.append(
                (try CheckoutPath.checked(delta.path, content: content, help: Checkout.help), content))
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
                throw .repository(message: "the clone was interrupted; nothing was created", help: nil)
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

/// Decides if an entry of a commit may become a file of the work tree. A commit may come from a stranger, and
/// contain names that lead elsewhere: none of them is ever written.
enum CheckoutPath {
    /// Returns the path as text.
    ///
    /// - Throws: `refused` if it could lead out of the work tree or into the repository itself, or is not a
    ///   regular file.
    static func checked(_ path: [UInt8], content: TreeContent?, help: String) throws(StoreError) -> String {
        let shown = DirectoryEntry.escaped(path)
        guard let text = String(validating: path, as: UTF8.self) else {
            throw refusal(of: shown, because: "is not UTF-8", help: help)
        }
        for part in text.split(separator: "/", omittingEmptySubsequences: false) {
            if let problem = danger(part) { throw refusal(of: shown, because: problem.message, help: help) }
        }
        switch content?.mode {
        case nil, .file, .executable: return text
        case .link: throw refusal(of: shown, because: "is a symbolic link", help: help)
        default: throw refusal(of: shown, because: "is a repository of its own (a submodule)", help: help)
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

    private static func refusal(of path: String, because why: String, help: String) -> StoreError {
        .refused(
            message:
                "the fetched commit contains \(quoted(path)), which \(why); it was rejected, and nothing was changed",
            help: help)
    }
}
