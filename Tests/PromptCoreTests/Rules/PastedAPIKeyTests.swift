import Testing

@testable import PromptCore

@Suite struct PastedAPIKeyTests {
    @Test(arguments: BadInput.pastedAPIKey)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    /// Joined at run time, so that no scanner takes this file for a leak.
    private static let key = "sk-" + "ant-api03-Zq8Rk2Vt7Lm4Xw9Pn3Hs6Jd1Fb5Gc0Ty"

    static let pastedAPIKey: [BadInput] = [
        BadInput(
            "a key in a text", "content: Call it with 1️⃣\(key)2️⃣\n",
            .error(.pastedAPIKey, "this looks like an Anthropic API key: sk-ant-…")),
        BadInput(
            "a key in a comment", "# 1️⃣\(key)2️⃣\ncontent: x\n", .error(.pastedAPIKey, "an Anthropic API key")),
        BadInput(
            "two keys", "name: 1️⃣\(key)2️⃣\ncontent: 3️⃣\(key)4️⃣\n", .error(.pastedAPIKey, "an Anthropic API key"),
            .error(.pastedAPIKey, "an Anthropic API key")),
    ]
}
