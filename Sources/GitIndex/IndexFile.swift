internal import CLinux
internal import Glibc

/// Git's index file as a value: bytes in, changes, bytes out. It does not access the disk.
///
/// The index defines the content of the next `git commit`, and stores the `lstat` of each file. Every
/// unchanged entry keeps its bytes, with flags and conflict stages. Versions 2, 3 and 4 of
/// `gitformat-index(5)` with SHA-1 ids are supported; a split or a sparse index is refused.
public struct IndexFile: Sendable {
    /// True for version 4; else the entries decide between versions 2 and 3.
    let isCompressed: Bool
    /// The whole file in the layout of versions 2 and 3; version 4 with its paths expanded.
    var bytes: [UInt8]
    /// The offset of each entry in `bytes`, and of the end of the entries.
    var offsets: [UInt32]
    /// Number of entries with further flags, which require version 3.
    var extendedCount: Int
    /// Number of entries that belong to a conflict.
    var conflictCount: Int
    /// True if the file ends with a checksum; false if it ends with zeros (`index.skipHash`).
    public let hasChecksum: Bool
    /// True if `bytes` differ from the file, so that their checksum is out of date.
    var isChanged: Bool
    /// The original file if `bytes` differ from it (version 4) and it is unchanged.
    var source: [UInt8]?

    /// Creates the index of a repository that has no index file yet.
    ///
    /// Use it only if the file does not exist. A file of 0 bytes is damaged: if it were taken for an empty
    /// index, the next commit would delete every file.
    public init() {
        isCompressed = false
        let header: [UInt8] = Array("DIRC".utf8) + [0, 0, 0, 2] + [0, 0, 0, 0]
        bytes = header + [UInt8](repeating: 0, count: IndexLayout.checksumSize)
        offsets = [UInt32(IndexLayout.headerSize)]
        extendedCount = 0
        conflictCount = 0
        hasChecksum = true
        isChanged = true
        source = nil
    }

    /// Reads an index file.
    ///
    /// - Parameters:
    ///   - bytes: the whole file. If the caller passes the only copy, a small change is made in place.
    ///   - verifyingChecksum: if true, the checksum is computed and compared, which takes about 0.7 ms per
    ///     megabyte. Git itself does not do it on reading. It may be false for reading, but should be true
    ///     before a write, because a new checksum would hide the damage.
    /// - Throws: ``IndexError`` if the bytes are no valid index, or have a version or extension that is not
    ///   supported.
    public init(_ bytes: [UInt8], verifyingChecksum: Bool = true) throws(IndexError) {
        let header = try IndexHeader(bytes)
        hasChecksum = bytes.suffix(IndexLayout.checksumSize).contains { $0 != 0 }
        if verifyingChecksum && hasChecksum {
            let content = bytes.count - IndexLayout.checksumSize
            guard IndexFile.checksum(of: bytes, count: content) == ObjectID(bytes: bytes[content...]) else {
                throw .damaged("its checksum is wrong")
            }
        }
        isCompressed = header.version == 4
        self.bytes = isCompressed ? try IndexFile.expanded(bytes, entryCount: header.entryCount) : bytes
        let scan = try IndexScan(self.bytes, entryCount: header.entryCount)
        offsets = scan.offsets
        extendedCount = scan.extendedCount
        conflictCount = scan.conflictCount
        isChanged = false
        source = isCompressed ? bytes : nil
    }

    /// Number of entries; each stage of a conflict counts.
    public var entryCount: Int { offsets.count - 1 }

    /// True if a path has a stage other than 0: a merge left a conflict that is not resolved.
    public var hasConflicts: Bool { conflictCount > 0 }

    /// Returns the entry of a path, found by binary search.
    ///
    /// - Parameters:
    ///   - path: relative to the work tree.
    ///   - stage: 0, or 1 to 3 for the sides of a conflict.
    /// - Returns: nil if the path has no such stage.
    public func entry(_ path: [UInt8], stage: Int = 0) -> IndexEntry? {
        withEntries { entries in
            path.withUnsafeBytes { path in
                let index = entries.firstIndex(notBefore: path, stage: stage)
                guard index < entries.count else { return nil }
                let found = entries[index]
                return found.stage == stage && comparePaths(found.path, path) == 0 ? found.entry : nil
            }
        }
    }

    /// Calls `body` with the entries whose path begins with `prefix`, sorted by the bytes of their paths and,
    /// for equal paths, by stage.
    ///
    /// - Parameters:
    ///   - prefix: compared byte by byte, so a folder needs its `/`. Empty for all entries.
    ///   - body: receives each path, as a slice of the index's own bytes, and its entry. The paths are not
    ///     checked: one may contain `..`, so it must not be opened without a check.
    /// - Throws: the error of `body`.
    public func forEach<Failure: Error>(
        under prefix: [UInt8] = [], _ body: (ArraySlice<UInt8>, IndexEntry) throws(Failure) -> Void
    ) throws(Failure) {
        let first = withEntries { entries in
            prefix.withUnsafeBytes { entries.firstIndex(notBefore: $0, stage: 0) }
        }
        for index in first..<entryCount {
            let start = Int(offsets[index])
            let (entry, path) = bytes.withUnsafeBytes { bytes in
                let raw = RawIndexEntry(address: bytes.start + start)
                let pathStart = start + raw.pathStart
                return (raw.entry, pathStart..<pathStart + raw.path.count)
            }
            guard bytes[path].starts(with: prefix) else { return }
            try body(bytes[path], entry)
        }
    }

    /// Returns the bytes of the new index file, with their checksum.
    ///
    /// If the index was not changed, these are the bytes from which it was read.
    public consuming func serialised() -> [UInt8] {
        guard isChanged else { return source ?? bytes }
        if isCompressed { bytes = IndexFile.compressed(bytes, offsets: offsets) }
        guard hasChecksum else { return bytes }
        let content = bytes.count - IndexLayout.checksumSize
        let sum = IndexFile.checksum(of: bytes, count: content)
        bytes.withUnsafeMutableBytes { sum.write(to: $0.start + content) }
        return bytes
    }

    /// Returns the SHA-1 of the first `count` bytes.
    static func checksum(of bytes: [UInt8], count: Int) -> ObjectID {
        bytes.withUnsafeBytes { bytes in
            withUnsafeTemporaryAllocation(byteCount: IndexLayout.checksumSize, alignment: 8) { sum in
                clinux_sha1(bytes.start, count, sum.start.assumingMemoryBound(to: UInt8.self))
                return ObjectID(reading: sum.start)
            }
        }
    }
}

/// The reason why Git's index can't be read, or a change of it can't be made.
public enum IndexError: Error, Sendable, Hashable {
    /// The bytes are no valid index; the text gives the problem, without a full stop.
    case damaged(String)
    /// A version of the format that isn't 2, 3 or 4.
    case unsupportedVersion(UInt32)
    /// An extension that changes the meaning of the entries: `link` (split index), `sdir` (sparse index), or
    /// an unknown one.
    case unsupportedExtension(String)
    /// The index is larger than this program supports.
    case tooLarge
    /// A path that Git would refuse in its index: empty, absolute, or with a part `..` or `.git`.
    case unusablePath(String)
}

extension IndexError: CustomStringConvertible {
    /// The problem, as a sentence without a full stop.
    public var description: String {
        switch self {
        case .damaged(let what): "Git's index is damaged: \(what)"
        case .unsupportedVersion(let version): "Git's index has version \(version), not 2, 3 or 4"
        case .unsupportedExtension("link"): "Git's index is split in two files"
        case .unsupportedExtension("sdir"): "Git's index is sparse: it holds whole folders as one entry"
        case .unsupportedExtension(let name):
            "Git's index has a required extension '\(name)' that is not supported"
        case .tooLarge: "Git's index is too large"
        case .unusablePath(let path): "'\(path)' can't be a path in Git's index"
        }
    }

    /// The Git command that fixes it, with its effect; nil if there is none.
    public var help: String? {
        switch self {
        case .damaged:
            "run `git read-tree HEAD` to rebuild it: no file is changed, but staged changes must be added again"
        case .unsupportedExtension("link"):
            "`git update-index --no-split-index` writes it as one file; nothing else changes"
        case .unsupportedExtension("sdir"):
            "`git sparse-checkout reapply --no-sparse-index` writes every entry; nothing else changes"
        case .unsupportedVersion, .unsupportedExtension, .tooLarge, .unusablePath:
            nil
        }
    }
}

/// The first twelve bytes, with the checks that need only them.
struct IndexHeader {
    let version: UInt32
    let entryCount: Int

    init(_ bytes: [UInt8]) throws(IndexError) {
        guard bytes.count >= IndexLayout.headerSize + IndexLayout.checksumSize else {
            throw .damaged("it has only \(bytes.count) bytes")
        }
        guard bytes.count <= UInt32.max else { throw .tooLarge }
        let (signature, version, entryCount) = bytes.withUnsafeBytes {
            ($0.start.number32(at: 0), $0.start.number32(at: 4), $0.start.number32(at: 8))
        }
        guard signature == IndexLayout.signature else {
            throw .damaged("it does not begin with 'DIRC'")
        }
        guard (2...4).contains(version) else { throw .unsupportedVersion(version) }
        // The smallest possible entry: the fixed part and, in version 4, one number and one NUL.
        guard Int(entryCount) <= bytes.count / (IndexLayout.fixedSize + 2) else {
            throw .damaged("it is too short for its \(entryCount) entries")
        }
        self.version = version
        self.entryCount = Int(entryCount)
    }
}

/// One pass over an index in the layout of versions 2 and 3. After it, every entry is known to be within the
/// bytes, to have a path that ends, and to come after the one before it.
struct IndexScan {
    var offsets: [UInt32]
    var extendedCount = 0
    var conflictCount = 0

    init(_ bytes: [UInt8], entryCount: Int) throws(IndexError) {
        offsets = [UInt32](repeating: 0, count: entryCount + 1)
        let end = bytes.count - IndexLayout.checksumSize
        let result = bytes.withUnsafeBytes { bytes -> Result<Int, IndexError> in
            do throws(IndexError) {
                return .success(try readEntries(bytes.start, count: entryCount, end: end))
            } catch {
                return .failure(error)
            }
        }
        let entriesEnd = try result.get()
        _ = try IndexExtension.all(in: bytes, from: entriesEnd)
    }

    /// True if the name of the extension of a split index occurs anywhere after `start`.
    private static func mayBeSplit(_ base: UnsafeRawPointer, from start: Int, end: Int) -> Bool {
        guard start + 4 <= end else { return false }
        let bytes = UnsafeRawBufferPointer(start: base + start, count: end - start)
        return (0...bytes.count - 4).contains { bytes[$0..<$0 + 4].elementsEqual("link".utf8) }
    }

    private mutating func readEntries(
        _ base: UnsafeRawPointer, count: Int, end: Int
    ) throws(IndexError) -> Int {
        var offset = IndexLayout.headerSize
        var previous = UnsafeRawBufferPointer(start: base, count: 0)
        var previousStage = 0
        for index in 0..<count {
            guard end - offset >= IndexLayout.fixedSize + 2 else {
                throw .damaged("it ends before entry \(index + 1) of \(count)")
            }
            offsets[index] = UInt32(truncatingIfNeeded: offset)
            let entry = RawIndexEntry(address: base + offset)
            let flags = entry.flags
            var pathStart = IndexLayout.fixedSize
            if flags & IndexLayout.extendedBit != 0 {
                pathStart += 2
                extendedCount += 1
                let known = IndexLayout.skipWorktreeBit | IndexLayout.intentToAddBit
                guard entry.address.number16(at: IndexLayout.fixedSize) & ~known == 0 else {
                    throw .damaged("entry \(index + 1) of \(count) has flags that no Git sets")
                }
            }
            let start = entry.address + pathStart
            let room = end - offset - pathStart
            let length = strnlen(start.assumingMemoryBound(to: CChar.self), room)
            let stated = Int(flags & IndexLayout.lengthMask)
            // In a split index, an entry without a path means that the other file's entry has changed.
            if length == 0, IndexScan.mayBeSplit(base, from: offset, end: end) {
                throw .unsupportedExtension("link")
            }
            guard length > 0, length < room, min(length, Int(IndexLayout.lengthMask)) == stated else {
                throw .damaged(
                    "the path of entry \(index + 1) of \(count) does not have the length that it states")
            }
            let path = UnsafeRawBufferPointer(start: start, count: length)
            let stage = entry.stage
            if index > 0 {
                let order = comparePaths(previous, path)
                guard order < 0 || (order == 0 && previousStage > 0 && previousStage < stage) else {
                    throw .damaged("entry \(index + 1) of \(count) is out of order")
                }
            }
            if stage != 0 { conflictCount += 1 }
            previous = path
            previousStage = stage
            let size = IndexLayout.entrySize(pathStart: pathStart, pathLength: length)
            guard size <= end - offset else {
                throw .damaged("it ends within entry \(index + 1) of \(count)")
            }
            offset += size
        }
        offsets[count] = UInt32(truncatingIfNeeded: offset)
        return offset
    }
}
