import Testing

@testable import PromptCore

@Suite struct UnknownKeyTests {
    @Test(arguments: BadInput.unknownKey)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let unknownKey: [BadInput] = [
        BadInput(
            "a key of 1,000 letters", "content: x\n1️⃣\(String(repeating: "k", count: 1_000))2️⃣: a\n",
            .warning(.unknownKey, "kkk…\"")),
        BadInput(
            "unknown key of a prompt", "1️⃣nmae2️⃣: a\ncontent: x\n",
            .warning(.unknownKey, "unknown key \"nmae\" in a prompt")),
        BadInput(
            "updated_at has no place", "content: x\n1️⃣updated_at2️⃣: 2026-11-24\n",
            .warning(.unknownKey, "updated_at")),
        BadInput("unknown key in capitals", "1️⃣Name2️⃣: a\ncontent: x\n", .warning(.unknownKey, "\"Name\"")),
        BadInput(
            "unknown key of a module", "modules:\n  - content: x\n    1️⃣rolle2️⃣: user\n",
            .warning(.unknownKey, "in a module")),
        BadInput(
            "a key of files in a module entry", "modules:\n  - content: x\n    1️⃣tags2️⃣: [a]\n",
            .warning(.unknownKey, "\"tags\" in a module")),
        BadInput(
            "unknown key of an option",
            "modules:\n  - options:\n      - content: x\n        1️⃣defualt2️⃣: true\n",
            .warning(.unknownKey, "in an option")),
        BadInput(
            "unknown key of model", "content: x\nmodel: {1️⃣modle2️⃣: m}\n", .warning(.unknownKey, "in a model")),
        BadInput(
            "unknown key of a variable", "variables:\n  a: {1️⃣defualt2️⃣: x}\ncontent: \"{{a}}\"\n",
            .warning(.unknownKey, "in a variable")),
        BadInput(
            "unknown key of a choice",
            "variables:\n  a: {type: select, options: [{value: x, 1️⃣lable2️⃣: X}]}\ncontent: \"{{a}}\"\n",
            .warning(.unknownKey, "in a choice")),
        BadInput(
            "unknown key of a shared module", "content: x\n1️⃣modules2️⃣: []\n",
            .warning(.unknownKey, "in a module"),
            in: "m.module.yaml"),
        BadInput(
            "unknown key of a shared variable", "type: text\n1️⃣tags2️⃣: []\n",
            .warning(.unknownKey, "in a variable"), in: "v.variable.yaml"),
        BadInput(
            "unknown key of a folder", "name: A\n1️⃣tags2️⃣: []\n", .warning(.unknownKey, "in a folder"),
            in: "a/folder.yaml"),
        BadInput(
            "unknown key of the manifest", "format: 1\n1️⃣nmae2️⃣: A\n", .warning(.unknownKey, "in a manifest"),
            in: "promptpal.yaml"),
        BadInput(
            "unknown key of usage", "format: 1\nusage: {1️⃣shared2️⃣: true}\n",
            .warning(.unknownKey, "in a usage setting"), in: "promptpal.yaml"),
        BadInput(
            "four problems at once",
            """
            1️⃣nmae2️⃣: a
            tags: 3️⃣x4️⃣
            variables:
              a: {type: 5️⃣txt6️⃣}
            modules:
              - content: "{{a}}"
              - 7️⃣name8️⃣: M

            """, .warning(.unknownKey, "nmae"), .error(.wrongType, "tags"), .error(.unknownWord, "txt"),
            .error(.missingKey, "module needs")),
    ]
}
