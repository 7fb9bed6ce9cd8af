/// Two numbers for each of some records, sorted by the records' numbers.
struct SearchFrequencies {
    /// The weighted frequency of a word, and its share of the name and of the handle, half each.
    typealias Value = SIMD2<Float>

    struct Entry {
        var record: Int32
        var value: Value
    }

    private(set) var entries: [Entry] = []

    /// Creates an empty list.
    init() {}

    fileprivate init(_ entries: [Entry]) { self.entries = entries }

    func has(_ record: Int) -> Bool {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].record < record { low = middle + 1 } else { high = middle }
        }
        return low < entries.count && entries[low].record == record
    }

    /// Keeps the larger value of both lists for each record.
    mutating func formMaximum(_ other: SearchFrequencies) {
        if other.entries.isEmpty { return }
        if entries.isEmpty { return self = other }
        var merged: [Entry] = []
        merged.reserveCapacity(entries.count + other.entries.count)
        var next = 0
        for entry in entries {
            while next < other.entries.count, other.entries[next].record < entry.record {
                merged.append(other.entries[next])
                next += 1
            }
            if next < other.entries.count, other.entries[next].record == entry.record {
                let value = pointwiseMax(entry.value, other.entries[next].value)
                merged.append(Entry(record: entry.record, value: value))
                next += 1
            } else {
                merged.append(entry)
            }
        }
        merged.append(contentsOf: other.entries[next...])
        entries = merged
    }

    /// Keeps the records that both lists have, each with the smaller value.
    mutating func formMinimum(_ other: SearchFrequencies) {
        var kept: [Entry] = []
        var next = 0
        for entry in entries {
            while next < other.entries.count, other.entries[next].record < entry.record { next += 1 }
            guard next < other.entries.count else { break }
            guard other.entries[next].record == entry.record else { continue }
            let value = pointwiseMin(entry.value, other.entries[next].value)
            kept.append(Entry(record: entry.record, value: value))
        }
        entries = kept
    }
}

/// Sums up the frequencies of words. Each word has its records in the order of their numbers.
struct SearchFrequencySum {
    private var entries: [SearchFrequencies.Entry] = []
    /// False after another word began, so that numbers started again.
    private var isSorted = true

    @inline(__always)
    mutating func add(_ frequency: Float, title share: Float, to record: Int) {
        guard frequency > 0, record >= 0, record <= Int(Int32.max) else { return }
        let value = SearchFrequencies.Value(frequency, share)
        if let last = entries.indices.last {
            if entries[last].record == record { return entries[last].value += value }
            if entries[last].record > record { isSorted = false }
        }
        entries.append(SearchFrequencies.Entry(record: Int32(record), value: value))
    }

    /// - Parameter recordCount: one more than the highest number of a record.
    consuming func finish(recordCount: Int) -> SearchFrequencies {
        if isSorted { return SearchFrequencies(entries) }
        // If there are many entries, they are summed in a column as wide as the store; if there are few, they
        // are sorted. Both add the values of a record in the order in which they were added, so that sums are
        // equal to the last bit.
        var summed: [SearchFrequencies.Entry] = []
        if entries.count > recordCount / SearchFrequencySum.dense {
            var column = [SearchFrequencies.Value](repeating: .zero, count: recordCount)
            for entry in entries where Int(entry.record) < recordCount {
                column[Int(entry.record)] += entry.value
            }
            for record in 0..<recordCount where column[record].x > 0 {
                summed.append(SearchFrequencies.Entry(record: Int32(record), value: column[record]))
            }
            return SearchFrequencies(summed)
        }
        // The standard library's sort keeps the order of equal elements.
        for entry in entries.sorted(by: { $0.record < $1.record }) {
            if let last = summed.indices.last, summed[last].record == entry.record {
                summed[last].value += entry.value
            } else {
                summed.append(entry)
            }
        }
        return SearchFrequencies(summed)
    }

    /// A column costs as much as sorting one entry for every 64 records.
    private static let dense = 64
}
