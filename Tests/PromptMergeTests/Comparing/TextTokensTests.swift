import PromptCore
import TestSupport
import Testing

@testable import PromptMerge

@Suite struct TextTokensTests {
    /// A text with `|` between its tokens.
    @Test(arguments: [
        "one| |two|  |three", "don|'|t| |stop|.|.|.", "snake_case| |x1", "\n|\n|a|\n", "a|\t |b|\r\n|c",
        "{{name}}|,| |{{#list}}|x|{{/list}}|{{{raw}}}| |{{> part}}",
        "{|{|open| |x", "{{{a}}", "{{a}}|}", "{|a|}",
        "日|本|語|で|す", "한국어| |말", "naïve| |cafe\u{301}", "Ελληνικά| |слово| |עברית",
        "👩‍👩‍👧|👍🏽|🇩🇪|🇫🇷|!", "กำ|ลั|ง", "—|«|x|»|…", "a|\u{A0}|b", "१२३| |٤٥",
    ])
    func tokens(_ marked: String) {
        let wanted = marked.unicodeScalars.split(separator: "|").map { String($0) }
        let bytes = Array(wanted.joined().utf8)
        let tokens = TextTokens.tokens(of: bytes, in: 0..<bytes.count)
        #expect(tokens.map { String(decoding: bytes[$0.range], as: UTF8.self) } == wanted)
    }

    @Test func endlessTagsAreNone() {
        let bytes = Array(("{{" + String(repeating: "a", count: TextTokens.longestTag) + "}}").utf8)
        #expect(TextTokens.tokens(of: bytes, in: 0..<bytes.count).first?.range == 0..<1)
    }

    @Test func everyByteIsInOneToken() {
        var random = SeededRandom(4)
        let pieces = [
            "a", "{{", "}}", "{", " ", "\n", "\r", "é", "語", "👩‍👧", "\u{301}", "\u{200D}", "🇩", "ก็", ".", "_",
        ]
        for _ in 0..<1_000 {
            let text = (0..<12).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            let bytes = Array(text.utf8)
            let tokens = TextTokens.tokens(of: bytes, in: 0..<bytes.count)
            #expect(tokens.flatMap { Array($0.range) } == Array(0..<bytes.count), "\(text.debugDescription)")
            #expect(
                tokens.map { String(decoding: bytes[$0.range], as: UTF8.self) }.joined().utf8.elementsEqual(
                    text.utf8))
        }
    }
}
