/// The records as search needs them.
package protocol SearchRecords {
    /// Returns true if the number belongs to a record that exists.
    func isPresent(_ record: Int) -> Bool
    /// Returns the address of a record; `nil` if it is deleted.
    func address(of record: Int) -> String?
    /// Returns true if a condition holds for a record.
    func holds(_ condition: SearchFilter.Condition, for record: Int) -> Bool
    /// Returns true if one of the record's texts has the phrase.
    func has(_ phrase: SearchPhrase, in record: Int) -> Bool
}

/// A record that was found.
package struct SearchHit: Sendable, Hashable {
    package var record: Int
    /// Higher is better; comparable only within one search.
    package var score: Float
}

/// The result of a search.
public struct SearchResults<Hit: Sendable>: Sendable {
    /// Best first; equal ones sorted by address.
    public var hits: [Hit] = []
    /// Total number of matching records.
    public var total = 0
    /// True if no record has all words, so that these records have only some of them.
    public var isRelaxed = false
    /// Words, as typed, that no record has.
    public var missing: [String] = []
    /// The query with the missing words replaced by similar ones, if it finds anything.
    public var suggestion: String?

    package init() {}

    /// Returns the same results with other hits.
    package func map<Other>(_ transform: (Hit) -> Other) -> SearchResults<Other> {
        var results = SearchResults<Other>()
        results.hits = hits.map(transform)
        results.total = total
        results.isRelaxed = isRelaxed
        results.missing = missing
        results.suggestion = suggestion
        return results
    }
}

/// Ranked search over an index of words.
package struct Searcher<Index: WordIndex, Records: SearchRecords> {
    private let index: Index
    private let records: Records
    private let counter: SearchCounter<Index>

    package init(_ index: Index, records: Records) {
        self.index = index
        self.records = records
        counter = SearchCounter(index)
    }

    /// Returns the `limit` best records; all of them if `limit` is `nil`.
    ///
    /// First, all words are required. If no record has them all, the records with some of them are returned,
    /// those with the most first. Filters, phrases and exclusions apply in both cases.
    package func search(_ query: SearchQuery, limit: Int?) -> SearchResults<SearchHit> {
        var results = SearchResults<SearchHit>()
        let scores = SearchScores(query, counter: counter)
        var hits = scores.candidates(needing: scores.required).filter {
            passes($0, query: query, scores: scores)
        }
        if hits.isEmpty, query.terms.count > 1 {
            hits = scores.candidates(needing: 1).filter { passes($0, query: query, scores: scores) }
            results.isRelaxed = !hits.isEmpty
        }
        results.total = hits.count
        results.hits = best(of: hits, limit: limit)
        if hits.isEmpty || results.isRelaxed { explain(query, in: &results) }
        return results
    }

    /// Runs the cheap checks first; a phrase is searched in the record's own texts.
    private func passes(_ hit: SearchHit, query: SearchQuery, scores: SearchScores) -> Bool {
        let record = hit.record
        return !scores.isExcluded(record) && records.isPresent(record)
            && query.filters.allSatisfy { records.holds($0.condition, for: record) != $0.isExcluded }
            && query.phrases.allSatisfy { scores.hasWords(of: $0, in: record) && records.has($0, in: record) }
            && !query.excludedPhrases.contains { records.has($0, in: record) }
    }

    private func best(of hits: [SearchHit], limit: Int?) -> [SearchHit] {
        var hits = limit.map { Searcher.best(of: hits, atLeast: $0) } ?? hits
        hits.sort { $0.score != $1.score ? $0.score > $1.score : $0.record < $1.record }
        // Addresses are read only if scores are equal.
        var start = 0
        while start < min(hits.count, limit ?? hits.count) {
            var end = start + 1
            while end < hits.count, hits[end].score == hits[start].score { end += 1 }
            if end - start > 1 {
                let named = hits[start..<end].map { (hit: $0, address: records.address(of: $0.record) ?? "") }
                let sorted = named.sorted {
                    $0.address != $1.address ? $0.address < $1.address : $0.hit.record < $1.hit.record
                }
                hits.replaceSubrange(start..<end, with: sorted.map(\.hit))
            }
            start = end
        }
        return limit.map { Array(hits.prefix($0)) } ?? hits
    }

    /// Returns the `count` best hits, and all hits that are as good as the last of them.
    private static func best(of hits: [SearchHit], atLeast count: Int) -> [SearchHit] {
        guard count > 0, hits.count / 4 > count else { return hits }
        // A heap of the best scores, the smallest on top.
        var heap = hits[..<count].map(\.score).sorted()
        for hit in hits[count...] where hit.score > heap[0] {
            var slot = 0
            while true {
                var child = 2 * slot + 1
                guard child < count else { break }
                if child + 1 < count, heap[child + 1] < heap[child] { child += 1 }
                guard heap[child] < hit.score else { break }
                heap[slot] = heap[child]
                slot = child
            }
            heap[slot] = hit.score
        }
        return hits.filter { $0.score >= heap[0] }
    }

    /// Fills in the words that no record has, and the suggestion.
    private func explain(_ query: SearchQuery, in results: inout SearchResults<SearchHit>) {
        var isHopeless = false
        var replacements: [(range: Range<Int>, word: [UInt8])] = []
        for term in query.terms + query.phrases.flatMap(\.terms) {
            let unknown = (term.ways.last ?? []).filter { !counter.hasAny($0) }
            if unknown.isEmpty
                || term.ways.count > 1 && !(term.ways.first ?? []).contains(where: { !counter.hasAny($0) })
            {
                continue
            }
            results.missing.append(term.text)
            for piece in unknown {
                if let near = NearWords(piece.word).nearest(in: index) {
                    replacements.append((piece.source, near))
                } else {
                    isHopeless = true
                }
            }
        }
        guard !replacements.isEmpty, !isHopeless else { return }
        var text = Array(query.text.utf8)
        for (range, word) in replacements.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
            text.replaceSubrange(range.clamped(to: 0..<text.count), with: word)
        }
        let suggestion = String(decoding: text, as: UTF8.self)
        guard var meant = try? SearchQuery(suggestion) else { return }
        meant.filters = query.filters
        let scores = SearchScores(meant, counter: counter)
        if scores.candidates(needing: scores.required).contains(where: {
            passes($0, query: meant, scores: scores)
        }) {
            results.suggestion = suggestion
        }
    }
}
