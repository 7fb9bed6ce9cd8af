import Testing

@testable import PromptCore
@testable import YAMLTree

@Suite struct OddBreaksTests {
    @Test(arguments: BadInput.oddBreaks)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let oddBreaks: [BadInput] = [
        BadInput(
            "a line separator in a block text", "content: |\n  a1️⃣\u{2028}2️⃣  b\n  c\n",
            .warning(.oddBreaks, "the invisible character U+2028")),
        BadInput(
            "a next line in a comment, and a paragraph separator in a tag",
            "tags: [a1️⃣\u{2029}2️⃣b] # c3️⃣\u{85}4️⃣ d: e\ncontent: x\n", .warning(.oddBreaks, "U+2029"),
            .warning(.oddBreaks, "U+0085")),
    ]
}
