import Testing

@testable import PromptCore

@Suite struct MissingPartialTests {
    @Test(arguments: BadInput.missingPartial)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let missingPartial: [BadInput] = [
        partial(
            "partial: nothing there", "tone", .error(.missingPartial, "no module \"tone\" in prompts/a/")),
        partial(
            "partial: two of the next at each of 30 levels", "p29", .error(.missingPartial, "no module"),
            beside: Dictionary(
                uniqueKeysWithValues: (0..<29).map {
                    (
                        "p\($0).module.yaml",
                        $0 == 0 ? "content: x" : "content: \"{{> p\($0 - 1)}}{{> p\($0 - 1)}}\""
                    )
                })),
    ]
}
