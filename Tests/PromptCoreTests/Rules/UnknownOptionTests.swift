import Testing

@testable import PromptCore

@Suite struct UnknownOptionTests {
    @Test(arguments: BadInput.unknownOption)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let unknownOption: [BadInput] = [
        BadInput(
            "use: an option that is not there", "modules:\n  - {use: tone, default: 1️⃣warn2️⃣}\n",
            .error(.unknownOption, "no option \"warn\""), beside: ["tone.module.yaml": tone])
    ]
}
