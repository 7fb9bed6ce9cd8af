import Diagnostics
import PromptCore
import Testing

/// The id in a file's bytes. Every reader of it uses one rule: history, status, save, merge and doctor.
@Suite struct FileIdentityTests {
    private static let id = "0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11"
    private static let other = "0198c1de-0b5c-7c3e-9a53-000000000000"

    @Test(arguments: [
        "id: \(id)\nname: x\ncontent: y\n",
        "id: \(id)",
        "id: \(id)\r\nname: x\r\ncontent: y\r\n",
        "id:   \(id)   \ncontent: y\n",
        "id: \(id) # note\ncontent: y\n",
        "id: \"\(id)\"\ncontent: y\n",
        "id: '\(id)'\ncontent: y\n",
        "\u{FEFF}id: \(id)\ncontent: y\n",
        "# note\n\nid: \(id)\ncontent: y\n",
        "---\nid: \(id)\ncontent: y\n",
        "{id: \(id), content: y}\n",
        "content: y\nid: \(id)\n",
        "id: \(id.uppercased())\ncontent: y\n",
        "id:\n  \(id)\ncontent: y\n",
        "modules:\n  - {id: \(other), content: y}\nid: \(id)\n",
        // An entry of a list in the first column, which is part of a value.
        "modules: [{\nid: \(other),\ncontent: y}]\nid: \(id)\n",
        // Valid YAML that is no valid record.
        "id: \(id)\nmodules: 7\n",
        // No YAML.
        "id: \(id)\ncontent: [broken\n",
        "name: [broken\nid: \(id)\n",
        "name: [broken\nid: \"\(id)\" # note\r\n",
        "<<<<<<< HEAD\nname: a\n=======\nname: b\n>>>>>>> theirs\nid: \(id)\ncontent: y\n",
        "name: [broken\nid: \(id)\nid: \(other)\n",
    ])
    func found(_ text: String) throws {
        let wanted = try #require(RecordID(Self.id))
        #expect(RecordID(in: Array(text.utf8), path: "prompts/a.prompt.yaml") == wanted)
        #expect(parsed(text, .prompt).recordID == wanted)
    }

    @Test(arguments: [
        "", "\n", "content: y\n", "# id: \(id)\ncontent: y\n",
        "id: launch-email\ncontent: y\n",
        "id: \(id)x\ncontent: y\n",
        "id: \(id.dropLast())\ncontent: y\n",
        // The value goes on in the next line.
        "id: \(id)\n  more\ncontent: y\n",
        "id: \(id)\n\n  more\ncontent: y\n",
        "id: [\(id)]\ncontent: y\n",
        "idx: \(id)\ncontent: y\n",
        "metadata:\n  id: \(id)\ncontent: y\n",
        "modules:\n  - {id: \(id), content: y}\n",
        "modules: [{\nid: \(id),\ncontent: y}]\n",
        "content: |\n  id: \(id)\n",
        "name: [broken\n  id: \(id)\n",
        "name: [broken\nid: \(id)x\n",
    ])
    func none(_ text: String) {
        #expect(RecordID(in: Array(text.utf8), path: "prompts/a.prompt.yaml") == nil)
        #expect(parsed(text, .prompt).recordID == nil)
    }

    /// The name of the file decides, wherever it lies.
    @Test(arguments: [
        ("prompts/a/b.module.yaml", true), ("b.variable.yaml", true), ("trash/x/prompts/folder.yaml", true),
        ("promptpal.yaml", false), ("labels.yaml", false), ("prompts/a.yaml", false),
        ("prompts/a.txt", false),
    ])
    func names(_ path: String, _ hasID: Bool) {
        let bytes = Array("id: \(Self.id)\nname: x\n".utf8)
        #expect((RecordID(in: bytes, path: path) != nil) == hasID)
    }

    private func parsed(_ text: String, _ kind: RecordKind) -> ParsedFile {
        ParsedFile(
            SourceText(name: "a.prompt.yaml", bytes: Array(text.utf8)), kind: kind, address: .top,
            format: .one)
    }
}
