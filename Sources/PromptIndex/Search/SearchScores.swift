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

/// Reads from an index how often, and in which fields, records have a word.
struct SearchCounter<Index: WordIndex> {
    let index: Index
    /// Indexed by the number of the field.
    private let averages: [Float]

    init(_ index: Index) {
        self.index = index
        averages = SearchField.allCases.map { Float(index.averageLength(of: $0)) }
    }

    /// Returns the weighted frequencies of a term: for each record, those of its best reading.
    func frequencies(of term: SearchTerm) -> SearchFrequencies {
        var best = SearchFrequencies()
        for way in term.ways {
            var all: SearchFrequencies?
            for piece in way {
                let found = frequencies(of: piece)
                if all == nil { all = found } else { all?.formMinimum(found) }
            }
            if let all { best.formMaximum(all) }
        }
        return best
    }

    func frequencies(of piece: SearchTerm.Piece) -> SearchFrequencies {
        var found = SearchFrequencySum()
        words(of: piece) { wordID, worth in add(wordID, worth: worth, to: &found) }
        return found.finish(recordCount: index.recordCount)
    }

    /// Returns true if any record has the piece.
    func hasAny(_ piece: SearchTerm.Piece) -> Bool {
        var has = false
        words(of: piece) { wordID, _ in
            if !has { index.postings(of: wordID) { _, _, _ in has = true } }
        }
        return has
    }

    private func words(of piece: SearchTerm.Piece, _ body: (_ wordID: Int, _ worth: Float) -> Void) {
        index.words(withPrefix: piece.word) { word, wordID in
            let isExact = word.count == piece.word.count
            guard isExact || piece.isPrefix else { return false }
            body(
                wordID,
                SearchWeights.worth(isExact ? .exact : .prefix, asked: piece.word.count, found: word.count))
            return true
        }
        for form in piece.inflections {
            index.words(withPrefix: Array(form)) { word, wordID in
                if word.count == form.count {
                    body(wordID, SearchWeights.worth(.inflection, asked: 1, found: 1))
                }
                return false
            }
        }
    }

    private func add(_ wordID: Int, worth: Float, to found: inout SearchFrequencySum) {
        index.postings(of: wordID) { record, field, count in
            let average = averages[Int(field.rawValue)]
            let share = SearchWeights.lengthShare(field)
            let length = max(1, Float(index.length(of: record, in: field)))
            let norm = 1 - share + share * (average > 0 ? length / average : 1)
            var title: Float = 0
            if worth == 1, field == .name || field == .handle {
                let other: SearchField = field == .name ? .handle : .name
                title = Float(count) / length / (index.length(of: record, in: other) > 0 ? 2 : 1)
            }
            found.add(
                worth * SearchWeights.weight(field) * Float(count) / norm, title: title, to: record)
        }
    }
}

/// The weight of words: BM25F (Robertson, Zaragoza: "The Probabilistic Relevance Framework: BM25 and Beyond",
/// 2009, section 3.6). The frequencies of all fields are weighted and added before they are dampened.
enum SearchWeights {
    /// Controls how fast further occurrences of a word lose weight.
    static let dampening: Float = 3
    /// The bonus, as a share of the score, for a name that consists of the query's words only.
    static let titleBonus: Float = 0.5

    /// Returns the weight of a word in a field, relative to a word in a text.
    static func weight(_ field: SearchField) -> Float {
        switch field {
        case .name: 8
        case .handle: 5
        case .tag: 5
        case .module, .option, .variable: 2.5
        case .description: 3
        case .folder: 2
        case .text: 1
        }
    }

    /// Returns the influence of a field's length on its weight, from 0 to 1.
    static func lengthShare(_ field: SearchField) -> Float {
        switch field {
        case .name, .handle: 0.5
        case .text, .description: 0.75
        case .tag, .folder, .module, .option, .variable: 0.3
        }
    }

    /// Returns the relative weight of a word that only begins with the requested one, or is its singular.
    static func worth(_ kind: SearchMatchKind, asked: Int, found: Int) -> Float {
        switch kind {
        case .exact: 1
        case .prefix: 0.2 + 0.4 * Float(asked) / Float(max(found, 1))
        case .inflection: 0.6
        }
    }

    /// Returns the weight of a word by its rarity; the rarer, the higher.
    static func rarity(records: Int, with count: Int) -> Float {
        naturalLogarithm(1 + (Float(max(0, records - count)) + 0.5) / (Float(count) + 0.5))
    }

    /// Returns the natural logarithm of a number from 1, which the standard library lacks. It uses the series
    /// of the inverse hyperbolic tangent of the significand, with seven digits.
    static func naturalLogarithm(_ number: Float) -> Float {
        guard number.isNormal, number > 0 else { return 0 }
        let part = (number.significand - 1) / (number.significand + 1)
        let square = part * part
        var power = part
        var sum: Float = 0
        for divisor in stride(from: Float(1), through: 13, by: 2) {
            sum += power / divisor
            power *= square
        }
        return 2 * sum + Float(number.exponent) * 0.693_147_18
    }
}

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
