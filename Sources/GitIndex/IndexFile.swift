internal import CLinux

/// Git's index file as a value: bytes in, changes, bytes out. Touches no disk.
///
/// The index says what the next `git commit` would record, and remembers the `lstat` of each file.
/// Every entry that isn't changed keeps its bytes, with flags and conflict stages. Versions 2, 3 and 4 of
/// `gitformat-index(5)` with SHA-1 ids; a split or a sparse index is refused.
public struct IndexFile: Sendable {
    /// The version to write: 4, or one of 2 and 3, of which the entries decide.
    let isCompressed: Bool
    /// The whole file in the layout of versions 2 and 3. Of version 4, with its paths written out.
    var bytes: [UInt8]
    /// Where each entry begins in `bytes`, and at last where the entries end.
    var offsets: [UInt32]
    /// How many entries have further flags: the reason for version 3.
    var extendedCount: Int
    /// How many entries belong to a conflict.
    var conflictCount: Int
    /// Whether the file ends with a checksum; else with zeros (`index.skipHash`).
    public let hasChecksum: Bool
    /// Whether `bytes` differ from what was read, so that their checksum is not the right one.
    var isChanged: Bool
    /// The file as it was read where `bytes` are not that (version 4), until it is changed.
    var source: [UInt8]?

    /// The index of a repository that has no index file yet.
    ///
    /// Only for a file that isn't there. One of 0 bytes is damaged: taken for an empty index, the
    /// next commit would delete every file.
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
    ///   - bytes: the whole file. Hand over the only copy, and a small change is made within it.
    ///   - verifyingChecksum: whether to compute the checksum and compare. Git itself doesn't when it reads.
    ///     About 0.7 ms a megabyte; whoever only looks may leave it, whoever will write should not, as a new
    ///     checksum would hide the damage.
    /// - Throws: `IndexError` where the bytes are no sound index, or one with what isn't understood here.
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

    /// How many entries there are, each stage of a conflict counted.
    public var entryCount: Int { offsets.count - 1 }

    /// Whether a path has a stage that isn't 0: a merge left a conflict that nobody has resolved.
    public var hasConflicts: Bool { conflictCount > 0 }

    /// The entry of a path, found by binary search.
    ///
    /// - Parameters:
    ///   - path: relative to the work tree.
    ///   - stage: 0, or 1 to 3 for the sides of a conflict.
    /// - Returns: nil where the path has no such stage.
    public func entry(_ path: [UInt8], stage: Int = 0) -> IndexEntry? {
        withEntries { entries in
            path.withUnsafeBytes { path in
                let place = entries.firstPlace(notBefore: path, stage: stage)
                guard place < entries.count else { return nil }
                let found = entries[place]
                return found.stage == stage && comparePaths(found.path, path) == 0 ? found.entry : nil
            }
        }
    }

    /// Hands over the entries whose path begins with `prefix`, in the order of their paths' bytes and, of one
    /// path, of their stages.
    ///
    /// - Parameters:
    ///   - prefix: compared byte by byte: give a folder with its `/`. Empty for all entries.
    ///   - body: gets each path, as a part of the index's own bytes, and its entry. The paths are as in the
    ///     file: one may hold `..`, so they must not be opened without care.
    public func forEach<Failure: Error>(
        under prefix: [UInt8] = [], _ body: (ArraySlice<UInt8>, IndexEntry) throws(Failure) -> Void
    ) throws(Failure) {
        let first = withEntries { entries in
            prefix.withUnsafeBytes { entries.firstPlace(notBefore: $0, stage: 0) }
        }
        for place in first..<entryCount {
            let start = Int(offsets[place])
            let (entry, path) = bytes.withUnsafeBytes { bytes in
                let raw = RawIndexEntry(address: bytes.start + start)
                let pathStart = start + raw.pathStart
                return (raw.entry, pathStart..<pathStart + raw.path.count)
            }
            guard bytes[path].starts(with: prefix) else { return }
            try body(bytes[path], entry)
        }
    }

    /// The bytes to write as the new index file, with their checksum.
    ///
    /// An index that wasn't changed gives the bytes it was read from.
    public consuming func serialised() -> [UInt8] {
        guard isChanged else { return source ?? bytes }
        if isCompressed { bytes = IndexFile.compressed(bytes, offsets: offsets) }
        guard hasChecksum else { return bytes }
        let content = bytes.count - IndexLayout.checksumSize
        let sum = IndexFile.checksum(of: bytes, count: content)
        bytes.withUnsafeMutableBytes { sum.write(to: $0.start + content) }
        return bytes
    }

    /// SHA-1 of the first bytes.
    static func checksum(of bytes: [UInt8], count: Int) -> ObjectID {
        bytes.withUnsafeBytes { bytes in
            withUnsafeTemporaryAllocation(byteCount: IndexLayout.checksumSize, alignment: 8) { sum in
                clinux_sha1(bytes.start, count, sum.start.assumingMemoryBound(to: UInt8.self))
                return ObjectID(reading: sum.start)
            }
        }
    }
}
