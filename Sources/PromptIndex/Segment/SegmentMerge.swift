/// Merges several segments into one by copying; no file is read or tokenized again.
struct SegmentMerge {
    /// The source of each record of the result.
    private var sources: [(segment: Int32, record: Int32)] = []
    private let segments: [IndexSegment]
    /// For each segment, the new numbers of its records; -1 for those that are left out.
    private var numbers: [[Int32]]

    /// - Parameters:
    ///   - segments: the segments with all their sections.
    ///   - keeps: returns true if a record of a segment is in the result.
    init(_ segments: [IndexSegment], keeping keeps: (_ segment: Int, _ record: Int) -> Bool) {
        self.segments = segments
        numbers = segments.map { [Int32](repeating: -1, count: $0.count) }
        var next = [Int](repeating: 0, count: segments.count)
        sources.reserveCapacity(segments.reduce(0) { $0 + $1.count })
        for segment in segments.indices { skip(in: segment, next: &next, keeping: keeps) }
        while true {
            var first = -1
            for segment in segments.indices where next[segment] < segments[segment].count {
                if first < 0
                    || precedes(left: segment, record: next[segment], right: first, other: next[first])
                {
                    first = segment
                }
            }
            guard first >= 0 else { break }
            // Adjacent records often come from one segment.
            var other = -1
            for segment in segments.indices where segment != first && next[segment] < segments[segment].count
            {
                if other < 0
                    || precedes(left: segment, record: next[segment], right: other, other: next[other])
                {
                    other = segment
                }
            }
            repeat {
                numbers[first][next[first]] = Int32(sources.count)
                sources.append((Int32(first), Int32(next[first])))
                next[first] += 1
                skip(in: first, next: &next, keeping: keeps)
            } while next[first] < segments[first].count
                && (other < 0 || precedes(left: first, record: next[first], right: other, other: next[other]))
        }
    }

    private func skip(in segment: Int, next: inout [Int], keeping keeps: (Int, Int) -> Bool) {
        while next[segment] < segments[segment].count, !keeps(segment, next[segment]) { next[segment] += 1 }
    }

    private func precedes(left: Int, record: Int, right: Int, other: Int) -> Bool {
        let (one, two) = (segments[left], segments[right])
        return one.paths.bytes.withUnsafeBytes { left in
            two.paths.bytes.withUnsafeBytes { right in
                PathOrder.compare(
                    UnsafeRawBufferPointer(rebasing: left[one.pathRange(record)]),
                    UnsafeRawBufferPointer(rebasing: right[two.pathRange(other)])) < 0
            }
        }
    }

    /// - Parameters:
    ///   - gone: see ``SegmentSection/gone``.
    ///   - sections: the sections that are needed; the others stay empty.
    func result(
        _ header: SegmentHeader, gone: [UInt8], sections: Set<SegmentSection>
    ) -> IndexSegment {
        var header = header
        header.totals = SegmentHeader().totals
        var writer = SegmentWriter(header, sections: sections, capacity: sources.count)
        for (segment, record) in sources { writer.append(Int(record), of: segments[Int(segment)]) }
        return writer.finish(postings(), gone: gone)
    }

    private func postings() -> PostingWriter {
        var writer = PostingWriter()
        var next = [Int](repeating: 0, count: segments.count)
        var having: [Int] = []
        while true {
            var first = -1
            having.removeAll(keepingCapacity: true)
            for segment in segments.indices where next[segment] < segments[segment].keyCount {
                let order =
                    first < 0
                    ? -1 : compare(left: segment, key: next[segment], right: first, other: next[first])
                if order > 0 { continue }
                if order < 0 { having.removeAll(keepingCapacity: true) }
                first = segment
                having.append(segment)
            }
            guard first >= 0 else { break }
            var lists = having.map { List(segments[$0].postings(next[$0]), numbers: numbers[$0]) }
            lists.removeAll { $0.isAtEnd }
            if !lists.isEmpty {
                writer.begin(segments[first].section(.keys)[segments[first].keyRange(next[first])])
                join(&lists, into: &writer)
            }
            for segment in having { next[segment] += 1 }
        }
        writer.finish()
        return writer
    }

    private func compare(left: Int, key: Int, right: Int, other: Int) -> Int {
        let (one, two) = (segments[left], segments[right])
        return one.section(.keys).bytes.withUnsafeBytes { left in
            two.section(.keys).bytes.withUnsafeBytes { right in
                PathOrder.compare(
                    UnsafeRawBufferPointer(rebasing: left[one.keyRange(key)]),
                    UnsafeRawBufferPointer(rebasing: right[two.keyRange(other)]))
            }
        }
    }

    private func join(_ lists: inout [List], into writer: inout PostingWriter) {
        var counts: [Int] = []
        while !lists.isEmpty {
            var (first, limit) = (0, Int.max)
            for list in lists.indices.dropFirst() {
                if lists[list].record < lists[first].record {
                    limit = lists[first].record
                    first = list
                } else {
                    limit = min(limit, lists[list].record)
                }
            }
            repeat {
                counts.removeAll(keepingCapacity: true)
                lists[first].takeCounts(&counts)
                writer.add(lists[first].record, mask: lists[first].mask, counts: counts)
                lists[first].advance()
            } while !lists[first].isAtEnd && lists[first].record < limit
            if lists[first].isAtEnd { lists.remove(at: first) }
        }
    }

    /// A key's records in one segment, by their new numbers.
    private struct List {
        private var postings: Postings
        private let numbers: [Int32]
        private(set) var record = -1
        private(set) var isAtEnd = false

        var mask: Int { postings.mask }

        init(_ postings: Postings, numbers: [Int32]) {
            self.postings = postings
            self.numbers = numbers
            advance()
        }

        mutating func advance() {
            while postings.next() {
                record = Int(numbers[postings.record])
                if record >= 0 { return }
            }
            isAtEnd = true
        }

        mutating func takeCounts(_ counts: inout [Int]) {
            guard postings.hasCounts else { return }
            for _ in 0..<postings.mask.nonzeroBitCount { counts.append(postings.count()) }
        }
    }
}
