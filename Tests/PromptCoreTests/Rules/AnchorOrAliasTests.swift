import Testing

@testable import PromptCore
@testable import YAMLTree

@Suite struct AnchorOrAliasTests {
    @Test(arguments: BadInput.anchorOrAlias)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let anchorOrAlias: [BadInput] = [
        BadInput(
            "an alias bomb",
            """
            content: x
            metadata:
              a: 1️⃣&a2️⃣ [x, x]
              b: 3️⃣&b4️⃣ [5️⃣*a6️⃣, 7️⃣*a8️⃣]

            """, .error(.anchorOrAlias, "`&a`"), .error(.anchorOrAlias, "`&b`"),
            .error(.anchorOrAlias, "`*a`"),
            .error(.anchorOrAlias, "`*a`")),
        BadInput(
            "an anchor of 10,000 letters",
            "name: 1️⃣&\(String(repeating: "n", count: 10_000))2️⃣ a\ncontent: x\n",
            .error(.anchorOrAlias, "nnn…`")),
        BadInput("an anchor", "name: 1️⃣&n2️⃣ Mail\ncontent: x\n", .error(.anchorOrAlias, "`&n`")),
        BadInput("an alias", "name: 1️⃣*n2️⃣\ncontent: x\n", .error(.anchorOrAlias, "`*n`")),
        BadInput("a bold text", "name: 1️⃣*2️⃣*bold**\ncontent: x\n", .error(.anchorOrAlias, "alias or anchor")),
    ]
}
