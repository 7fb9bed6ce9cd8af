internal import PromptCore

/// Collects records in the order of their paths, and makes a segment of them.
struct SegmentWriter {
    private var header: SegmentHeader
    private var rows: [UInt8] = []
    private var paths: [UInt8] = []
    private var names: [UInt8] = []
    private var details: [UInt8] = []
    private var references: [UInt8] = []
    private var lengths: [UInt8] = []
    private(set) var count = 0
    private let sections: Set<SegmentSection>

    /// - Parameter sections: the sections that are needed; the others stay empty.
    init(_ header: SegmentHeader, sections: Set<SegmentSection>, capacity: Int = 0) {
        self.header = header
        self.sections = sections
        rows.reserveCapacity((capacity + 1) * SegmentRow.width)
    }

    /// Appends a file. Its words are added by ``finish(_:gone:)``; only their numbers are passed here.
    mutating func append(_ entry: IndexedFile, wordCounts: [Int]) {
        var flags = entry.kind.segmentCode
        if entry.id != nil { flags |= SegmentRow.hasID }
        if entry.isBroken { flags |= SegmentRow.isBroken }
        if entry.name != nil { flags |= SegmentRow.hasName }
        if entry.summary != nil { flags |= SegmentRow.hasSummary }
        if entry.createdAt != nil { flags |= SegmentRow.hasCreatedAt }
        if entry.createdBy != nil { flags |= SegmentRow.hasCreatedBy }
        let stamp = entry.stamp
        rows.append(long: entry.id?.high ?? 0)
        rows.append(long: entry.id?.low ?? 0)
        rows.append(long: UInt64(bitPattern: stamp.size))
        rows.append(long: UInt64(bitPattern: stamp.modified))
        rows.append(long: UInt64(bitPattern: stamp.changed))
        rows.append(long: stamp.inode)
        rows.append(long: stamp.device)
        rows.append(long: IndexSegment.addressHash(entry.address, kind: entry.kind))
        rows.append(word: flags)
        appendStarts()
        paths.append(contentsOf: entry.address.file(entry.kind).utf8)
        if let name = entry.name { names.append(contentsOf: name.utf8) }
        for text in [entry.summary, entry.createdAt, entry.createdBy] {
            if let text { details.append(text: text) }
        }
        for list in [entry.tags, entry.variables] {
            details.append(number: list.count)
            for text in list { details.append(text: text) }
        }
        references.append(number: entry.references.count)
        for reference in entry.references {
            references.append(reference.kind.segmentCode)
            references.append(text: reference.name)
            references.append(text: reference.module)
            references.append(text: reference.option)
        }
        for (field, count) in wordCounts.enumerated() where sections.contains(.lengths) {
            lengths.append(contentsOf: [
                UInt8(truncatingIfNeeded: min(count, 0xFFFF)),
                UInt8(truncatingIfNeeded: min(count, 0xFFFF) >> 8),
            ])
            header.totals[field] += min(count, 0xFFFF)
        }
        count += 1
    }

    /// Appends a record of another segment unchanged.
    mutating func append(_ record: Int, of segment: IndexSegment) {
        let row = segment.rows.range(
            from: record * SegmentRow.width, to: record * SegmentRow.width + SegmentRow.path)
        rows.append(contentsOf: segment.rows[row])
        appendStarts()
        func copy(_ column: Int, from section: SegmentSection, to bytes: inout [UInt8]) {
            let section = segment.section(section)
            bytes.append(contentsOf: section[segment.range(of: record, column: column, in: section)])
        }
        copy(SegmentRow.path, from: .paths, to: &paths)
        copy(SegmentRow.name, from: .names, to: &names)
        copy(SegmentRow.details, from: .details, to: &details)
        copy(SegmentRow.references, from: .references, to: &references)
        for field in SearchField.allCases where sections.contains(.lengths) {
            let count = segment.length(of: record, in: field)
            lengths.append(UInt8(truncatingIfNeeded: count))
            lengths.append(UInt8(truncatingIfNeeded: count >> 8))
            header.totals[Int(field.rawValue)] += count
        }
        count += 1
    }

    private mutating func appendStarts() {
        rows.append(word: paths.count)
        rows.append(word: names.count)
        rows.append(word: details.count)
        rows.append(word: references.count)
        rows.append(word: 0)
    }

    /// - Parameters:
    ///   - postings: the keys of all records, finished.
    ///   - gone: see ``SegmentSection/gone``.
    consuming func finish(_ postings: PostingWriter, gone: [UInt8]) -> IndexSegment {
        header.recordCount = count
        rows.append(contentsOf: [UInt8](repeating: 0, count: SegmentRow.path))
        appendStarts()
        let bare = IndexSegment(header, sections: [.rows: rows, .paths: paths])
        let (folders, children) = SegmentTables.folders(bare)
        var made: [SegmentSection: [UInt8]] = [
            .rows: rows, .paths: paths, .names: names, .details: details, .references: references,
            .folders: folders, .children: children,
            .keyTable: postings.table, .keys: postings.keys, .postings: postings.postings,
            .lengths: lengths, .gone: gone,
        ]
        if sections.contains(.order) { made[.order] = SegmentTables.order(bare) }
        if sections.contains(.ids) {
            made[.ids] = SegmentTables.hashTable(of: bare) { record in
                guard bare.flags(record) & SegmentRow.hasID != 0 else { return nil }
                return SegmentHash.id(
                    high: bare.long(of: record, column: SegmentRow.idHigh),
                    low: bare.long(of: record, column: SegmentRow.idLow))
            }
        }
        if sections.contains(.addresses) {
            made[.addresses] = SegmentTables.hashTable(of: bare) {
                bare.long(of: $0, column: SegmentRow.hash)
            }
        }
        var offset = 0
        header.entries = SegmentSection.allCases.map { section in
            let bytes = made[section] ?? []
            defer { offset += bytes.count }
            return SegmentHeader.Entry(
                offset: offset, count: bytes.count, checksum: SegmentHash.checksum(bytes))
        }
        return IndexSegment(header, sections: made)
    }
}

/// The tables of a segment that are computed from its rows and paths.
enum SegmentTables {
    /// Returns the numbers of the records in list order: sorted by the parts of the address, then by kind.
    static func order(_ segment: IndexSegment) -> [UInt8] {
        let ranges = (0..<segment.count).map { segment.addressRange($0) }
        let kinds = (0..<segment.count).map { UInt8(segment.kind($0).listRank) }
        var order = Array(0..<UInt32(segment.count))
        segment.paths.bytes.withUnsafeBytes { paths in
            order.sort { left, right in
                let (one, other) = (ranges[Int(left)], ranges[Int(right)])
                let order = PathOrder.compareParts(
                    UnsafeRawBufferPointer(rebasing: paths[one]),
                    UnsafeRawBufferPointer(rebasing: paths[other]))
                return order != 0 ? order < 0 : kinds[Int(left)] < kinds[Int(right)]
            }
        }
        return order.withUnsafeBytes { Array($0) }
    }

    /// Returns the folders that contain records, and the records of each folder.
    static func folders(_ segment: IndexSegment) -> (folders: [UInt8], children: [UInt8]) {
        var numbers: [ArraySlice<UInt8>: Int] = [:]
        var found: [Range<Int>] = []
        var folderOf = [Int32](repeating: 0, count: segment.count)
        for record in 0..<segment.count {
            let path = segment.pathRange(record)
            let slash = segment.paths[path].lastIndex(of: 0x2F) ?? path.lowerBound
            let folder = path.lowerBound..<slash
            if record > 0 {
                let last = found[Int(folderOf[record - 1])]
                if segment.paths[last] == segment.paths[folder] {
                    folderOf[record] = folderOf[record - 1]
                    continue
                }
            }
            let key = segment.paths[folder]
            if let known = numbers[key] {
                folderOf[record] = Int32(known)
            } else {
                numbers[key] = found.count
                folderOf[record] = Int32(found.count)
                found.append(folder)
            }
        }
        let sorted = segment.paths.bytes.withUnsafeBytes { paths in
            found.indices.sorted {
                PathOrder.compareFolders(
                    UnsafeRawBufferPointer(rebasing: paths[found[$0]]),
                    UnsafeRawBufferPointer(rebasing: paths[found[$1]])) < 0
            }
        }
        var counts = [Int](repeating: 0, count: found.count)
        for folder in folderOf { counts[Int(folder)] += 1 }
        var starts = [Int](repeating: 0, count: found.count)
        var heap: [UInt8] = []
        var folders: [UInt8] = []
        folders.append(word: found.count)
        var start = 0
        for folder in sorted {
            folders.append(word: heap.count)
            folders.append(word: start)
            heap.append(contentsOf: segment.paths[found[folder]])
            starts[folder] = start
            start += counts[folder]
        }
        folders.append(word: heap.count)
        folders.append(word: start)
        var children = [UInt32](repeating: 0, count: segment.count)
        for record in 0..<segment.count {
            let folder = Int(folderOf[record])
            children[starts[folder]] = UInt32(record)
            starts[folder] += 1
        }
        return (folders + heap, children.withUnsafeBytes { Array($0) })
    }

    /// Returns a hash table with open addressing, at most half full; each slot is a record's number plus 1.
    static func hashTable(of segment: IndexSegment, hash: (Int) -> UInt64?) -> [UInt8] {
        if segment.count == 0 { return [] }
        var size = 4
        while size < segment.count * 2 { size *= 2 }
        var slots = [UInt32](repeating: 0, count: size)
        for record in 0..<segment.count {
            guard let hash = hash(record) else { continue }
            var slot = Int(truncatingIfNeeded: hash) & (size - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = UInt32(record + 1)
        }
        return slots.withUnsafeBytes { Array($0) }
    }
}

extension RecordKind {
    /// The rank in lists: if addresses are equal, folders come first, then prompts, modules and variables.
    var listRank: Int {
        switch self {
        case .manifest: 0
        case .folder: 1
        case .prompt: 2
        case .module: 3
        case .variable: 4
        }
    }
}

extension Reference.Kind {
    var segmentCode: UInt8 {
        switch self {
        case .use: 0
        case .partial: 1
        case .variable: 2
        }
    }

    init(segmentCode: UInt8) {
        switch segmentCode {
        case 0: self = .use
        case 1: self = .partial
        default: self = .variable
        }
    }
}
