import Testing

@testable import PromptCore

@Suite struct TwoTextSourcesTests {
    @Test(arguments: BadInput.twoTextSources)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let twoTextSources: [BadInput] = [
        BadInput(
            "modules and content", "1️⃣content2️⃣: x\nmodules: [{content: y}]\n",
            .error(.twoTextSources, "a prompt has")),
        BadInput(
            "options and content", "modules:\n  - 1️⃣content2️⃣: x\n    options: [{content: y}]\n",
            .error(.twoTextSources, "a module has")),
    ]
}
