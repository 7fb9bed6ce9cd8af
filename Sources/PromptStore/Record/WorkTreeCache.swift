internal import Git
internal import GitIndex
internal import PromptCore
internal import PromptIndex
internal import SafeFiles
internal import SystemPackage

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
