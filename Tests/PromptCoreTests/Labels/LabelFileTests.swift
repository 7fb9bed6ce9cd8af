import Diagnostics
import TestSupport
import Testing

@testable import PromptCore

@Suite struct LabelFileTests {
    /// Not SHA-256, but different for different bytes. PromptStoreTests check the real one.
    static let hash: LabelFile.Hash = { bytes in
        var sum: UInt64 = 14_695_981_039_346_656_037
        for byte in bytes { sum = (sum ^ UInt64(byte)) &* 1_099_511_628_211 }
        return (0..<8).map { UInt8(truncatingIfNeeded: sum >> (8 * $0)) }
    }
    static let path = "labels/production/a/x.prompt.label.yaml"
    static let id = RecordID("0199128e-0b5c-7c3e-9a53-2f1f6f0c9d11")

    static func content(
        _ texts: [String: String] = ["prompts/a/x.prompt.yaml": "content: hi\n"]
    ) throws
        -> LabelContent
    {
        LabelContent(
            format: .one, kind: .prompt, id: try #require(id), address: Address(unchecked: "a/x"),
            commit: "3f2a9c1d0b5c7c3e9a532f1f6f0c9d1100000000",
            files: texts.map { LabelContent.File(path: $0.key, bytes: Array($0.value.utf8)) })
    }

    static func read(_ text: String, path: String = path) -> LabelFile {
        LabelFile(SourceText(name: path, text), hash: hash)
    }

    @Test func layout() throws {
        let content = try Self.content([
            "prompts/b.module.yaml": "content: |\n  Be kind.\n", "prompts/a/x.prompt.yaml": "use: b",
        ])
        #expect(
            content.text(Self.hash) == """
                # Made by `promptpal label set`. To change the label, set it again.
                label:
                  format: 1
                  kind: prompt
                  id: 0199128e-0b5c-7c3e-9a53-2f1f6f0c9d11
                  address: a/x
                  commit: 3f2a9c1d0b5c7c3e9a532f1f6f0c9d1100000000
                  digest: \(content.digest(Self.hash))
                files:
                  prompts/a/x.prompt.yaml: "use: b"
                  prompts/b.module.yaml: |
                    content: |
                      Be kind.

                """)
    }

    /// Line ends, comments, quoting and a byte order mark of the label file change nothing.
    @Test func layoutDoesNotCount() throws {
        let content = try Self.content()
        let text = content.text(Self.hash)
        let variants = [
            text, text.replacing("\n", with: "\r\n"), "\u{FEFF}" + text, "# more\n" + text,
            text.replacing(
                "prompt.yaml: |\n    content: hi\n", with: "prompt.yaml: \"content: hi\\n\" # x\n"),
            text.replacing("prompts/a/x.prompt.yaml:", with: "'prompts/a/x.prompt.yaml':"),
        ]
        for variant in variants {
            let file = Self.read(variant)
            #expect(file.content == content && file.diagnostics.isEmpty, "\(variant)")
        }
    }

    /// The boundary between path and text is part of the digest.
    @Test func digestSeparatesItsParts() throws {
        func digest(_ files: [(String, String)]) throws -> String {
            LabelContent(
                format: .one, kind: .prompt, id: try #require(Self.id), address: .top, commit: nil,
                files: files.map { LabelContent.File(path: $0.0, bytes: Array($0.1.utf8)) }
            ).digest(Self.hash)
        }
        #expect(try digest([("a", "bc")]) != digest([("ab", "c")]))
        #expect(try digest([("a", "b"), ("c", "")]) != digest([("a", ""), ("c", "b")]))
        #expect(try digest([("a", "1"), ("b", "2")]) == digest([("b", "2"), ("a", "1")]))
    }

    @Test func atMost16MiB() throws {
        let long = String(repeating: "x", count: 16 * 1024 * 1024)
        let over = Self.read(try Self.content(["prompts/a/x.prompt.yaml": long]).text(Self.hash))
        #expect(over.diagnostics.map(\.code) == ["PP103"])
        let less = String(long.dropFirst(1000))
        let under = Self.read(try Self.content(["prompts/a/x.prompt.yaml": less]).text(Self.hash))
        #expect(under.isWhole)
    }

    /// Every text without NUL comes back byte for byte.
    @Test func randomTextsComeBack() throws {
        let pieces = [
            "a", " ", "  ", "\t", "\n", "\n\n", "\r", "\r\n", "#", " #", ": ", "- ", "|", "\"", "'", "\\",
            "{{x}}",
            "\u{1}", "\u{1B}", "\u{7F}", "\u{85}", "\u{2028}", "\u{2029}", "\u{FEFF}", "é", "e\u{301}", "書",
            "😀", "\u{FFFE}", "---", "...", "%", "yes", "1.50", "~", "key: value\n", "<<<<<<< a\n", "\u{A0}",
        ]
        for seed in 1...400 {
            var random = SeededRandom(seed)
            var texts: [String: String] = [:]
            for index in 0...random.below(4) {
                let name = index == 0 ? "a/x.prompt" : "\(random.pick(["m", "é/n", "a b/#c"]))\(index).module"
                texts["prompts/\(name).yaml"] = (0..<random.below(12)).map { _ in random.pick(pieces) }
                    .joined()
            }
            let content = try Self.content(texts)
            let file = Self.read(content.text(Self.hash))
            #expect(file.diagnostics.isEmpty, "seed \(seed)")
            #expect(file.content == content, "seed \(seed)")
        }
    }

    @Test func copiesHaveLineFeedsOnly() {
        func copy(_ text: String) -> String {
            String(decoding: LabelContent.normalised(Array(text.utf8)), as: UTF8.self)
        }
        #expect(copy("\u{FEFF}a\r\nb\r\n") == "a\nb\n")
        #expect(copy("a\rb\r\r\n") == "a\rb\r\n")
        #expect(copy("a\u{FEFF}\n") == "a\u{FEFF}\n")
        #expect(copy("") == "" && copy("\u{FEFF}") == "")
    }

    @Test func paths() {
        let path = LabelPath("labels/production/a/x.prompt.label.yaml")
        #expect(path == LabelPath(label: "production", address: Address(unchecked: "a/x"), kind: .prompt))
        #expect(path?.path == "labels/production/a/x.prompt.label.yaml")
        #expect(LabelPath("labels/p/tone.module.label.yaml")?.kind == .module)
        for other in [
            "labels/production/x.prompt.yaml", "labels/x.prompt.label.yaml", "labels/v3/x.prompt.label.yaml",
            "prompts/production/x.prompt.label.yaml", "labels/production/.prompt.label.yaml",
            "labels/production/../x.prompt.label.yaml", "labels/production/README.md",
        ] {
            #expect(LabelPath(other) == nil, "\(other)")
        }
    }
}
