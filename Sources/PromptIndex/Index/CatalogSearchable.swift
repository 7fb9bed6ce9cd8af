/// What ranked search asks of an index of words.
///
/// A *record* is a number from 0 below ``recordCount``; numbers of records that are gone have no words. A *word* is what
/// ``SearchTokenizer`` makes of a text: folded UTF-8 bytes.
package protocol WordIndex {
    /// One more than the highest number of a record.
    var recordCount: Int { get }
    /// How many records there are.
    var presentCount: Int { get }

    /// The mean number of words that records have in a field; 0 where no record has any.
    func averageLength(of field: SearchField) -> Double

    /// How many words a record has in a field, repetitions counted; at most 65,535.
    func length(of record: Int, in field: SearchField) -> Int

    /// Calls `body` with each word that begins with `prefix`, in the order of their bytes, until it gives false. The empty
    /// prefix gives all words.
    func words(withPrefix prefix: [UInt8], _ body: (_ word: [UInt8], _ wordID: Int) -> Bool)

    /// Calls `body` for each record with the word, in the order of their numbers, once for each field that has it.
    ///
    /// - Parameter wordID: as ``words(withPrefix:_:)`` gives it; only good for the index that gave it.
    func postings(of wordID: Int, _ body: (_ record: Int, _ field: SearchField, _ count: Int) -> Void)
}
