import Testing

@testable import PromptCore

@Suite struct PartialWithoutTextTests {
    @Test(arguments: BadInput.partialWithoutText)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let partialWithoutText: [BadInput] = [
        partial(
            "partial: no text", "bare", .error(.partialWithoutText, "no text"),
            beside: ["bare.module.yaml": "options: [{name: Plain}]\n"])
    ]
}
