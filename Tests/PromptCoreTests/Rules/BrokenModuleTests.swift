import Testing

@testable import PromptCore

@Suite struct BrokenModuleTests {
    @Test(arguments: BadInput.brokenModule)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let brokenModule: [BadInput] = [
        use(
            "use: a broken module", "tone", .error(.brokenModule, "\"tone\" can't be read"),
            beside: ["tone.module.yaml": "content: [\n"]),
        partial(
            "partial: a broken module", "tone", .error(.brokenModule, "can't be read"),
            beside: ["tone.module.yaml": "- a\n"]),
    ]
}
