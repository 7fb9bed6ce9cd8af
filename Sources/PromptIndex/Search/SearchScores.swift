/// The scores of the records that have at least one word of a query, and the words that each record has.
struct SearchScores {
    private struct Entry {
        let record: Int32
        /// A bit for each required word; those of phrases follow the others.
        var mask: UInt64
        var score: Float
        /// The share of the name and of the handle that the query's words make up.
        var title: Float
    }

    /// Sorted by the records' numbers.
    private var entries: [Entry] = []
    private var excluded = SearchFrequencies()
    private var phraseBits: [SearchPhrase: UInt64] = [:]
    /// Number of all words of the query.
    let required: Int
    private let recordCount: Int
    private let presentCount: Int

    init<Index: WordIndex>(_ query: SearchQuery, counter: SearchCounter<Index>) {
        recordCount = counter.index.recordCount
        // Deleted records must not affect the rarity of words, so that the result equals that of a new
        // index.
        presentCount = counter.index.presentCount
        required = query.terms.count + query.phrases.reduce(0) { $0 + $1.terms.count }
        var bit: UInt64 = 1
        for term in query.terms {
            add(counter.frequencies(of: term), bit: bit)
            bit <<= 1
        }
        for phrase in query.phrases {
            var bits: UInt64 = 0
            for term in phrase.terms {
                add(counter.frequencies(of: term), bit: bit)
                bits |= bit
                bit <<= 1
            }
            phraseBits[phrase] = bits
        }
        for term in query.excludedTerms { excluded.formMaximum(counter.frequencies(of: term)) }
    }

    private mutating func add(_ frequencies: SearchFrequencies, bit: UInt64) {
        let found = frequencies.entries
        let rarity = SearchWeights.rarity(records: presentCount, with: found.count)
        func score(_ frequency: Float) -> Float {
            rarity * frequency / (SearchWeights.dampening + frequency)
        }
        func entry(_ found: SearchFrequencies.Entry) -> Entry {
            Entry(record: found.record, mask: bit, score: score(found.value.x), title: found.value.y)
        }
        if entries.isEmpty {
            entries = found.map(entry)
            return
        }
        var merged: [Entry] = []
        merged.reserveCapacity(entries.count + found.count)
        var next = 0
        for old in entries {
            while next < found.count, found[next].record < old.record {
                merged.append(entry(found[next]))
                next += 1
            }
            var both = old
            if next < found.count, found[next].record == old.record {
                both.mask |= bit
                both.score += score(found[next].value.x)
                both.title += found[next].value.y
                next += 1
            }
            merged.append(both)
        }
        merged.append(contentsOf: found[next...].lazy.map(entry))
        entries = merged
    }

    /// Returns the records with at least `count` of the words. If words are missing, the score is reduced in
    /// proportion. A query without words matches every record.
    func candidates(needing count: Int) -> [SearchHit] {
        if required == 0 { return (0..<recordCount).map { SearchHit(record: $0, score: 0) } }
        var hits: [SearchHit] = []
        for entry in entries {
            let has = entry.mask.nonzeroBitCount
            guard has >= count else { continue }
            let share = Float(has) / Float(required)
            let title = 1 + SearchWeights.titleBonus * min(1, entry.title)
            hits.append(SearchHit(record: Int(entry.record), score: entry.score * share * share * title))
        }
        return hits
    }

    func isExcluded(_ record: Int) -> Bool { excluded.has(record) }

    /// True if the record has all words of a phrase, in any order.
    func hasWords(of phrase: SearchPhrase, in record: Int) -> Bool {
        let bits = phraseBits[phrase] ?? 0
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].record < record { low = middle + 1 } else { high = middle }
        }
        let mask = low < entries.count && entries[low].record == record ? entries[low].mask : 0
        return mask & bits == bits
    }
}
