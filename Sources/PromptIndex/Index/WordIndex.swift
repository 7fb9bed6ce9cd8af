/// An index of words for ranked search.
///
/// A *record* is a number from 0 and below ``recordCount``; numbers of deleted records have no words. A
/// *word* is a result of ``SearchTokenizer``: folded UTF-8 bytes.
package protocol WordIndex {
    /// One more than the highest number of a record.
    var recordCount: Int { get }
    /// Number of records.
    var presentCount: Int { get }

    /// Returns the mean number of words per record in a field; 0 if no record has any.
    func averageLength(of field: SearchField) -> Double

    /// Returns the number of words of a record in a field, with repetitions; at most 65,535.
    func length(of record: Int, in field: SearchField) -> Int

    /// Calls `body` with each word that begins with `prefix`, in the order of their bytes, until it returns
    /// false. An empty prefix matches all words.
    func words(withPrefix prefix: [UInt8], _ body: (_ word: [UInt8], _ wordID: Int) -> Bool)

    /// Calls `body` for each record with the word, in the order of their numbers, once for each field that
    /// contains it.
    ///
    /// - Parameter wordID: an id from ``words(withPrefix:_:)`` of the same index.
    func postings(of wordID: Int, _ body: (_ record: Int, _ field: SearchField, _ count: Int) -> Void)
}

extension LibraryIndex: WordIndex {
    package var presentCount: Int {
        var count = recordCount
        changes.forEachGone { _ in count -= 1 }
        return count
    }

    package func averageLength(of field: SearchField) -> Double {
        var total = 0
        var count = 0
        for segment in [base, changes] {
            total += segment.header.totals[Int(field.rawValue)]
            count += segment.count
        }
        changes.forEachGone { record in
            total -= base.length(of: record, in: field)
            count -= 1
        }
        return count == 0 ? 0 : Double(total) / Double(count)
    }

    package func length(of record: Int, in field: SearchField) -> Int {
        let (segment, number) = location(of: record)
        return segment.length(of: number, in: field)
    }

    package func words(
        withPrefix prefix: [UInt8], _ body: (_ word: [UInt8], _ wordID: Int) -> Bool
    ) {
        let wanted = IndexKey.word.bytes(prefix)
        var older = base.firstKey(notBefore: wanted)
        var newer = changes.firstKey(notBefore: wanted)
        func key(in segment: IndexSegment, number: Int) -> ArraySlice<UInt8>? {
            guard number < segment.keyCount else { return nil }
            let key = segment.section(.keys)[segment.keyRange(number)]
            return key.starts(with: wanted) ? key : nil
        }
        while true {
            let (one, other) = (key(in: base, number: older), key(in: changes, number: newer))
            guard let first = one ?? other else { return }
            var word = first
            var (takesOlder, takesNewer) = (one != nil, other != nil)
            if let one, let other, one != other {
                takesOlder = one.lexicographicallyPrecedes(other)
                takesNewer = !takesOlder
                word = takesOlder ? one : other
            }
            let id = (takesOlder ? older + 1 : 0) | (takesNewer ? newer + 1 : 0) << 32
            if !body(Array(word.dropFirst()), id) { return }
            if takesOlder { older += 1 }
            if takesNewer { newer += 1 }
        }
    }

    package func postings(
        of wordID: Int, _ body: (_ record: Int, _ field: SearchField, _ count: Int) -> Void
    ) {
        for (segment, number, first) in [
            (base, wordID & 0xFFFF_FFFF, 0), (changes, wordID >> 32, base.count),
        ] where number > 0 && number <= segment.keyCount {
            var postings = segment.postings(number - 1)
            while postings.next() {
                if first == 0, changes.marksGone(postings.record) { continue }
                var mask = postings.mask
                while mask != 0 {
                    let bit = mask.trailingZeroBitCount
                    mask &= mask - 1
                    let count = postings.count()
                    if let field = FieldBits.field(bit) { body(first + postings.record, field, count) }
                }
            }
        }
    }
}
