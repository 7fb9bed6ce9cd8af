/// What search asks of the records themselves.
package protocol SearchRecords {
    /// Whether a number is still a record's.
    func isPresent(_ record: Int) -> Bool
    /// The address of a record; `nil` of one that is gone.
    func address(of record: Int) -> String?
    /// Whether a condition holds.
    func holds(_ condition: SearchFilter.Condition, for record: Int) -> Bool
    /// Whether one of its texts has the phrase.
    func has(_ phrase: SearchPhrase, in record: Int) -> Bool
}

/// A record that was found.
package struct SearchHit: Sendable, Hashable {
    package var record: Int
    /// Larger is better; only to be compared with others of the same search.
    package var score: Float
}

/// What a search found.
public struct SearchResults<Hit: Sendable>: Sendable {
    /// The best first; equal ones in the order of their addresses.
    public var hits: [Hit] = []
    /// How many records match in all.
    public var total = 0
    /// No record has all words: these have some of them.
    public var isRelaxed = false
    /// Words, as they were typed, that no record has.
    public var missing: [String] = []
    /// The query with these words as they may have been meant, which finds something.
    public var suggestion: String?

    package init() {}

    /// The same, of what its hits stand for.
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

    package init(_ index: Index, _ records: Records) {
        self.index = index
        self.records = records
        counter = SearchCounter(index)
    }

    /// Finds the `limit` best records (all where it is `nil`).
    ///
    /// All words are required first. Where no record has them all, those that have some are found, the most first;
    /// filters, phrases and what must not be there hold all the same.
    package func search(_ query: SearchQuery, limit: Int?) -> SearchResults<SearchHit> {
        var results = SearchResults<SearchHit>()
        let scores = SearchScores(query, counter)
        var hits = scores.candidates(needing: scores.required).filter { passes($0, query, scores) }
        if hits.isEmpty, query.terms.count > 1 {
            hits = scores.candidates(needing: 1).filter { passes($0, query, scores) }
            results.isRelaxed = !hits.isEmpty
        }
        results.total = hits.count
        results.hits = best(hits, limit)
        if hits.isEmpty || results.isRelaxed { explain(query, &results) }
        return results
    }

    /// The cheap questions first; a phrase is looked for in the record's own texts.
    private func passes(_ hit: SearchHit, _ query: SearchQuery, _ scores: SearchScores) -> Bool {
        let record = hit.record
        return !scores.isExcluded(record) && records.isPresent(record)
            && query.filters.allSatisfy { records.holds($0.condition, for: record) != $0.isExcluded }
            && query.phrases.allSatisfy { scores.hasWords(of: $0, record) && records.has($0, in: record) }
            && !query.excludedPhrases.contains { records.has($0, in: record) }
    }

    private func best(_ hits: [SearchHit], _ limit: Int?) -> [SearchHit] {
        var hits = limit.map { Searcher.atLeast(hits, $0) } ?? hits
        hits.sort { $0.score != $1.score ? $0.score > $1.score : $0.record < $1.record }
        // Addresses are asked for only where scores are equal.
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

    /// The `count` best of many, and all that are as good as the last of them.
    private static func atLeast(_ hits: [SearchHit], _ count: Int) -> [SearchHit] {
        guard count > 0, hits.count / 4 > count else { return hits }
        // A heap of the best scores, the least on top.
        var heap = hits[..<count].map(\.score).sorted()
        for hit in hits[count...] where hit.score > heap[0] {
            var place = 0
            while true {
                var child = 2 * place + 1
                guard child < count else { break }
                if child + 1 < count, heap[child + 1] < heap[child] { child += 1 }
                guard heap[child] < hit.score else { break }
                heap[place] = heap[child]
                place = child
            }
            heap[place] = hit.score
        }
        return hits.filter { $0.score >= heap[0] }
    }

    /// Says which words are nowhere, and what they may have been.
    private func explain(_ query: SearchQuery, _ results: inout SearchResults<SearchHit>) {
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
        let scores = SearchScores(meant, counter)
        if scores.candidates(needing: scores.required).contains(where: { passes($0, meant, scores) }) {
            results.suggestion = suggestion
        }
    }
}
