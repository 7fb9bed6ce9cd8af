import Testing

@testable import PromptCore
@testable import YAMLTree

@Suite struct ComplexKeyTests {
    @Test(arguments: BadInput.complexKey)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let complexKey: [BadInput] = [
        BadInput(
            "a list as a key", "content: x\nmetadata:\n  1️⃣[2️⃣a, b]: 1\n", .error(.complexKey, "can't be a key")
        ),
        BadInput(
            "an explicit key", "content: x\nmetadata:\n  1️⃣? a2️⃣\n  : b\n", .error(.complexKey, "explicit key")),
    ]
}
