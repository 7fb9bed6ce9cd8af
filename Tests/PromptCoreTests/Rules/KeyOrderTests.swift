import Testing

@testable import PromptCore

@Suite struct KeyOrderTests {
    @Test(arguments: BadInput.keyOrder)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let keyOrder: [BadInput] = [
        BadInput(
            "keys in an unusual order", "content: x\n1️⃣name2️⃣: a\n",
            .note(.keyOrder, "`name` usually comes earlier"))
    ]
}
