import JSON
import Testing

@Suite struct JSONSurrogatesTests {
    @Test(arguments: [
        (#""\uD83D\uDE00""#, #""😀""#), (#""\ud83d\ude00\u00e9""#, #""😀\u00e9""#),
        (#""\\uD83D\uDE00""#, #""\\uD83D\uDE00""#),
        (#""\uD83D""#, #""\uD83D""#), (#""\uDE00\uD83D""#, #""\uDE00\uD83D""#),
        (#""\n\"\uD83D"#, #""\n\"\uD83D"#),
        (#""\uD83D\uD83D\uDE00""#, #""\uD83D😀""#), ("", ""), ("\\", "\\"),
    ])
    func pairsAreJoined(text: String, joined: String) {
        #expect(String(decoding: JSONSurrogates.joined(Array(text.utf8)), as: UTF8.self) == joined)
    }
}
