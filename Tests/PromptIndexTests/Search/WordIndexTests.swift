import PromptCore
import TestSupport
import Testing

@testable import PromptIndex

/// The index answers as a word index of plain arrays does.
@Suite struct WordIndexTests {
    @Test func theWrittenCollection() { compare(SearchCollection.written) }

    @Test(arguments: 1...4) func randomTexts(seed: Int) {
        var random = SeededRandom(seed)
        let words = ["report", "Report", "reports", "naïve", "ÜBER", "東京", "e-mail", "C++", "a", "x1"]
        let files = (0..<80).map { number in
            let text = (0..<Int.random(in: 1...40, using: &random)).map { _ in
                words.randomElement(using: &random) ?? ""
            }
            let tags = (0..<Int.random(in: 0...3, using: &random)).map { _ in
                "\"\(words.randomElement(using: &random) ?? "")\""
            }
            return SearchCollection.file(
                "name: Number \(number)\ntags: [\(tags.joined(separator: ", "))]\ncontent: \(text.joined(separator: " "))\n",
                .prompt, "folder-\(number % 7)/record-\(number)")
        }
        compare(SearchCollection(files))
    }

    private func compare(_ collection: SearchCollection) {
        let naive = NaiveWordIndex(collection.files.map(\.searchTexts))
        #expect(naive.recordCount > 0)
        #expect(words(collection.index) == words(naive))
        #expect(collection.index.presentCount == naive.presentCount)
        for field in SearchField.allCases {
            #expect(collection.index.averageLength(of: field) == naive.averageLength(of: field))
            for record in 0..<naive.recordCount {
                #expect(collection.index.length(of: record, in: field) == naive.length(of: record, in: field))
            }
        }
    }

    /// Returns each word with its occurrences.
    private func words(_ index: some WordIndex) -> [String] {
        var found: [String] = []
        index.words(withPrefix: []) { word, id in
            var places: [String] = []
            index.postings(of: id) { places.append("\($0) \($1) \($2)") }
            found.append("\(String(decoding: word, as: UTF8.self)): \(places.sorted())")
            return true
        }
        return found
    }
}
