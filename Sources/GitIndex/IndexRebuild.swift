/// Writes the changed index in one pass; runs of unchanged entries are copied.
struct IndexRebuild {
    private let old: IndexFile
    private let plan: IndexPlan
    private let changes: [IndexChange]
    private let extensions: [UInt8]

    private(set) var bytes: [UInt8] = []
    private(set) var offsets: [UInt32] = []
    private(set) var extendedCount: Int
    private(set) var conflictCount: Int

    init(_ old: IndexFile, plan: IndexPlan, changes: [IndexChange], extensions: [UInt8]) {
        self.old = old
        self.plan = plan
        self.changes = changes
        self.extensions = extensions
        extendedCount = old.extendedCount
        conflictCount = old.conflictCount
    }

    /// - Parameter racyFrom: if an entry's file was modified in this second or later, its size becomes 0.
    mutating func run(racyFrom: UInt32) {
        var capacity = old.bytes.count + extensions.count
        for change in changes {
            capacity += change.entrySize
        }
        var rebuilt: (offsets: [UInt32], extended: Int, conflicts: Int) = ([], 0, 0)
        bytes = [UInt8](unsafeUninitializedCapacity: capacity) { out, count in
            old.withEntries { entries in
                var writer = IndexWriter(
                    entries: entries, into: UnsafeMutableRawBufferPointer(out).start,
                    room: entries.count + changes.count, racyFrom: racyFrom)
                writer.write(plan, inserting: changes)
                let hasFurtherFlags = old.extendedCount > writer.removedExtended
                writer.finish(version: old.isCompressed ? 4 : hasFurtherFlags ? 3 : 2, extensions: extensions)
                rebuilt = (writer.offsets, writer.removedExtended, writer.removedConflicts)
                count = writer.position
            }
        }
        offsets = rebuilt.offsets
        extendedCount -= rebuilt.extended
        conflictCount -= rebuilt.conflicts
    }
}

/// Writes runs of entries one after the other.
struct IndexWriter {
    private let entries: IndexEntries
    private let into: UnsafeMutableRawPointer
    private let racyFrom: UInt32
    private(set) var offsets: [UInt32] = []
    /// Offset of the next byte.
    private(set) var position = IndexLayout.headerSize
    private(set) var removedExtended = 0
    private(set) var removedConflicts = 0

    init(entries: IndexEntries, into: UnsafeMutableRawPointer, room: Int, racyFrom: UInt32) {
        self.entries = entries
        self.into = into
        self.racyFrom = racyFrom
        offsets.reserveCapacity(room + 1)
    }

    mutating func write(_ plan: IndexPlan, inserting changes: [IndexChange]) {
        var index = 0
        for edit in plan.edits {
            keep(index..<max(index, edit.removed.lowerBound))
            index = max(index, edit.removed.lowerBound)
            if let number = edit.inserted { insert(changes[number]) }
            while index < edit.removed.upperBound {
                if entries[index].isExtended { removedExtended += 1 }
                if entries[index].stage != 0 { removedConflicts += 1 }
                index += 1
            }
        }
        keep(index..<entries.count)
        offsets.append(UInt32(truncatingIfNeeded: position))
    }

    /// Writes header and extensions, and leaves room for the checksum.
    mutating func finish(version: UInt32, extensions: [UInt8]) {
        into.store(IndexLayout.signature, at: 0)
        into.store(version, at: 4)
        into.store(UInt32(truncatingIfNeeded: offsets.count - 1), at: 8)
        extensions.withUnsafeBytes { from in
            UnsafeMutableRawBufferPointer(start: into + position, count: from.count).copyMemory(from: from)
        }
        position += extensions.count
        (into + position).initializeMemory(as: UInt8.self, repeating: 0, count: IndexLayout.checksumSize)
        position += IndexLayout.checksumSize
    }

    private mutating func keep(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        let from = Int(entries.offsets[range.lowerBound])
        let size = Int(entries.offsets[range.upperBound]) - from
        (into + position).copyMemory(from: entries.base + from, byteCount: size)
        for index in range {
            let offset = Int(entries.offsets[index])
            let target = position + offset - from
            offsets.append(UInt32(truncatingIfNeeded: target))
            if RawIndexEntry(address: entries.base + offset).isRacy(from: racyFrom) {
                (into + target).store(UInt32(0), at: IndexLayout.sizeOffset)
            }
        }
        position += size
    }

    private mutating func insert(_ change: IndexChange) {
        offsets.append(UInt32(truncatingIfNeeded: position))
        position += change.writeEntry(to: into + position)
    }
}
