/// Two numbers for each of some records: a dense column, and which records have them.
struct SearchFrequencies {
    /// How often a word is there, weighted; and its share of the name and of the handle, half each.
    typealias Value = SIMD2<Float>

    private var column: [Value]
    private(set) var records: [Int32] = []

    init(recordCount: Int) { column = [Value](repeating: .zero, count: recordCount) }

    subscript(record: Int) -> Value { column[record] }

    @inline(__always)
    mutating func add(_ frequency: Float, title share: Float, to record: Int) {
        guard frequency > 0, column.indices.contains(record) else { return }
        let old = column[record]
        if old.x == 0 { records.append(Int32(record)) }
        column[record] = Value(old.x + frequency, old.y + share)
    }

    /// Keeps the larger of both for each record.
    mutating func formMaximum(_ other: SearchFrequencies) {
        for record in other.records {
            let place = Int(record)
            if column[place].x == 0 { records.append(record) }
            column[place] = pointwiseMax(column[place], other[place])
        }
    }

    /// Keeps the records that both have, with the smaller of both.
    mutating func formMinimum(_ other: SearchFrequencies) {
        var kept: [Int32] = []
        for record in records {
            let place = Int(record)
            column[place] = pointwiseMin(column[place], other[place])
            if column[place].x > 0 { kept.append(record) }
        }
        records = kept
    }
}
