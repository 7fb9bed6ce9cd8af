internal import Git
internal import PromptCore
internal import SafeFiles

/// The store's files in a commit: path and content of each, sorted by path.
struct WorkTreeHead: Sendable {
    private(set) var files: [(path: String, id: ObjectID)] = []
    private var visits = 0

    /// After this number of folders, they are counted.
    private static let manyVisits = 2000

    /// Reads the trees below the store's folders. Links, gitlinks and invalid names are skipped, because none
    /// of them is a file of a store.
    ///
    /// - Parameter tree: the commit's tree; `nil` if there is no commit.
    init(_ repository: StoreRepository, tree: ObjectID?) throws(GitError) {
        guard let tree else { return }
        let gitRepository = repository.gitRepository
        func entry(_ path: String) throws(GitError) -> TreeEntry? {
            try gitRepository.entry(repository.repositoryPath(path), in: tree)
        }
        // `labels.yaml`, `promptpal.yaml`, `prompts/`, `trash/`: the order of their bytes.
        for file in WorkTreePath.files {
            if let found = try entry(file), found.mode.isFile { files.append((file, found.id)) }
        }
        for folder in WorkTreePath.folders {
            guard let found = try entry(folder), found.mode == .tree else { continue }
            try add(found.id, at: folder, below: folder, depth: 0, in: gitRepository, root: tree)
        }
    }

    private mutating func add(
        _ tree: ObjectID, at path: String, below top: String, depth: Int, in repository: Repository,
        root: ObjectID
    ) throws(GitError) {
        // The limit of scans of the disk.
        guard depth <= FolderScan.Limits().depth else { return }
        visits += 1
        if visits == WorkTreeHead.manyVisits { try repository.checkPathCount(of: root) }
        for entry in try repository.tree(tree) {
            guard entry.name.first != UInt8(ascii: "."), let name = entry.text else { continue }
            if entry.mode == .tree {
                try add(
                    entry.id, at: path + "/" + name, below: top, depth: depth + 1, in: repository, root: root)
            } else if entry.mode.isFile, WorkTreePath.isOwn(entry.name, below: top) {
                files.append((path + "/" + name, entry.id))
            }
        }
    }
}
