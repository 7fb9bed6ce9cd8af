import Diagnostics
import Testing

@testable import PromptCore

@Suite struct UnreadableLabelFileTests {
    @Test(arguments: [
        ("", "PP706"), ("- a\n", "PP706"), ("label: {}\n", "PP706"), ("files: {}\n", "PP706"),
        ("label: [1]\nfiles: {}\n", "PP706"), ("label: {\n", "PP114"),
        ("<<<<<<< ours\nlabel: 1\n=======\n>>>>>>> theirs\n", "PP107"),
    ]) func unreadable(text: String, code: String) {
        let file = LabelFileTests.read(text)
        #expect(file.content == nil)
        #expect(file.diagnostics.first?.severity == .error)
        if code != "PP114" { #expect(file.diagnostics.first?.code == code) }
    }

    @Test func problemsHavePositions() throws {
        let text = try LabelFileTests.content().text(LabelFileTests.hash)
        let cases: [(old: String, new: String, code: String, at: String)] = [
            ("kind: prompt", "kind: folder", "PP706", "folder"),
            ("kind: prompt", "kind: prompts", "PP706", "prompts"),
            ("format: 1", "format: 99", "PP706", "99"), ("format: 1", "format: one", "PP706", "one"),
            ("0199128e-", "0199128-", "PP706", "0199128-0b5c-7c3e-9a53-2f1f6f0c9d11"),
            ("address: a/x", "address: a/../x", "PP706", "a/../x"),
            ("  kind: prompt", "  name: x\n  kind: prompt", "PP201", "name"),
            ("files:", "more: 1\nfiles:", "PP201", "more"),
            ("files:", "files:\n  ../x.prompt.yaml: a", "PP706", "../x.prompt.yaml"),
            ("files:", "files:\n  prompts/x.txt: a", "PP706", "prompts/x.txt"),
            ("files:", "files:\n  prompts/y.prompt.yaml: [a]", "PP706", "[a]"),
        ]
        for (old, new, code, at) in cases {
            let file = LabelFileTests.read(text.replacing(old, with: new))
            let found = file.diagnostics.first { $0.code == code }
            let range = try #require(found?.range, "\(new)")
            #expect(file.source.string(in: range) == at, "\(new)")
        }
    }

    @Test func theRecordMustBeThere() throws {
        let file = LabelFileTests.read(
            try LabelFileTests.content(["prompts/a/y.prompt.yaml": "content: hi"]).text(LabelFileTests.hash))
        #expect(file.diagnostics.map(\.code) == ["PP706"])
    }
}
