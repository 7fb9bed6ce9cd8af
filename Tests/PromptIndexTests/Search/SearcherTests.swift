import PromptCore
import TestSupport
import Testing

@testable import PromptIndex

@Suite struct SearcherTests {
    private static func prompt(
        _ name: String, tags: String = "", description: String = "", _ text: String = "x"
    ) -> String {
        "name: \(name)\ndescription: \"\(description)\"\ntags: [\(tags)]\nmodules:\n  - {name: Task, content: \"\(text)\"}\n"
    }

    @Test func aNameSaysMoreThanATagADescriptionOrAText() throws {
        let collection = SearchCollection([
            "p1": Self.prompt("One", "about weather"), "p2": Self.prompt("Two", description: "weather"),
            "p3": Self.prompt("Three", tags: "weather"), "p4": Self.prompt("Weather"),
        ])
        #expect(try collection.found("weather") == ["p4", "p3", "p2", "p1"])
    }

    @Test func theWordItselfComesBeforeWordsThatBeginWithIt() throws {
        let collection = SearchCollection([
            "a": Self.prompt("Marketing"), "b": Self.prompt("Mark"), "c": Self.prompt("Markets"),
        ])
        #expect(try collection.found("mark") == ["b", "c", "a"])
        #expect(try collection.found("arket").isEmpty)
    }

    @Test func equalOnesStandInTheOrderOfTheirAddresses() throws {
        let text = Self.prompt("Same")
        let collection = SearchCollection(["z/q": text, "b/q": text, "m/q": text, "a/q": text])
        #expect(try collection.found("same") == ["a/q", "b/q", "m/q", "z/q"])
        #expect(try collection.found("same", limit: 2) == ["a/q", "b/q"])
        #expect(try collection.search("same", limit: 2).total == 4)
    }

    @Test func rareWordsSayMoreThanCommonOnes() throws {
        var records: [ParsedFile] = (0..<20).map {
            SearchCollection.file(Self.prompt("Common \($0)"), .prompt, "c\($0)")
        }
        records.append(SearchCollection.file(Self.prompt("Rare"), .prompt, "rare"))
        records.append(SearchCollection.file(Self.prompt("Common rare", "x"), .prompt, "both"))
        let collection = SearchCollection(records)
        #expect(try collection.found("common rare") == ["both"])
        // No record has all of them: the rarer word decides.
        #expect(try Array(collection.found("rare common absent").prefix(2)) == ["both", "rare"])
    }

    @Test func allWordsAreNeededUntilNoneHasThemAll() throws {
        let collection = SearchCollection([
            "a": Self.prompt("Red apple"), "b": Self.prompt("Green apple"), "c": Self.prompt("Red brick"),
        ])
        let strict = try collection.search("red apple")
        #expect(strict.hits.count == 1 && !strict.isRelaxed && strict.missing.isEmpty)
        let relaxed = try collection.search("red apple zebra")
        #expect(relaxed.isRelaxed && relaxed.hits.count == 3 && relaxed.missing == ["zebra"])
        #expect(collection.files[relaxed.hits[0].record].address.path == "a")
        #expect(try collection.search("zebra").hits.isEmpty)
    }

    @Test func phrasesAreWordsBehindOneAnother() throws {
        let collection = SearchCollection([
            "a": Self.prompt("A", "Use a warm, clear tone."),
            "b": Self.prompt("B", "In a Warm Tone of voice."),
            "c": Self.prompt("C", "The warm-tone preset."), "d": Self.prompt("D", "A tone that is warm."),
            "e": Self.prompt("Warm", "Tone it down."),
        ])
        #expect(try Set(collection.found("\"warm tone\"")) == ["b", "c"])
        #expect(try collection.found("\"warm tone\" -voice") == ["c"])
        #expect(try Set(collection.found("warm -\"warm tone\"")) == ["a", "d", "e"])
        #expect(try collection.found("\"warm ton\"").isEmpty)
        #expect(try collection.found("\"warm tone\" in:x").isEmpty)
    }

    @Test func aPhraseInAScriptWithoutSpaces() throws {
        let collection = SearchCollection([
            "a": Self.prompt("A", "会議のメモから議事録を作成する"), "b": Self.prompt("B", "議事を録音する。会議録"),
        ])
        #expect(try collection.found("\"議事録\"") == ["a"])
        #expect(try collection.found("録").count == 2)
        #expect(try collection.found("\"メモから議事録\"") == ["a"])
    }

    @Test func filtersNarrowAndAloneListByAddress() throws {
        let collection = SearchCollection([
            "x/b": Self.prompt("B", tags: "Email"),
            "x/a": Self.prompt("A", tags: "email", "Hi {{ who.name }}"),
            "y/c": Self.prompt("C", tags: "other"), "y/tone.module": "content: Hi {{who}}",
        ])
        #expect(try collection.found("tag:EMAIL") == ["x/a", "x/b"])
        #expect(try collection.found("in:y") == ["y/c", "y/tone"])
        #expect(try collection.found("in:y -kind:module") == ["y/c"])
        #expect(try collection.found("var:who") == ["x/a", "y/tone"])
        #expect(try collection.found("hi var:who in:x") == ["x/a"])
        #expect(try collection.found("in:x -tag:email").isEmpty)
    }

    @Test func namesAreFoundHoweverTheyAreWritten() throws {
        let collection = SearchCollection([
            "a": Self.prompt("A", "customer_name"), "b": Self.prompt("B", "customerName"),
            "c": Self.prompt("C", "customer-name"), "d": Self.prompt("D", "e-mail"),
            "e": Self.prompt("E", "summaries"),
        ])
        for query in ["customer_name", "customerName", "customer-name", "customername", "customer name"] {
            #expect(try Set(collection.found(query)) == ["a", "b", "c"], "\(query)")
        }
        #expect(try collection.found("email") == ["d"])
        #expect(try collection.found("emails") == ["d"])
    }

    /// More occurrences of a word, or a further word, never lower a record's rank, and every result has the
    /// words.
    @Test(arguments: 0..<60)
    func randomCollectionsKeepTheLaws(seed: UInt64) throws {
        var random = SeededRandom(seed)
        let vocabulary = [
            "apple", "apples", "app", "banana", "cherry", "date", "elder", "fig", "grape", "ban-ana",
        ]
        func words(_ count: Int) -> String {
            (0..<count).map { _ in vocabulary[Int(random.next() % 10)] }.joined(separator: " ")
        }
        let files = (0..<30).map { number in
            SearchCollection.file(
                Self.prompt(words(2), tags: words(1), description: words(3), words(8)), .prompt, "p\(number)")
        }
        let collection = SearchCollection(files)
        let query = words(2)
        let results = try collection.search(query)
        let scores = results.hits.map(\.score)
        #expect(scores == scores.sorted(by: >))
        #expect(Set(results.hits.map(\.record)).count == results.hits.count)
        #expect(results.total == results.hits.count)
        let parsed = try SearchQuery(query)
        for (record, file) in collection.files.enumerated() {
            let all = file.searchTexts.flatMap { SearchTokenizer.words($0.text) }
            let has = parsed.terms.allSatisfy { term in
                term.ways.contains { way in
                    way.allSatisfy { piece in
                        all.contains { $0.folded.withUnsafeBufferPointer { piece.match($0) } != nil }
                    }
                }
            }
            if !results.isRelaxed {
                #expect(has == results.hits.contains { $0.record == record }, "seed \(seed)")
            }
            if has, !results.isRelaxed { #expect(!file.searchMatches(parsed).isEmpty) }
        }
    }
}
