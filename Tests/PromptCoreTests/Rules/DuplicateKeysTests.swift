import Testing

@testable import PromptCore
@testable import YAMLTree

@Suite struct DuplicateKeysTests {
    @Test(arguments: BadInput.duplicateKeys)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let duplicateKeys: [BadInput] = [
        BadInput(
            "a duplicate key of two lines", "content: x\nmetadata:\n  \"a\\nb\": 1\n  1️⃣\"a\\nb\"2️⃣: 2\n",
            .error(.duplicateKeys, "`a b`")),
        BadInput(
            "a duplicate key", "name: a\ncontent: x\n1️⃣name2️⃣: b\n",
            .error(.duplicateKeys, "`name` occurs twice")),
        BadInput(
            "a duplicate key, spelt otherwise", "name: a\ncontent: x\n1️⃣\"na\\x6de\"2️⃣: b\n",
            .error(.duplicateKeys, "`name` occurs twice")),
        BadInput(
            "duplicate keys in a module, an option and a choice",
            """
            variables:
              s: {type: select, options: [{value: a, 1️⃣value2️⃣: b}]}
            modules:
              - name: M
                3️⃣name4️⃣: N
                options:
                  - content: "{{s}}"
                    5️⃣content6️⃣: "{{s}}"

            """, .error(.duplicateKeys, "`value`"), .error(.duplicateKeys, "`name`"),
            .error(.duplicateKeys, "`content`")),
        BadInput(
            "a variable that is there twice", "variables:\n  a: x\n  1️⃣a2️⃣: y\ncontent: \"{{a}}\"\n",
            .error(.duplicateKeys, "the key `a` occurs twice")),
        BadInput(
            "duplicate keys of one's own", "content: x\nmetadata: {a: 1, 1️⃣a2️⃣: 2}\n",
            .error(.duplicateKeys, "`a`")),
    ]
}
