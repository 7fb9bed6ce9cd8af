internal import Diagnostics
internal import Git
internal import PromptCore
internal import SafeFiles

/// Finds the store's files that differ between `HEAD` and the work tree.
///
/// `HEAD` is compared with the bytes on the disk; staged changes are ignored. Files that are unchanged
/// according to Git's index are not read.
struct WorkTreeScan: Sendable {
    /// The files, sorted by path.
    private(set) var files: [WorkTreeFile] = []

    /// Reads `HEAD`'s trees while the disk is being scanned.
    ///
    /// - Parameters:
    ///   - directory: the store.
    ///   - tree: the tree of `HEAD`; `nil` if there is no commit.
    init(_ directory: SafeDirectory, in repository: StoreRepository, tree: ObjectID?) throws(GitError) {
        let sides = Parallel.chunks(count: 2, workers: 2, chunkSize: 1) { side -> Side in
            if side.lowerBound == 0 {
                return .head(Result { () throws(GitError) in try WorkTreeHead(repository, tree: tree) })
            }
            let disk = Disk(directory)
            return .disk(disk, WorkTreeCache(of: disk.files, in: repository))
        }
        guard case .head(let head) = sides[0], case .disk(let disk, let cache) = sides[1] else { return }
        compare(try head.get(), with: disk, cache: cache, in: directory, of: repository, ends: LineEnds(repository, tree: tree))
    }

    /// The two sides that are read at the same time.
    private enum Side: Sendable {
        case head(Result<WorkTreeHead, GitError>)
        case disk(Disk, WorkTreeCache)
    }

    private mutating func compare(
        _ head: WorkTreeHead, with found: Disk, cache: WorkTreeCache, in directory: SafeDirectory,
        of repository: StoreRepository, ends: LineEnds
    ) {
        let known = head.files
        var doubtful: [(file: Int, head: ObjectID?)] = []
        var missing: [(path: String, id: ObjectID)] = []
        var next = 0
        for (index, file) in found.files.enumerated() {
            var order = 1
            while next < known.count {
                order = WorkTreePath.order(known[next].path, file.path)
                if order >= 0 { break }
                missing.append(known[next])
                next += 1
            }
            var id: ObjectID?
            if order == 0 {
                id = known[next].id
                next += 1
            }
            if id == nil || cache.contents[index] != id { doubtful.append((index, id)) }
        }
        missing += known[next...]
        let looked = Parallel.map(count: doubtful.count) { [doubtful] index in
            let (file, head) = doubtful[index]
            return WorkTreeScan.look(at: found.files[file].path, head: head, in: directory, ends: ends)
        }
        for file in missing where !cache.leftOut.contains(Array(repository.prefix.utf8) + file.path.utf8) {
            let problem = found.problem(at: file.path)
            files.append(
                WorkTreeFile(
                    path: file.path, head: file.id,
                    content: problem.map { .unreadable(PathMessage.diagnostic(for: $0)) } ?? .absent))
        }
        files += looked.compactMap { $0 }
        files.sort { WorkTreePath.precedes($0.path, $1.path) }
    }

    /// Returns the file, or `nil` if its content is equal to `HEAD`. If Git's rules for line ends can't be
    /// read, every different byte counts.
    private static func look(
        at path: String, head: ObjectID?, in directory: SafeDirectory, ends: LineEnds
    ) -> WorkTreeFile? {
        do {
            let bytes = try directory.read(path, limit: Store.maxFileBytes + 1)
            if let head, (try? ends.isSame(bytes, as: head, at: path)) ?? (ObjectID(blob: bytes) == head) {
                return nil
            }
            return WorkTreeFile(path: path, head: head, content: .bytes(bytes))
        } catch .notFound {
            return head.map { WorkTreeFile(path: path, head: $0, content: .absent) }
        } catch {
            return WorkTreeFile(
                path: path, head: head, content: .unreadable(PathMessage.diagnostic(for: error)))
        }
    }

    /// The disk side: the store's own files with their stamps, and paths that could not be read.
    private struct Disk: Sendable {
        var files: [ScannedFile] = []
        private var problems: [String: ScanProblem] = [:]

        init(_ directory: SafeDirectory) {
            for file in WorkTreePath.files {
                do throws(FileError) {
                    guard let stamp = try directory.stamp(file) else { continue }
                    files.append(ScannedFile(path: file, stamp: stamp))
                } catch {
                    directory.overlooked.note(error)
                    problems[file] = ScanProblem(path: file, reason: .unreadable(error))
                }
            }
            for folder in WorkTreePath.folders {
                let scan = FolderScan.scan(directory, under: folder, stamps: true)
                files += folder == "trash" ? scan.files : scan.files.filter { $0.kind != .other }
                for problem in scan.problems {
                    // A store without trash, or without prompts, is not a problem.
                    if case .unreadable(.notFound) = problem.reason { continue }
                    problems[problem.path] = problem
                }
            }
        }

        /// Returns the problem that explains a missing file at `path`: files below a folder that can't be
        /// read must not count as deleted.
        func problem(at path: String) -> ScanProblem? {
            if problems.isEmpty { return nil }
            var path = path
            while true {
                if let problem = problems[path] { return problem }
                guard let slash = path.utf8.lastIndex(of: 0x2F) else { return nil }
                path = String(path[..<slash])
            }
        }
    }
}
