internal import Glibc

// Version 4 stores only the difference of each path from the one before: the number of bytes to remove from
// its end, and the bytes to append. Paths are expanded on reading and compressed on writing, so that all
// other code has to handle only one layout. The fixed part of an entry is the same.

extension IndexFile {
    /// The maximum total size in bytes of the entries of a version 4 index after expansion. Without this
    /// limit, paths that grow by one byte each would need space in proportion to the square of the file's
    /// size.
    static let expandedLimit = 1 << 30

    /// Returns an index of version 4 in the layout of version 3; its header still has 4.
    static func expanded(_ bytes: [UInt8], entryCount: Int) throws(IndexError) -> [UInt8] {
        let end = bytes.count - IndexLayout.checksumSize
        let result = bytes.withUnsafeBytes { from -> Result<[UInt8], IndexError> in
            do throws(IndexError) {
                let size = try expandedSize(from.start, end: end, entryCount: entryCount)
                return .success(
                    expand(
                        from, end: end, entryCount: entryCount, entriesSize: size.entries,
                        entriesEnd: size.offset))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// Checks the entries of version 4. Returns their size after expansion, and the offset of their end.
    private static func expandedSize(
        _ base: UnsafeRawPointer, end: Int, entryCount: Int
    ) throws(IndexError) -> (entries: Int, offset: Int) {
        var reader = CompressedEntries(base: base, end: end)
        var size = 0
        for index in 0..<entryCount {
            let entry = try reader.next(name: "entry \(index + 1) of \(entryCount)")
            size += IndexLayout.entrySize(
                pathStart: entry.pathStart, pathLength: entry.kept + entry.rest.count)
            guard size <= expandedLimit else { throw .tooLarge }
        }
        return (size, reader.offset)
    }

    /// Expands the checked entries.
    private static func expand(
        _ from: UnsafeRawBufferPointer, end: Int, entryCount: Int, entriesSize: Int, entriesEnd: Int
    ) -> [UInt8] {
        let tail = UnsafeRawBufferPointer(rebasing: from[entriesEnd...])
        let total = IndexLayout.headerSize + entriesSize + tail.count
        return [UInt8](unsafeUninitializedCapacity: total) { out, count in
            let into = UnsafeMutableRawBufferPointer(out).start
            into.copyMemory(from: from.start, byteCount: IndexLayout.headerSize)
            var at = into + IndexLayout.headerSize
            var previousPath = UnsafeRawPointer(at)
            var reader = CompressedEntries(base: from.start, end: end)
            // Every entry was read before, so none can fail here.
            for _ in 0..<entryCount {
                guard let entry = try? reader.next(name: "") else { break }
                let length = entry.kept + entry.rest.count
                let size = IndexLayout.entrySize(pathStart: entry.pathStart, pathLength: length)
                at.copyMemory(from: entry.address, byteCount: entry.pathStart)
                let path = at + entry.pathStart
                path.copyMemory(from: previousPath, byteCount: entry.kept)
                if let rest = entry.rest.baseAddress {
                    (path + entry.kept).copyMemory(from: rest, byteCount: entry.rest.count)
                }
                (path + length).initializeMemory(
                    as: UInt8.self, repeating: 0, count: size - entry.pathStart - length)
                previousPath = UnsafeRawPointer(path)
                at += size
            }
            at.copyMemory(from: tail.start, byteCount: tail.count)
            count = into.distance(to: at) + tail.count
        }
    }

    /// Returns an index in the layout of version 3 as version 4, with room for the checksum.
    static func compressed(_ bytes: [UInt8], offsets: [UInt32]) -> [UInt8] {
        bytes.withUnsafeBytes { from in
            // A compressed entry is longer at most by its number. For a path of less than `expandedLimit`
            // bytes the number takes up to 5 bytes, and only if the path shares no prefix.
            let capacity = from.count + 8 * offsets.count
            return [UInt8](unsafeUninitializedCapacity: capacity) { out, count in
                let into = UnsafeMutableRawBufferPointer(out).start
                into.copyMemory(from: from.start, byteCount: IndexLayout.headerSize)
                var written = IndexLayout.headerSize
                var previous = UnsafeRawBufferPointer(start: from.start, count: 0)
                for offset in offsets.dropLast() {
                    let entry = RawIndexEntry(address: from.start + Int(offset))
                    let path = entry.path
                    let shared = sharedLength(of: previous, and: path)
                    (into + written).copyMemory(from: entry.address, byteCount: entry.pathStart)
                    written += entry.pathStart
                    written += writeVarint(previous.count - shared, to: into + written)
                    // Includes the NUL that ends the path.
                    let rest = path.count - shared + 1
                    (into + written).copyMemory(from: path.start + shared, byteCount: rest)
                    written += rest
                    previous = path
                }
                let entriesEnd = Int(offsets[offsets.count - 1])
                (into + written).copyMemory(from: from.start + entriesEnd, byteCount: from.count - entriesEnd)
                count = written + from.count - entriesEnd
            }
        }
    }

    private static func sharedLength(of one: UnsafeRawBufferPointer, and other: UnsafeRawBufferPointer) -> Int
    {
        let limit = min(one.count, other.count)
        var length = 0
        while length + 8 <= limit {
            let left = one.loadUnaligned(fromByteOffset: length, as: UInt64.self)
            let right = other.loadUnaligned(fromByteOffset: length, as: UInt64.self)
            let differing = (left ^ right).littleEndian
            if differing != 0 { return length + differing.trailingZeroBitCount / 8 }
            length += 8
        }
        while length < limit && one[length] == other[length] { length += 1 }
        return length
    }
}

/// Reads entries of version 4 one by one.
struct CompressedEntries {
    /// An entry: its address, the length of its part before the path, the number of bytes that it keeps of
    /// the previous path, and the bytes that follow them.
    typealias Entry = (address: UnsafeRawPointer, pathStart: Int, kept: Int, rest: UnsafeRawBufferPointer)

    let base: UnsafeRawPointer
    /// Offset of the checksum.
    let end: Int
    /// Offset of the next entry.
    private(set) var offset = IndexLayout.headerSize
    private var previousLength = 0

    init(base: UnsafeRawPointer, end: Int) {
        self.base = base
        self.end = end
    }

    mutating func next(name: @autoclosure () -> String) throws(IndexError) -> Entry {
        guard end - offset >= IndexLayout.fixedSize + 2 else { throw .damaged("it ends before \(name())") }
        let entry = RawIndexEntry(address: base + offset)
        let pathStart = entry.pathStart
        var at = offset + pathStart
        guard let taken = readVarint(base, at: &at, end: end), taken <= previousLength else {
            throw .damaged("the path of \(name()) removes more from the previous path than that has")
        }
        let rest = strnlen((base + at).assumingMemoryBound(to: CChar.self), end - at)
        guard rest < end - at else { throw .damaged("the path of \(name()) is not terminated") }
        let kept = previousLength - taken
        previousLength = kept + rest
        offset = at + rest + 1
        return (entry.address, pathStart, kept, UnsafeRawBufferPointer(start: base + at, count: rest))
    }
}

/// Reads Git's number of variable length: seven bits per byte, highest first; each further byte adds one, so
/// that every number has one form only. Returns nil if it does not end, or exceeds any length here.
func readVarint(_ base: UnsafeRawPointer, at offset: inout Int, end: Int) -> Int? {
    var value = 0
    while offset < end {
        let byte = base.load(fromByteOffset: offset, as: UInt8.self)
        offset += 1
        value = value << 7 | Int(byte & 127)
        if byte & 128 == 0 { return value }
        value += 1
        guard value < 1 << 40 else { return nil }
    }
    return nil
}

/// Writes such a number. Returns its length in bytes, at most 9.
func writeVarint(_ number: Int, to address: UnsafeMutableRawPointer) -> Int {
    var size = 1
    var rest = number >> 7
    while rest > 0 {
        rest = (rest - 1) >> 7
        size += 1
    }
    var value = number
    var offset = size - 1
    address.storeBytes(of: UInt8(value & 127), toByteOffset: offset, as: UInt8.self)
    value >>= 7
    while offset > 0 {
        offset -= 1
        value -= 1
        address.storeBytes(of: UInt8(128 | (value & 127)), toByteOffset: offset, as: UInt8.self)
        value >>= 7
    }
    return size
}
