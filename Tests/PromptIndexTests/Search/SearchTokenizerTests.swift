import PromptCore
import TestSupport
import Testing

@testable import PromptIndex

@Suite struct SearchTokenizerTests {
    private static func words(_ text: String) -> String {
        SearchTokenizer.words(text).map { String(decoding: $0.folded, as: UTF8.self) }.joined(separator: " ")
    }

    @Test(arguments: [
        // Case, accents, compatibility forms.
        ("Write THE email, now!", "write the email now"),
        ("Émile ＥＭＩＬＥ Straße ÆRØ Łódź", "emile emile strasse aero lodz"),
        ("İstanbul ısı Ёлка ΣΊΣΥΦΟΣ", "istanbul isi елка σισυφοσ"),
        ("e\u{301}te\u{301} ﬁne m²", "ete fine m2"),
        ("soft\u{AD}hyphen ½", "softhyphen"),
        ("مرحبًا שָׁלוֹם ٣٤", "مرحبا שלום 34"),
        // Names.
        ("launch-email launch_email", "launch email launchemail launch email launchemail"),
        ("launchEmail HTMLParser", "launch email launchemail html parser htmlparser"),
        ("URLs APIs iOS", "urls apis i os ios"),
        ("don't l’application", "don t dont l application lapplication"),
        ("_private_ a--b x__y -dash", "private a b x y dash"),
        ("ДокументыПоиск", "документы поиск документыпоиск"),
        // Numbers and signs.
        ("gpt-4.1 v1.2. 3,5", "gpt 4.1 gpt4.1 v1.2 3 5"),
        ("C++ and C#, g++ #tag a+b", "c c++ and c c# g g++ tag a b"),
        ("🚀 go", "🚀 go"),
        // Scripts without spaces.
        ("請求書を", "請求 求書 書を を"),
        ("猫", "猫"),
        ("Web検索", "web 検索 索"),
        ("한국어 메일", "한국 국어 어 메일 일"),
        ("हिन्दी में", "हिन्दी में"),
        ("วิธี", "วิธี ธี"),
        ("", ""),
        (" \n\t…—()", ""),
    ])
    func cutsAndFolds(text: String, expected: String) {
        #expect(Self.words(text) == expected)
    }

    @Test(arguments: [
        ("ガギ", "カ\u{3099}キ\u{3099}"), ("ﾒｰﾙ", "メール"),
        ("한국", "\u{1112}\u{1161}\u{11AB}\u{1100}\u{116E}\u{11A8}"),
    ])
    func formsOfTheSameTextGiveTheSameWords(one: String, other: String) {
        #expect(SearchTokenizer.words(one).map(\.folded) == SearchTokenizer.words(other).map(\.folded))
    }

    @Test func sourcesAreWhereTheWordsStand() {
        let text = "Ein schöner launch-email-Test: 請求書 isn't"
        let bytes = Array(text.utf8)
        let sources = SearchTokenizer.words(text).map { String(decoding: bytes[$0.source], as: UTF8.self) }
        #expect(
            sources == [
                "Ein", "schöner", "launch", "email", "Test", "launch-email-Test", "請求", "求書", "書", "isn", "t",
                "isn't",
            ])
    }

    @Test func longWordsAreCutAndBrokenTextIsSafe() {
        let long = SearchTokenizer.words(String(repeating: "ab", count: 1000))
        #expect(long.map(\.folded.count) == [SearchTokenizer.longest])
        for text in [[0xFF, 0x61, 0xC3], [0xE8, 0xAB], [0xF0, 0x9F, 0x61], [0xC0, 0x80, 0x62]] as [[UInt8]] {
            var words = 0
            SearchTokenizer.tokenize(text) { word, source in
                words += 1
                #expect(source.upperBound <= text.count && !word.isEmpty)
            }
            #expect(words == (text.contains { $0 == 0x61 || $0 == 0x62 } ? 1 : 0))
        }
    }

    /// For any text: ranges are inside it, words are well-formed UTF-8 and within the length limit, and each
    /// word alone gives the same word.
    @Test(arguments: 0..<200)
    func randomTextsKeepTheLaws(seed: UInt64) {
        var random = SeededRandom(seed)
        let pieces = [
            "a", "B", "9", "-", "_", "'", ".", " ", "é", "e\u{301}", "İ", "ß", "請", "カ\u{3099}", "ﾞ", "한",
            "\u{1112}",
            "\u{1161}", "ธี", "🚀", "\u{200D}", "\u{FE0F}", "#", "++", "ﷺ", "Σ", "Ǆ", "ﬃ", "\n", "٣",
        ]
        let text = (0..<40).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }.joined()
        let bytes = Array(text.utf8)
        for word in SearchTokenizer.words(text) {
            #expect(
                word.source.lowerBound >= 0 && word.source.upperBound <= bytes.count && !word.source.isEmpty)
            #expect(String(validating: word.folded, as: UTF8.self) != nil, "seed \(seed)")
            #expect(word.folded.count <= SearchTokenizer.longest + 16)
            let again = SearchTokenizer.words(String(decoding: word.folded, as: UTF8.self)).map(\.folded)
            #expect(
                again.contains(word.folded), "seed \(seed): \(String(decoding: word.folded, as: UTF8.self))")
        }
    }
}
