import Testing

@testable import PromptCore

@Suite struct UnusedVariablesTests {
    @Test(arguments: BadInput.unusedVariables)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let unusedVariables: [BadInput] = [
        BadInput(
            "an unused variable", "variables:\n  1️⃣a2️⃣: x\ncontent: y\n",
            .warning(.unusedVariables, "no text uses the variable \"a\"")),
        BadInput(
            "an unused variable with a near name",
            "variables:\n  1️⃣audience2️⃣: x\ncontent: \"{{3️⃣audiense4️⃣}}\"\n",
            .warning(.unusedVariables, "\"audience\""), .warning(.undeclaredNames, "\"audiense\"")),
        BadInput(
            "an unused variable of a literal text", "syntax: none\nvariables: {1️⃣a2️⃣: x}\ncontent: \"{{a}}\"\n",
            .warning(.unusedVariables, "\"a\"")),
        BadInput(
            "an unused variable of a shared module", "variables: {1️⃣a2️⃣: x}\ncontent: y\n",
            .warning(.unusedVariables, "\"a\""), in: "m.module.yaml"),
    ]
}
