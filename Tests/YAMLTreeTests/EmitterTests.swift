import Diagnostics
import Testing

@testable import YAMLTree

@Suite struct EmitterTests {
    /// Texts that some YAML reader takes for another type if they are plain.
    @Test(arguments: [
        "", "no", "Yes", "ON", "y", "true", "null", "Null", "~", "1", "-1", "+1", "1_000", "0x1F", "0o7",
        "0b1", "017", "1.5", ".5", "1.",
        "1e5", "1e+5", "-.inf", ".NaN", "12:30", "12:30:45.5", "2026-11-24", "2026-1-2",
        "2026-11-24T09:30:00Z", "<<", "=", "{{x}}",
        "a: b", "a:", " #x", "x #y", "#x", "- a", "-", "? a", "?", ": a", "&a", "*a", "!a", "|", ">", "'a",
        "\"a", "%a", "@a", "`a",
        "[a", "{a", "]a", "}a", ",a", "---", "--- a", "...", " a", "a ", "a\tb", "a\u{85}b", "\u{FEFF}a",
        "a\u{0}", "a\r",
    ])
    func quotes(_ text: String) throws {
        let written = YAMLEmitter.entry("k", value: .text(text))
        #expect(written.hasPrefix("k: \"") || written.hasPrefix("k: '"))
        let root = try #require(YAMLTree.parse(written).tree?.root)
        #expect(root["k"].map { Array($0.text.utf8) } == Array(text.utf8))
    }

    @Test(arguments: [
        "a", "two words", "é", "x:y", "a#b", "http://a.b/c?d", "it's", "a \"b\"", "-x",
        "0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11", "1.2.3-beta", "v1",
        "12 apples", "nope", "yes!", "a, b", "a [b]", "Ana Ruiz <ana@example.com>", "e5", "x ? y",
    ])
    func staysBare(_ text: String) {
        #expect(YAMLEmitter.entry("k", value: .text(text)) == "k: \(text)\n")
    }

    @Test(arguments: [
        ("a\nb\n", "k: |\n  a\n  b\n"), ("a\nb", "k: |-\n  a\n  b\n"), ("a\n\n", "k: |+\n  a\n\n"),
        (" a\nb\n", "k: |2\n   a\n  b\n"),
        ("\ta\nb\n", "k: |2\n  \ta\n  b\n"), ("a \nb\n", "k: |\n  a \n  b\n"), ("\na\n", "k: |\n\n  a\n"),
        ("\n", "k: \"\\n\"\n"),
        ("a\n\nb\n", "k: |\n  a\n\n  b\n"), ("a\n\u{7}\n", "k: \"a\\n\\a\\n\"\n"),
        ("# x\n- y\n", "k: |\n  # x\n  - y\n"),
    ])
    func severalLines(_ text: String, _ wanted: String) throws {
        #expect(YAMLEmitter.entry("k", value: .text(text)) == wanted)
        #expect(try #require(YAMLTree.parse(wanted).tree?.root)["k"]?.text == text)
    }

    @Test func documents() {
        let value = YAMLValue.map([
            ("name", .text("x")), ("tags", .sequence([.text("a"), .text("b, c")], style: .flow)),
            ("empty", .sequence([])),
            ("none", .mapping([])),
            (
                "modules",
                .sequence([
                    .map([("name", .text("m")), ("content", .text("one\ntwo\n"))]), .sequence([.plain("1")]),
                ])
            ),
            (
                "meta",
                .mapping(
                    [YAMLMember("a: b", value: .plain("true")), YAMLMember("c", value: .text("x\ny"))],
                    style: .flow)
            ),
        ])
        let wanted = """
            name: x
            tags: [a, "b, c"]
            empty: []
            none: {}
            modules:
              - name: m
                content: |
                  one
                  two
              - - 1
            meta: {"a: b": true, c: "x\\ny"}

            """
        #expect(YAMLEmitter.document(value) == wanted)
        #expect(YAMLEmitter.document(value, lineEnd: .crlf) == wanted.replacing("\n", with: "\r\n"))
        #expect(YAMLEmitter.document(.text("a")) == "a\n")
        #expect(YAMLEmitter.document(.plain("a: b")) == "\"a: b\"\n")
    }
}
