internal import Glibc

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

/// One extension after the entries.
struct IndexExtension {
    /// Its name, four letters as one number.
    let name: UInt32
    /// The range of its content in the index's bytes, without name and size.
    let content: Range<Int>

    static let headSize = 8
    static let cacheTree: UInt32 = 0x5452_4545  // TREE
    static let resolveUndo: UInt32 = 0x5245_5543  // REUC
    static let untrackedCache: UInt32 = 0x554e_5452  // UNTR

    /// Returns the extensions from an offset up to the checksum.
    ///
    /// - Throws: ``IndexError`` if one is damaged, or if its name begins with a lower-case letter, because it
    ///   then changes the meaning of the entries.
    static func all(in bytes: [UInt8], from start: Int) throws(IndexError) -> [IndexExtension] {
        let end = bytes.count - IndexLayout.checksumSize
        var found: [IndexExtension] = []
        var offset = start
        while offset < end {
            guard end - offset >= headSize else { throw .damaged("it ends within the name of an extension") }
            let at = offset
            let (name, size) = bytes.withUnsafeBytes {
                ($0.start.number32(at: at), Int($0.start.number32(at: at + 4)))
            }
            guard size <= end - offset - headSize else { throw .damaged("it ends within an extension") }
            guard (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(bytes[offset]) else {
                let letters = bytes[offset..<offset + 4].map {
                    (0x21...0x7e).contains($0) ? Character(UnicodeScalar($0)) : "?"
                }
                throw .unsupportedExtension(String(letters))
            }
            found.append(
                IndexExtension(name: name, content: offset + headSize..<offset + headSize + size))
            offset += headSize + size
        }
        return found
    }
}

extension IndexFile {
    /// Returns the extensions to write after changes to some paths, each with its name and size.
    ///
    /// - Parameter touched: the paths whose id or mode has changed, sorted.
    /// - Throws: ``IndexError`` if an extension is damaged.
    func rewrittenExtensions(_ touched: [[UInt8]]) throws(IndexError) -> [UInt8] {
        let entriesEnd = offsets.last.map(Int.init) ?? IndexLayout.headerSize
        var out: [UInt8] = []
        for found in try IndexExtension.all(in: bytes, from: entriesEnd) {
            let content: [UInt8]? =
                switch found.name {
                case IndexExtension.resolveUndo: Array(bytes[found.content])
                case IndexExtension.cacheTree: CacheTree(bytes[found.content])?.invalidated(touched)
                case IndexExtension.untrackedCache:
                    UntrackedCache(bytes[found.content])?.invalidated(touched)
                default: nil
                }
            guard let content else { continue }
            for number in [found.name, UInt32(truncatingIfNeeded: content.count)] {
                out.append(contentsOf: withUnsafeBytes(of: number.bigEndian) { Array($0) })
            }
            out.append(contentsOf: content)
        }
        return out
    }
}
