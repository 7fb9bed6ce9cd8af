import Testing

@testable import PromptCore
@testable import YAMLTree

@Suite struct BareBracesTests {
    @Test(arguments: BadInput.bareBraces)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let bareBraces: [BadInput] = [
        BadInput("bare braces", "variables: {a: {}}\ncontent: 1️⃣{{a}}2️⃣\n", .error(.bareBraces, "as a map")),
        BadInput(
            "bare braces with text after", "variables: {a: {}}\ncontent: 1️⃣{{a}} and {{a}}2️⃣\n",
            .error(.bareBraces, "as a map")),
        BadInput(
            "bare braces in a list, and a comment",
            "variables: {a: {}}\nmodules:\n  - content: 1️⃣{{a}}!2️⃣ # greets\n", .error(.bareBraces, "as a map")),
        BadInput(
            "bare braces, and a problem after them", "description: 1️⃣{{a}} b2️⃣\ncontent: x\n3️⃣tgas4️⃣: []\n",
            .error(.bareBraces, "as a map"),
            .warning(.unknownKey, "tgas")),
    ]
}
