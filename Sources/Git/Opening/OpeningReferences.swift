extension RepositoryDirectories {
    /// Checks that all references and their logs are files in folders, and that a symbolic reference names a
    /// valid reference. libgit2 opens any path that `HEAD` or a typed revision leads to.
    func references() throws(RepositoryError) {
        for folder in Set([gitDirectory, commonDirectory]) {
            // `HEAD`, `ORIG_HEAD` and everything else that libgit2 could take for a reference.
            for (name, kind) in try RepositoryDirectories.list(folder) {
                let path = folder + "/" + name
                switch kind {
                case .file where !RepositoryDirectories.others.contains(name): try RepositoryDirectories.target(path)
                case .file, .directory: continue
                default:
                    // The socket of Git's watcher of the work tree.
                    if name == "fsmonitor--daemon.ipc" { continue }
                    throw RepositoryDirectories.refusal(of: path, kind: kind, wanted: [.file])
                }
            }
            try RepositoryDirectories.walk(folder + "/refs", limit: RepositoryDirectories.smallLimit, depth: 0)
            try RepositoryDirectories.walk(folder + "/logs/refs", limit: RepositoryDirectories.hugeLimit, depth: 0)
        }
    }

    /// Files of a Git directory that are never references.
    private static let others: Set<String> = [
        "config", "index", "packed-refs", "description", "COMMIT_EDITMSG",
    ]

    /// Deeper than real branch names; libgit2 would still find a reference there.
    private static let maxDepth = 64

    private static func walk(_ folder: String, limit: Int64, depth: Int) throws(RepositoryError) {
        guard depth < maxDepth else {
            throw .unsafe(message: "\(folder) is nested too deeply", help: "delete the references in it")
        }
        for (name, kind) in try list(folder) {
            let path = folder + "/" + name
            switch kind {
            case .directory: try walk(path, limit: limit, depth: depth + 1)
            case .file:
                try checkSize(of: path, limit: limit)
                if limit == smallLimit { try target(path) }
            default: throw refusal(of: path, kind: kind, wanted: [.file])
            }
        }
    }

    /// Checks that a symbolic reference names a valid reference.
    private static func target(_ path: String) throws(RepositoryError) {
        guard let bytes = SmallFile.bytes(path), bytes.starts(with: "ref:".utf8) else { return }
        let rest = bytes.dropFirst(4).drop { $0 == 0x20 || $0 == 0x09 }
        let name = rest.prefix { $0 != 0x0A && $0 != 0x0D }
        let parts = name.split(separator: 0x2F, omittingEmptySubsequences: false)
        let isName =
            parts.count > 1 && parts[0].elementsEqual("refs".utf8)
            && !parts.contains { part in
                part.isEmpty || part.first == 0x2E || part.contains { $0 < 0x20 || $0 == 0x7F || $0 == 0x5C }
            }
        guard isName else {
            throw .unsafe(
                message:
                    "\(path) leads to \(String(decoding: name.prefix(80), as: UTF8.self)), which is no reference",
                help: "`git symbolic-ref HEAD refs/heads/main` makes HEAD name a branch again")
        }
    }
}
