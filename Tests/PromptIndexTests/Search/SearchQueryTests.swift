import PromptCore
import Testing

@testable import PromptIndex

@Suite struct SearchQueryTests {
    /// Returns the readings, with `|` between them; `word*` matches as a prefix.
    private static func text(_ term: SearchTerm) -> String {
        term.ways.map { way in
            way.map { String(decoding: $0.word, as: UTF8.self) + ($0.isPrefix ? "*" : "") }
                .joined(separator: "+")
        }.joined(separator: "|")
    }

    @Test(arguments: [
        ("launch Email", "launch* email*"),
        ("launch-email", "launchemail*|launch+email*"),
        ("a b2", "a b2*"),
        ("C++ C#", "c++* c#*"),
        ("請求書作成", "請求+求書+書作+作成"),
        ("猫 Web検索", "猫* web* 検索"),
        ("foo/bar http://x", "foo* bar* http* x"),
        ("launch\u{3000}email", "launch* email*"),
    ])
    func readsWords(query: String, expected: String) throws {
        let read = try SearchQuery(query)
        #expect(read.terms.map(Self.text).joined(separator: " ") == expected)
        #expect(read.phrases.isEmpty && read.filters.isEmpty)
    }

    @Test(arguments: [
        "\"warm tone\" x", "“warm tone” x", "«Warm Tone» x", "「warm tone」 x", "x \"warm   tone\"",
    ])
    func readsPhrases(query: String) throws {
        let read = try SearchQuery(query)
        #expect(read.terms.map(\.text) == ["x"])
        #expect(
            read.phrases.map { $0.words.map { String(decoding: $0, as: UTF8.self) } } == [["warm", "tone"]])
    }

    @Test func readsWhatMustNotBeThere() throws {
        let read = try SearchQuery("email -draft -\"warm tone\" -tag:old -in:archive a-b - x")
        #expect(read.terms.map(\.text) == ["email", "a-b", "x"])
        #expect(read.excludedTerms.map(Self.text) == ["draft"])
        #expect(read.excludedPhrases.map(\.text) == ["warm tone"])
        #expect(read.filters.map(\.isExcluded) == [true, true])
    }

    @Test func readsFilters() throws {
        let read = try SearchQuery(
            "tag:Émail tag:\"two words\" IN:marketing/old in:/ var:customer_name uses:shared/tone kind:prompts"
        )
        #expect(
            read.filters.map(\.condition) == [
                .tag("émail"), .tag("two words"), .folder(try Address(validating: "marketing/old")),
                .folder(.top), .variable("customer_name"), .uses(try Address(validating: "shared/tone")),
                .kind(.prompt),
            ])
        #expect(read.terms.isEmpty)
    }

    @Test(arguments: [
        ("", "nothing to search for"), ("  ", "nothing to search for"), ("...", "no letter or digit"),
        ("x \"...\"", "no letter or digit"), ("\"warm tone", "no closing quote"), ("tag:", "has no value"),
        ("tags:email", "there is no filter \"tags:\""), ("folder:x", "there is no filter"),
        ("kind:thing", "there is no kind \"thing\""), ("in:a//b", ""),
        ("-draft", "only excludes words"),
        ("-tag:x", "only excludes words"),
        (String(repeating: "word ", count: 33), "at most 32"),
    ])
    func saysWhatIsWrong(query: String, message: String) {
        let error = #expect(throws: SearchQueryError.self) { try SearchQuery(query) }
        #expect(error?.message.contains(message) == true || message.isEmpty, "\(String(describing: error))")
        #expect(error?.help?.isEmpty == false)
    }

    @Test func filtersSaidElsewhereAreEnough() throws {
        let read = try SearchQuery("", with: [SearchFilter(.kind(.module))])
        #expect(read.filters.count == 1 && read.terms.isEmpty)
        #expect(throws: SearchQueryError.self) {
            try SearchQuery("...", with: [SearchFilter(.kind(.module))])
        }
    }
}
