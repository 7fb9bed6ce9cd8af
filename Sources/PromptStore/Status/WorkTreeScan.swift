internal import Diagnostics
internal import Git
internal import GitIndex
internal import PromptCore
internal import PromptIndex
internal import SafeFiles
internal import SystemPackage

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
        compare(
            try head.get(), with: disk, cache: cache, in: directory, of: repository,
            ends: LineEnds(repository, tree: tree))
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

/// Git's index, used only as a cache of the contents of files: a file with an unchanged stamp has the same
/// content, and need not be read. Staged changes are ignored.
struct WorkTreeCache: Sendable {
    /// The known content of each scanned file, in their order; `nil` if it must be read.
    private(set) var contents: [ObjectID?]
    /// Paths that a sparse checkout excludes from the work tree; their absence is not a deletion.
    private(set) var leftOut: Set<[UInt8]> = []

    /// - Parameter files: with stamps, sorted by path.
    init(of files: [ScannedFile], in repository: StoreRepository) {
        contents = Array(repeating: nil, count: files.count)
        guard let directory = try? SafeDirectory(opening: .init(repository.gitRepository.gitDirectory)),
            let (bytes, stamp) = try? directory.readWithStamp("index", limit: WorkTreeCache.maxIndexBytes),
            let index = try? IndexFile(bytes, verifyingChecksum: false)
        else { return }
        let prefix = Array(repository.prefix.utf8)
        let written = CacheTime(nanoseconds: stamp.modified)
        var contents = contents
        var leftOut = leftOut
        var next = 0
        index.forEach(under: prefix) { path, entry in
            let path = path.dropFirst(prefix.count)
            if entry.flags.contains(.skipWorktree) { leftOut.insert(Array(path)) }
            var order = 1
            while next < files.count {
                order = WorkTreePath.order(files[next].path, path)
                if order >= 0 { break }
                next += 1
            }
            guard next < files.count, entry.stage == 0, files[next].path.utf8.elementsEqual(path) else {
                return
            }
            // If it was written in the same tick as the index, it may have been written again since.
            guard entry.stat.modified < written, !entry.flags.contains(.intentToAdd),
                let stamp = files[next].stamp, entry.stat.matches(stamp)
            else { return }
            contents[next] = entry.id
        }
        self.contents = contents
        self.leftOut = leftOut
    }

    /// The largest index that is read, in bytes: larger than one of a million files with long names.
    private static let maxIndexBytes = 1 << 29
}

/// A time as Git's index stores it: both parts truncated to 32 bits.
private struct CacheTime: Comparable {
    let seconds: UInt32
    let nanoseconds: UInt32

    init(seconds: UInt32, nanoseconds: UInt32) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    init(nanoseconds: Int64) {
        let (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        self.seconds = UInt32(truncatingIfNeeded: rest < 0 ? seconds - 1 : seconds)
        self.nanoseconds = UInt32(truncatingIfNeeded: rest < 0 ? rest + 1_000_000_000 : rest)
    }

    static func < (left: CacheTime, right: CacheTime) -> Bool {
        (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }
}

extension IndexStat {
    fileprivate var modified: CacheTime {
        CacheTime(seconds: modificationSeconds, nanoseconds: modificationNanoseconds)
    }

    /// Returns true if the entry was made from a file in this state. The comparison is Git's without owner
    /// and group, because a change of those changes `ctime`.
    fileprivate func matches(_ stamp: DiskStamp) -> Bool {
        // Git sets the size of an entry to 0 if its state is in doubt.
        return size != 0 && size == UInt32(truncatingIfNeeded: stamp.size)
            && modified == CacheTime(nanoseconds: stamp.modified)
            && CacheTime(seconds: changeSeconds, nanoseconds: changeNanoseconds)
                == CacheTime(nanoseconds: stamp.changed)
            && inode == UInt32(truncatingIfNeeded: stamp.inode)
    }
}
