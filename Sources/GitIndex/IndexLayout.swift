internal import Glibc

/// The offsets and sizes of the parts of an index, in bytes. Rules: `gitformat-index(5)`. Numbers are
/// big-endian.
///
///     header      "DIRC", version, number of entries                       12
///     entries     ten numbers of `lstat` (40), id (20), flags (2), further flags (2, if flagged),
///                 path, NULs up to a multiple of 8 from the entry's start, at least one
///     extensions  name (4), size (4), content
///     checksum    SHA-1 of all of that, or zeros                           20
enum IndexLayout {
    static let headerSize = 12
    static let checksumSize = 20
    /// The size of an entry up to its path, without further flags.
    static let fixedSize = 62
    static let signature: UInt32 = 0x4449_5243  // DIRC

    static let modificationOffset = 8
    static let modeOffset = 24
    static let sizeOffset = 36
    static let idOffset = 40
    static let flagsOffset = 60

    static let assumeValidBit: UInt16 = 0x8000
    static let extendedBit: UInt16 = 0x4000
    static let stageMask: UInt16 = 0x3000
    static let stageShift: UInt16 = 12
    /// The length of the path; if the path is as long or longer, this value itself.
    static let lengthMask: UInt16 = 0x0fff

    // Among the further flags.
    static let skipWorktreeBit: UInt16 = 0x4000
    static let intentToAddBit: UInt16 = 0x2000

    static let submoduleMode: UInt32 = 0o160000

    /// Returns the size of an entry whose path begins at `pathStart` in it.
    static func entrySize(pathStart: Int, pathLength: Int) -> Int { (pathStart + pathLength + 8) & ~7 }
}

extension UnsafeRawBufferPointer {
    /// The address of the bytes. Only for a buffer with at least a header, whose address is never nil.
    var start: UnsafeRawPointer { baseAddress.unsafelyUnwrapped }
}

extension UnsafeMutableRawBufferPointer {
    /// The address of the bytes. Only for a buffer with at least a header, whose address is never nil.
    var start: UnsafeMutableRawPointer { baseAddress.unsafelyUnwrapped }
}

extension UnsafeRawPointer {
    func number32(at offset: Int) -> UInt32 {
        UInt32(bigEndian: loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    func number16(at offset: Int) -> UInt16 {
        UInt16(bigEndian: loadUnaligned(fromByteOffset: offset, as: UInt16.self))
    }
}

extension UnsafeMutableRawPointer {
    func store(_ number: UInt32, at offset: Int) {
        storeBytes(of: number.bigEndian, toByteOffset: offset, as: UInt32.self)
    }

    func store(_ number: UInt16, at offset: Int) {
        storeBytes(of: number.bigEndian, toByteOffset: offset, as: UInt16.self)
    }
}

/// Compares paths in Git's order: byte by byte, and if one begins with the other, the shorter first. The
/// result is negative, 0 or positive, as for `memcmp(3)`.
func comparePaths(_ one: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer) -> Int {
    let common = min(one.count, other.count)
    if common > 0, let left = one.baseAddress, let right = other.baseAddress {
        let order = memcmp(left, right, common)
        if order != 0 { return Int(order) }
    }
    return one.count - other.count
}

/// One entry in the bytes of a valid index.
struct RawIndexEntry {
    let address: UnsafeRawPointer

    var flags: UInt16 { address.number16(at: IndexLayout.flagsOffset) }
    var isExtended: Bool { flags & IndexLayout.extendedBit != 0 }
    var stage: Int { Int((flags & IndexLayout.stageMask) >> IndexLayout.stageShift) }
    var mode: UInt32 { address.number32(at: IndexLayout.modeOffset) }
    var id: ObjectID { ObjectID(reading: address + IndexLayout.idOffset) }
    var pathStart: Int { isExtended ? IndexLayout.fixedSize + 2 : IndexLayout.fixedSize }

    var path: UnsafeRawBufferPointer {
        let flags = flags
        let start = address + (flags & IndexLayout.extendedBit != 0 ? 2 : 0) + IndexLayout.fixedSize
        var length = Int(flags & IndexLayout.lengthMask)
        if length == IndexLayout.lengthMask {
            length = strlen(start.assumingMemoryBound(to: CChar.self))
        }
        return UnsafeRawBufferPointer(start: start, count: length)
    }

    var size: Int { IndexLayout.entrySize(pathStart: pathStart, pathLength: path.count) }

    /// True if the file may have been edited without a change of its stat, once the index is newer than
    /// `second`, in which it was last written. A modification time of 0 is no proof either.
    func isRacy(from second: UInt32) -> Bool {
        let modified = address.number32(at: IndexLayout.modificationOffset)
        return (modified >= second || modified == 0) && mode != IndexLayout.submoduleMode
    }

    var userFlags: IndexFlags {
        let flags = flags
        var found: IndexFlags = flags & IndexLayout.assumeValidBit != 0 ? .assumeValid : []
        guard flags & IndexLayout.extendedBit != 0 else { return found }
        let further = address.number16(at: IndexLayout.fixedSize)
        if further & IndexLayout.skipWorktreeBit != 0 { found.insert(.skipWorktree) }
        if further & IndexLayout.intentToAddBit != 0 { found.insert(.intentToAdd) }
        return found
    }

    var stat: IndexStat { IndexStat(reading: address) }
    var entry: IndexEntry {
        IndexEntry(id: id, mode: mode, stage: stage, flags: userFlags, stat: stat)
    }
}

extension IndexStat {
    /// Reads the numbers at the start of an entry.
    init(reading entry: UnsafeRawPointer) {
        changeSeconds = entry.number32(at: 0)
        changeNanoseconds = entry.number32(at: 4)
        modificationSeconds = entry.number32(at: 8)
        modificationNanoseconds = entry.number32(at: 12)
        device = entry.number32(at: 16)
        inode = entry.number32(at: 20)
        user = entry.number32(at: 28)
        group = entry.number32(at: 32)
        size = entry.number32(at: IndexLayout.sizeOffset)
    }

    /// Writes the numbers, with the mode among them, to the start of an entry.
    func write(to entry: UnsafeMutableRawPointer, mode: UInt32) {
        entry.store(changeSeconds, at: 0)
        entry.store(changeNanoseconds, at: 4)
        entry.store(modificationSeconds, at: 8)
        entry.store(modificationNanoseconds, at: 12)
        entry.store(device, at: 16)
        entry.store(inode, at: 20)
        entry.store(mode, at: IndexLayout.modeOffset)
        entry.store(user, at: 28)
        entry.store(group, at: 32)
        entry.store(size, at: IndexLayout.sizeOffset)
    }
}

/// The entries of a valid index while its bytes are held in memory.
struct IndexEntries {
    let base: UnsafeRawPointer
    let offsets: UnsafeBufferPointer<UInt32>

    var count: Int { offsets.count - 1 }

    subscript(_ index: Int) -> RawIndexEntry { RawIndexEntry(address: base + Int(offsets[index])) }

    /// Returns the index of the first entry that equals this path and stage or comes after them; `count` if
    /// all come before.
    func firstIndex(notBefore path: UnsafeRawBufferPointer, stage: Int) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            let entry = self[middle]
            let order = comparePaths(entry.path, path)
            if order < 0 || (order == 0 && entry.stage < stage) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Returns the index of an entry; nil if there is none.
    func index(of path: UnsafeRawBufferPointer, stage: Int) -> Int? {
        let index = firstIndex(notBefore: path, stage: stage)
        guard index < count else { return nil }
        let entry = self[index]
        return entry.stage == stage && comparePaths(entry.path, path) == 0 ? index : nil
    }
}

extension IndexFile {
    /// Calls `body` with the entries; the bytes are held in memory during the call.
    func withEntries<Result>(_ body: (IndexEntries) -> Result) -> Result {
        bytes.withUnsafeBytes { bytes in
            offsets.withUnsafeBufferPointer { body(IndexEntries(base: bytes.start, offsets: $0)) }
        }
    }
}
