/// The scores of all records for one query, and which of its words each has.
struct SearchScores {
    /// A bit for each word that records must have; those of phrases come after the others.
    private var masks: [UInt64]
    private var scores: [Float]
    /// The share of the name and of the handle that the query's words are.
    private var titles: [Float]
    private var isTouched: [Int32] = []
    private var excluded: SearchFrequencies
    private var phraseBits: [SearchPhrase: UInt64] = [:]
    /// All of the query's words.
    let required: Int
    private let recordCount: Int

    init<Index: WordIndex>(_ query: SearchQuery, _ counter: SearchCounter<Index>) {
        recordCount = counter.index.recordCount
        masks = [UInt64](repeating: 0, count: recordCount)
        scores = [Float](repeating: 0, count: recordCount)
        titles = scores
        excluded = SearchFrequencies(recordCount: recordCount)
        required = query.terms.count + query.phrases.reduce(0) { $0 + $1.terms.count }
        var bit: UInt64 = 1
        for term in query.terms {
            add(counter.frequencies(of: term), bit)
            bit <<= 1
        }
        for phrase in query.phrases {
            var bits: UInt64 = 0
            for term in phrase.terms {
                add(counter.frequencies(of: term), bit)
                bits |= bit
                bit <<= 1
            }
            phraseBits[phrase] = bits
        }
        for term in query.excludedTerms { excluded.formMaximum(counter.frequencies(of: term)) }
    }

    private mutating func add(_ frequencies: SearchFrequencies, _ bit: UInt64) {
        let rarity = SearchRanking.rarity(records: recordCount, with: frequencies.records.count)
        for record in frequencies.records {
            let record = Int(record)
            if masks[record] == 0 { isTouched.append(Int32(record)) }
            masks[record] |= bit
            let frequency = frequencies[record].x
            scores[record] += rarity * frequency / (SearchRanking.dampening + frequency)
            titles[record] += frequencies[record].y
        }
    }

    /// The records with at least `count` of the words. Those with fewer than all are worth as much less as words are
    /// missing. A query without words has every record.
    func candidates(needing count: Int) -> [SearchHit] {
        if required == 0 { return (0..<recordCount).map { SearchHit(record: $0, score: 0) } }
        var hits: [SearchHit] = []
        for record in isTouched {
            let has = masks[Int(record)].nonzeroBitCount
            guard has >= count else { continue }
            let share = Float(has) / Float(required)
            let title = 1 + SearchRanking.titleBonus * min(1, titles[Int(record)])
            hits.append(SearchHit(record: Int(record), score: scores[Int(record)] * share * share * title))
        }
        return hits
    }

    func isExcluded(_ record: Int) -> Bool { excluded[record].x > 0 }

    /// Whether the record has all words of a phrase, somewhere.
    func hasWords(of phrase: SearchPhrase, _ record: Int) -> Bool {
        let bits = phraseBits[phrase] ?? 0
        return masks[record] & bits == bits
    }
}
