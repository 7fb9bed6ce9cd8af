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
