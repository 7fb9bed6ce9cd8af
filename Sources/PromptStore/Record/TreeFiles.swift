internal import Git
internal import SafeFiles

/// Reads the folders of a commit, each once.
struct TreeFiles {
    /// The limits for the depth of folders and for the total number of names: those of a scan of the work
    /// tree. A tree may name one folder many times, so that a few objects would make endless paths.
    private let limits: FolderScan.Limits
    private let repository: Repository
    private var names = 0
    /// After this number, the names are counted; if there is no end, the list ends here.
    private static let manyNames = 20_000
    private var known: [ObjectID: [TreeEntry]] = [:]

    init(_ repository: Repository, limits: FolderScan.Limits = FolderScan.Limits()) {
        self.repository = repository
        self.limits = limits
    }

    /// Returns the contents of a folder, without names that no path may contain (`.`, `..`, with a `/`,
    /// hidden ones, not UTF-8).
    mutating func entries(of folder: ObjectID) throws(GitError) -> [TreeEntry] {
        if let entries = known[folder] { return entries }
        let entries = try repository.tree(folder).filter { entry in
            guard let name = entry.text, let first = name.utf8.first else { return false }
            return first != UInt8(ascii: ".") && !name.utf8.contains(UInt8(ascii: "/"))
        }
        known[folder] = entries
        return entries
    }

    /// Returns all regular files below a folder, in the order of Git's trees, without links, other
    /// repositories and folders that are nested too deep.
    mutating func all(in folder: ObjectID, under path: String) throws(GitError) -> [File] {
        names = 0
        var files: [File] = []
        try add(folder, at: path, depth: 0, root: folder, to: &files)
        return files
    }

    /// A file of the commit; the path starts with that of the listed folder.
    typealias File = (path: String, content: ObjectID)

    private mutating func add(
        _ folder: ObjectID, at path: String, depth: Int, root: ObjectID, to files: inout [File]
    ) throws(GitError) {
        for entry in try entries(of: folder) {
            names += 1
            if names == TreeFiles.manyNames, (try? repository.checkPathCount(of: root)) == nil {
                names = limits.names + 1
            }
            guard names <= limits.names, let name = entry.text else { return }
            if entry.mode.isFile {
                files.append((path + "/" + name, entry.id))
            } else if entry.mode == .tree, depth < limits.depth {
                try add(entry.id, at: path + "/" + name, depth: depth + 1, root: root, to: &files)
            }
        }
    }

    /// Returns the entry at a path below `root`, whose parts are spelled as in the commit, or with equivalent
    /// scalars if no part has exactly this spelling; `nil` if there is none.
    mutating func entry(
        _ path: String, in root: ObjectID
    ) throws(GitError) -> (spelling: String, entry: TreeEntry)? {
        var tree = root
        var spelling = ""
        var parts = path.split(separator: "/")[...]
        while let part = parts.popFirst() {
            let entries = try entries(of: tree)
            let exact = entries.first { $0.name.elementsEqual(part.utf8) }
            // `==` on strings is canonical equivalence.
            let isASCII = part.utf8.allSatisfy { $0 < 0x80 }
            guard
                let entry = exact ?? (isASCII ? nil : entries.first { $0.text.map { $0 == part } ?? false }),
                let name = entry.text
            else { return nil }
            spelling += spelling.isEmpty ? name : "/" + name
            if parts.isEmpty { return (spelling, entry) }
            guard entry.mode == .tree else { return entry.mode == .link ? (spelling, entry) : nil }
            tree = entry.id
        }
        return nil
    }
}
