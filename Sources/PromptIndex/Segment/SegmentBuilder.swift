internal import PromptCore

/// Builds a segment from parsed files, which must be appended in the order of their paths.
package struct SegmentBuilder {
    private var writer: SegmentWriter
    private var keys = KeyTable()
    private var events: [Event] = []
    private let hasKeys: Bool

    /// One occurrence of a key in one field of a record.
    private struct Event {
        let key: UInt32
        let record: UInt32
        let bit: UInt8
        var count: UInt16
    }

    private static let noField: UInt8 = 0xFF

    /// - Parameter sections: the sections that are needed; the others stay empty.
    package init(_ header: SegmentHeader, sections: Set<SegmentSection> = SegmentSection.all) {
        writer = SegmentWriter(header, sections: sections)
        hasKeys = sections.contains(.postings)
    }

    /// Appends a file, whose path must come after all paths before it.
    package mutating func append(_ entry: IndexedFile) {
        let record = writer.count
        var counts = [Int](repeating: 0, count: SearchField.allCases.count)
        for text in entry.texts {
            let bit = UInt8(FieldBits.bit(text.field))
            var count = 0
            var string = text.text
            string.withUTF8 { bytes in
                SearchTokenizer.tokenize(bytes) { word, _ in
                    add(
                        keys.number(kind: IndexKey.word.rawValue, text: UnsafeRawBufferPointer(word)),
                        to: record, bit: bit)
                    count += 1
                }
            }
            counts[Int(text.field.rawValue)] += count
        }
        if hasKeys { addKeys(of: entry, to: record) }
        writer.append(entry, wordCounts: counts)
    }

    /// Adds the keys of tags, references and variables.
    private mutating func addKeys(of entry: IndexedFile, to record: Int) {
        for tag in entry.tags { add(IndexKey.tag.bytes(Slug.foldingKey(tag).utf8), to: record) }
        for reference in entry.references {
            if let key = reference.key { add(key, to: record) }
        }
        for name in entry.variables {
            add(IndexKey.own.bytes(name.utf8), to: record)
            if entry.kind == .variable { add(IndexKey.declared.bytes(name.utf8), to: record) }
        }
    }

    private mutating func add(_ key: [UInt8], to record: Int) {
        let number = key.withUnsafeBytes { key in
            keys.number(kind: key.first ?? 0, text: UnsafeRawBufferPointer(rebasing: key.dropFirst()))
        }
        add(number, to: record, bit: Self.noField)
    }

    private mutating func add(_ key: Int, to record: Int, bit: UInt8) {
        let last = keys.lastEvent[key]
        if last >= 0, events[last].record == record, events[last].bit == bit {
            if bit != Self.noField, events[last].count < .max { events[last].count += 1 }
            return
        }
        keys.lastEvent[key] = events.count
        events.append(Event(key: UInt32(key), record: UInt32(record), bit: bit, count: 1))
    }

    /// Returns the segment of all appended files.
    package consuming func finish() -> IndexSegment {
        let (ranks, sorted) = keys.sorted()
        var starts = [Int](repeating: 0, count: sorted.count + 1)
        for event in events { starts[ranks[Int(event.key)] + 1] += 1 }
        for key in 0..<sorted.count { starts[key + 1] += starts[key] }
        var ends = starts
        var order = [Int32](repeating: 0, count: events.count)
        for (index, event) in events.enumerated() {
            let rank = ranks[Int(event.key)]
            order[ends[rank]] = Int32(index)
            ends[rank] += 1
        }
        var postings = PostingWriter()
        var counts = [Int](repeating: 0, count: 16)
        for (rank, key) in sorted.enumerated() {
            postings.begin(keys.bytes(key))
            var index = starts[rank]
            let end = starts[rank + 1]
            while index < end {
                let record = events[Int(order[index])].record
                var mask = 0
                var isPlain = true
                while index < end, events[Int(order[index])].record == record {
                    let event = events[Int(order[index])]
                    index += 1
                    if event.bit == Self.noField { continue }
                    let isFirst = mask & 1 << Int(event.bit) == 0
                    counts[Int(event.bit)] = Int(event.count) + (isFirst ? 0 : counts[Int(event.bit)])
                    mask |= 1 << Int(event.bit)
                    if counts[Int(event.bit)] != 1 { isPlain = false }
                }
                let given = isPlain ? [] : (0..<16).filter { mask & 1 << $0 != 0 }.map { counts[$0] }
                postings.add(Int(record), mask: mask, counts: given)
            }
        }
        postings.finish()
        return writer.finish(postings, gone: [])
    }
}

/// Numbers keys in the order in which they are added.
struct KeyTable {
    private var slots: [UInt32] = [UInt32](repeating: 0, count: 1 << 12)
    private var heap: [UInt8] = []
    private var starts: [Int] = [0]
    private var hashes: [UInt64] = []
    /// For each key, the index of the last event with it, for callers that count; -1 at first.
    var lastEvent: [Int] = []

    var count: Int { hashes.count }

    func bytes(_ key: Int) -> ArraySlice<UInt8> { heap[starts[key]..<starts[key + 1]] }

    /// Returns the number of a key of that kind.
    mutating func number(kind: UInt8, text: UnsafeRawBufferPointer) -> Int {
        let hash = SegmentHash.key(text) &+ UInt64(kind) &* 0x9E37_79B9_7F4A_7C15
        var slot = Int(truncatingIfNeeded: hash &>> 7) & (slots.count - 1)
        while slots[slot] != 0 {
            let key = Int(slots[slot]) - 1
            if hashes[key] == hash, holds(key, kind: kind, text: text) { return key }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = UInt32(count + 1)
        hashes.append(hash)
        heap.append(kind)
        heap.append(contentsOf: text)
        starts.append(heap.count)
        lastEvent.append(-1)
        if count * 2 > slots.count { grow() }
        return count - 1
    }

    @inline(__always)
    private func holds(_ key: Int, kind: UInt8, text: UnsafeRawBufferPointer) -> Bool {
        let start = starts[key]
        guard starts[key + 1] - start == text.count + 1, heap[start] == kind else { return false }
        return heap.withUnsafeBytes { heap in
            let known = UnsafeRawBufferPointer(rebasing: heap[start + 1..<start + 1 + text.count])
            return PathOrder.compare(known, text) == 0
        }
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        for (key, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash &>> 7) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(key + 1)
        }
    }

    /// Returns the keys sorted by their bytes, and the rank of each key.
    func sorted() -> (ranks: [Int], keys: [Int]) {
        let keys = heap.withUnsafeBytes { heap in
            (0..<count).sorted {
                PathOrder.compare(
                    UnsafeRawBufferPointer(rebasing: heap[starts[$0]..<starts[$0 + 1]]),
                    UnsafeRawBufferPointer(rebasing: heap[starts[$1]..<starts[$1 + 1]])) < 0
            }
        }
        var ranks = [Int](repeating: 0, count: count)
        for (rank, key) in keys.enumerated() { ranks[key] = rank }
        return (ranks, keys)
    }
}
