@testable import PromptIndex

/// A word index of plain arrays: the model that the real index is compared with.
struct NaiveWordIndex: WordIndex, Sendable {
    private struct Posting {
        var record: Int32
        var field: SearchField
        var count: Int32
    }

    /// Sorted by their bytes; a word's number is its index.
    private var words: [[UInt8]] = []
    private var lists: [[Posting]] = []
    /// For each record, a row of lengths by field.
    private var lengths: [Int32] = []
    private static let fieldCount = SearchField.allCases.count

    private(set) var recordCount: Int
    var presentCount: Int { recordCount }

    /// Indexes the texts of each record.
    init(_ records: some Sequence<[SearchText]>) {
        var numbers: [[UInt8]: Int] = [:]
        var found: [[Posting]] = []
        var lengths: [Int32] = []
        var record = 0
        for texts in records {
            lengths.append(contentsOf: repeatElement(0, count: Self.fieldCount))
            for text in texts {
                let field = Int(text.field.rawValue)
                SearchTokenizer.tokenize(Array(text.text.utf8)) { word, _ in
                    lengths[record * Self.fieldCount + field] += 1
                    let number = numbers[word] ?? found.count
                    if number == found.count {
                        numbers[word] = number
                        found.append([])
                    }
                    NaiveWordIndex.count(Int32(record), text.field, in: &found[number])
                }
            }
            record += 1
        }
        recordCount = record
        self.lengths = lengths
        for (word, number) in numbers.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            words.append(word)
            lists.append(found[number])
        }
    }

    private static func count(_ record: Int32, _ field: SearchField, in list: inout [Posting]) {
        var place = list.count - 1
        while place >= 0, list[place].record == record {
            if list[place].field == field {
                list[place].count += 1
                return
            }
            place -= 1
        }
        list.append(Posting(record: record, field: field, count: 1))
    }

    func averageLength(of field: SearchField) -> Double {
        guard recordCount > 0 else { return 0 }
        let sum = (0..<recordCount).reduce(0) { $0 + length(of: $1, in: field) }
        return Double(sum) / Double(recordCount)
    }

    func length(of record: Int, in field: SearchField) -> Int {
        Int(lengths[record * Self.fieldCount + Int(field.rawValue)])
    }

    func words(withPrefix prefix: [UInt8], _ body: (_ word: [UInt8], _ wordID: Int) -> Bool) {
        var low = 0
        var high = words.count
        while low < high {
            let middle = (low + high) / 2
            if words[middle].lexicographicallyPrecedes(prefix) { low = middle + 1 } else { high = middle }
        }
        while low < words.count, words[low].starts(with: prefix) {
            if !body(words[low], low) { return }
            low += 1
        }
    }

    func postings(of wordID: Int, _ body: (_ record: Int, _ field: SearchField, _ count: Int) -> Void) {
        for posting in lists[wordID] { body(Int(posting.record), posting.field, Int(posting.count)) }
    }
}
