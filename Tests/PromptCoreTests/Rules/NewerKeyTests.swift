import Testing

@testable import PromptCore

@Suite struct NewerKeyTests {
    @Test(arguments: BadInput.newerKey)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let newerKey: [BadInput] = [
        BadInput(
            "partials in a prompt of format 1", "1️⃣partials2️⃣: {a: x}\ncontent: \"{{> a}}\"\n",
            .error(.newerKey, "`partials` needs format 2")),
        BadInput(
            "partials in a module of format 1", "1️⃣partials2️⃣: {a: x}\ncontent: \"{{> a}}\"\n",
            .error(.newerKey, "`partials` needs format 2"), in: "m.module.yaml"),
        BadInput(
            "a separate module of format 1", "modules:\n  - 1️⃣separate2️⃣: true\n    content: x\n",
            .error(.newerKey, "`separate` needs format 2")),
    ]
}
