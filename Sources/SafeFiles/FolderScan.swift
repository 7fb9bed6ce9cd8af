internal import Synchronization

/// The names of all files below one directory of a store, found without opening any.
///
/// Hidden names (with a leading dot, including `.git`) are skipped silently. Symbolic links are reported and
/// not followed. The cost is one or two `getdents64` for each directory, and one `fstatat` for each file if
/// stamps are requested; directories of one level are listed on all processors.
public struct FolderScan: Sendable {
    /// The limits of a scan.
    public struct Limits: Sendable {
        /// The number of directories that a path may have below the scanned one.
        public var depth: Int
        /// The approximate number of names that are read; hidden ones are not counted.
        public var names: Int

        /// By default 64 levels and 2,000,000 names.
        public init(depth: Int = 64, names: Int = 2_000_000) {
            self.depth = depth
            self.names = names
        }
    }

    /// The regular files, sorted by the bytes of their paths.
    public let files: [ScannedFile]
    /// The paths of the directories, without the scanned one, each before its contents.
    public let folders: [String]
    /// The skipped entries, sorted by path.
    public let problems: [ScanProblem]

    /// Lists everything below `folder`. Never fails: errors are in `problems`, including a missing `folder`.
    ///
    /// - Parameters:
    ///   - store: the root.
    ///   - folder: the directory to scan, as a path below the root.
    ///   - stamps: true to give each file its stamp.
    ///   - limits: the limits of the scan.
    ///   - workers: the number of threads that list directories.
    public static func scan(
        _ store: SafeDirectory,
        under folder: String,
        stamps: Bool = false,
        limits: Limits = Limits(),
        workers: Int = Parallel.workerCount
    ) -> FolderScan {
        let budget = NameBudget(limit: limits.names)
        var listings: [FolderContents] = []
        var level = [folder]
        var depth = 0
        while !level.isEmpty {
            let folders = level
            let canDescend = depth < limits.depth
            listings += Parallel.chunks(count: folders.count, workers: workers) { range in
                var lister = FolderLister(store: store, stamps: stamps, budget: budget)
                return range.map { lister.list(folders[$0], depthLimit: canDescend ? nil : limits.depth) }
            }.flatMap { $0 }
            level = budget.isSpent ? [] : listings.suffix(folders.count).flatMap(\.subfolders)
            depth += 1
        }
        if budget.isSpent {
            let problem = ScanProblem(path: folder, reason: .tooMany(limit: limits.names))
            listings[0].problems.append(problem)
        }
        return FolderScan(joining: listings)
    }

    /// Combines listings, which are in order of depth, in order of path.
    private init(joining listings: [FolderContents]) {
        var files: [ScannedFile] = []
        var folders: [String] = []
        var problems = listings.flatMap(\.problems)
        files.reserveCapacity(listings.reduce(0) { $0 + $1.fileCount })
        folders.reserveCapacity(listings.count)
        // The subfolders of one listing are consecutive in the next level, in the same order.
        var firstChild: [Int] = []
        var next = 1
        for listing in listings {
            firstChild.append(next)
            next += listing.subfolders.count
        }
        /// Folders that are being written, each with its next entry and the listing of its next subfolder.
        var open: [(listing: Int, entry: Int, child: Int)] = listings.isEmpty ? [] : [(0, 0, firstChild[0])]
        while let (listing, entry, child) = open.last {
            guard entry < listings[listing].entries.count else {
                open.removeLast()
                continue
            }
            open[open.count - 1].entry += 1
            switch listings[listing].entries[entry] {
            case .file(let file):
                files.append(file)
            case .folder(let path):
                folders.append(path)
                open[open.count - 1].child += 1
                // It was not listed if the scan reached its limit.
                if child < listings.count { open.append((child, 0, firstChild[child])) }
            }
        }
        problems.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        self.files = files
        self.folders = folders
        self.problems = problems
    }
}

/// The number of names that a scan may still read, over all its threads.
public final class NameBudget: Sendable {
    private let limit: Int
    private let used = Atomic<Int>(0)

    /// A budget of `limit` names.
    public init(limit: Int) {
        self.limit = limit
    }

    /// True if more names were requested than there were.
    public var isSpent: Bool { used.load(ordering: .relaxed) > limit }

    /// Takes one name; returns false if none is left.
    func take() -> Bool {
        used.wrappingAdd(1, ordering: .relaxed).newValue <= limit
    }
}

/// A regular file that a scan found.
public struct ScannedFile: Sendable, Hashable {
    /// The path below the root: `folder/file.yaml`.
    public let path: String
    /// The file's stamp, if the scan was asked for stamps.
    public let stamp: DiskStamp?

    /// A file that was found by other means.
    public init(path: String, stamp: DiskStamp?) {
        self.path = path
        self.stamp = stamp
    }
}

/// An entry that a scan skipped, or a limit that it reached. A scan never stops at the first problem.
public struct ScanProblem: Sendable, Hashable {
    /// The reason that it was skipped.
    public enum Reason: Sendable, Hashable {
        /// Neither a file nor a directory: a symbolic link, a pipe, a socket, a device.
        case notRegular(EntryType)
        /// The directory is the work tree of another repository, a submodule or a clone; it was not entered.
        case otherRepository
        /// The name is not UTF-8.
        case nameNotUTF8
        /// The directory has this many directories above it inside the scan; it was not entered.
        case tooDeep(limit: Int)
        /// The scan stopped at this many names.
        case tooMany(limit: Int)
        /// The directory or file could not be opened or listed.
        case unreadable(FileError)
    }

    /// The path below the root of the store; in a part that is not UTF-8 the bytes outside ASCII are written
    /// as `\xHH`.
    public let path: String
    /// The reason that it was skipped.
    public let reason: Reason

    /// A problem that was found by other means.
    public init(path: String, reason: Reason) {
        self.path = path
        self.reason = reason
    }
}

extension ScanProblem: CustomStringConvertible {
    /// The problem in plain words, without a full stop.
    public var description: String {
        switch reason {
        case .notRegular(.symbolicLink): "\(path): is a symbolic link, which is never followed"
        case .notRegular(let type): "\(path): is \(type), not a regular file"
        case .otherRepository: "\(path): is a Git repository of its own"
        case .nameNotUTF8: "\(path): the name is not UTF-8"
        case .tooDeep(let limit): "\(path): more than \(limit) folders deep"
        case .tooMany(let limit): "\(path): more than \(limit) files and folders"
        case .unreadable(let error): error.description
        }
    }
}
