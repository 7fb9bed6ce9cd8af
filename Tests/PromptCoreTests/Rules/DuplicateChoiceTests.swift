import Testing

@testable import PromptCore

@Suite struct DuplicateChoiceTests {
    @Test(arguments: BadInput.duplicateChoice)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let duplicateChoice: [BadInput] = [
        variable(
            "a choice twice", "type: select, options: [a, b, 1️⃣a2️⃣]",
            .error(.duplicateChoice, "\"a\" occurs twice"))
    ]
}
