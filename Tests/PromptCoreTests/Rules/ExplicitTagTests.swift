import Testing

@testable import PromptCore
@testable import YAMLTree

@Suite struct ExplicitTagTests {
    @Test(arguments: BadInput.explicitTag)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let explicitTag: [BadInput] = [
        BadInput("a tag of the core", "name: 1️⃣!!str2️⃣ 12\ncontent: x\n", .error(.explicitTag, "`!!str`")),
        BadInput(
            "a tag of one's own", "content: 1️⃣!python/object2️⃣ x\n", .error(.explicitTag, "`!python/object`")),
    ]
}
