import Testing

@testable import PromptCore
@testable import YAMLTree

@Suite struct MergeKeyTests {
    @Test(arguments: BadInput.mergeKey)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let mergeKey: [BadInput] = [
        BadInput("a merge key", "content: x\nmodel:\n  1️⃣<<2️⃣: {name: m}\n", .error(.mergeKey, "merge key"))
    ]
}
