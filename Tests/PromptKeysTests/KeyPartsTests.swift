import Age
import Testing

@testable import PromptKeys

@Suite struct KeyPartsTests {
    @Test(arguments: ["openai", "a", "acme-ai", "0x", String(repeating: "a", count: 64)])
    func names(_ text: String) { #expect(KeyName(provider: text) != nil) }

    @Test(arguments: [
        "", "-a", "OpenAI", "a/b", "..", ".", "a.b", "a b", "ä", "a\0", String(repeating: "a", count: 65),
        "a_b",
    ])
    func noNames(_ text: String) {
        #expect(KeyName(provider: text) == nil)
        #expect(KeyName(provider: "a", nickname: text) == nil)
    }

    @Test(arguments: [
        "https://api.openai.com/v1", "http://localhost:8080/v1", "http://127.0.0.1", "http://[::1]:80/",
    ])
    func addresses(_ url: String) { #expect(KeySecret.problem(baseURL: url) == nil) }

    @Test(arguments: [
        "http://api.openai.com", "http://localhost.evil.example", "https://", "ftp://x", "https://a b",
        "https://user@evil.example", "https://api.openai.com/#", "https://ä.example", "javascript:x", "",
    ])
    func noAddresses(_ url: String) { #expect(KeySecret.problem(baseURL: url) != nil) }

    @Test(arguments: ["", "a b", "a\n", "ä", "a\u{1B}[1m", String(repeating: "a", count: 8193)])
    func noSecrets(_ text: String) {
        #expect(KeySecret.problem(SecretBytes(copying: Array(text.utf8))) != nil)
    }

    private func members(_ text: String) -> [String]? {
        Array(text.utf8).withUnsafeBytes { bytes in
            var reader = FlatJSON(bytes)
            return reader.members()?.flatMap {
                [$0.key, $0.value].map { String(decoding: $0, as: UTF8.self) }
            }
        }
    }

    @Test func json() {
        #expect(members(#"{"a":"b"}"#) == ["a", "b"])
        #expect(members(" { \"a\" : \"\" ,\n\"c\\\"\" : \"\\\\\\/\" } ") == ["a", "", "c\"", "\\/"])
    }

    @Test(arguments: [
        "", "{", "{}", "[]", "\"a\"", #"{"a"}"#, #"{"a":1}"#, #"{"a":"b",}"#, #"{"a":"b"} x"#,
        #"{"a":"b","a":"c"}"#,
        #"{"a":"b}"#, #"{"a":"\u0041"}"#, "{\"a\":\"\n\"}", #"{"a":"b\"}"#, #"{"a":{"b":"c"}}"#,
        #"{"a":"\n"}"#,
    ])
    func noJSON(_ text: String) { #expect(members(text) == nil) }

    private let ana = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"

    @Test func recipientsComeBack() throws {
        let text = "# Ana Ruiz <ana@example.com>\r\n\(ana)\r\n\n# a note that stands alone\n\n\(ana)\n"
        let list = try RecipientList(Array(text.utf8))
        #expect(list.entries.map(\.name) == ["Ana Ruiz <ana@example.com>"])
        #expect(try RecipientList(Array(list.text.utf8)) == list)
        #expect(list.text == "# Ana Ruiz <ana@example.com>\n\(ana)\n")
    }

    @Test(arguments: [
        "age1", "ssh-ed25519 AAAA", " age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj",
        "\u{FEFF}#",
    ])
    func noRecipients(_ line: String) {
        let error = #expect(throws: KeyringError.self) { try RecipientList(Array("# x\n\(line)\n".utf8)) }
        guard case .badRecipients(_, .line(2, _))? = error else { return #expect(Bool(false), "\(line)") }
    }
}
