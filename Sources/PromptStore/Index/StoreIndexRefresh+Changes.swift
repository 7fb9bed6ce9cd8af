internal import PromptCore
internal import PromptIndex
internal import SafeFiles

extension StoreIndexRefresh {
    /// Returns the index after this process has changed files. Only these are read; no folder is listed.
    ///
    /// The result is not kept: the next process that refreshes the kept index finds the changes by their stamps. If the files
    /// can't be told apart by their paths alone, or there are too many of them, the whole work tree is scanned.
    ///
    /// - Parameters:
    ///   - paths: the paths of all files that were written or deleted, relative to the store.
    ///   - folders: the directories of the library before the change.
    func apply(changesAt paths: Set<String>, to old: LibraryIndex, folders: [String]) -> Result {
        var gone: [Int] = []
        var found: [StoreIndexScan.Found] = []
        for path in paths {
            guard let file = WorkTreePath.record(at: path), file.kind != .manifest else { continue }
            if let record = old.record(file.kind, at: file.address) {
                // Another file has the same address in another Unicode form.
                guard old[record].path == path else { return run(old) }
                gone.append(record)
            }
            do throws(FileError) {
                if let stamp = try directory.stamp(path) {
                    found.append(StoreIndexScan.Found(path: path, file: file, stamp: FileStamp(stamp)))
                }
            } catch {
                return run(old)
            }
        }
        found.sort { WorkTreePath.precedes($0.path, $1.path) }
        let folders = self.folders(after: paths, folders)
        if gone.isEmpty, found.isEmpty { return Result(libraryIndex: old, folders: folders, isNew: false) }
        // The earlier files were not compared again, so the time must not move on for them.
        let takenAt = [old.base, old.changes].filter { !$0.isEmpty }.map(\.header.takenAt).min() ?? .min
        guard let libraryIndex = read(gone: gone, found: found, old, takenAt: takenAt),
            libraryIndex.base.header == old.base.header
        else { return run(old) }
        return Result(libraryIndex: libraryIndex, folders: folders, isNew: true)
    }

    /// Returns the directories after a change of files: parents of new files are added, deleted directories are removed. Empty
    /// directories that were moved are found by the next scan.
    private func folders(after paths: Set<String>, _ folders: [String]) -> [String] {
        var parents: Set<String> = []
        for path in paths where path.hasPrefix("prompts/") {
            var rest = path[...]
            while let slash = rest.lastIndex(of: "/") {
                rest = rest[..<slash]
                if rest != "prompts" { parents.insert(String(rest)) }
            }
        }
        let known = Set(folders)
        let there = parents.filter { (try? directory.entryType($0)) == .directory }
        let deleted = parents.subtracting(there)
        let kept = folders.filter { folder in
            !deleted.contains { folder == $0 || folder.hasPrefix($0 + "/") }
        }
        return kept + there.filter { !known.contains($0) }
    }
}
