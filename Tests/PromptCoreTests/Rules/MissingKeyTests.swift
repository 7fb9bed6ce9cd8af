import Testing

@testable import PromptCore

@Suite struct MissingKeyTests {
    @Test(arguments: BadInput.missingKey)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let missingKey: [BadInput] = [
        BadInput(
            "a prompt without a text", "1️⃣name2️⃣: a\n", .error(.missingKey, "needs `modules` or `content`")),
        BadInput(
            "a module without a text", "modules:\n  - 1️⃣name2️⃣: M\n", .error(.missingKey, "a module needs")),
        BadInput(
            "an option without a text", "modules:\n  - options:\n      - 1️⃣name2️⃣: O\n",
            .error(.missingKey, "an option needs")),
        BadInput(
            "a shared module without a text", "1️⃣role2️⃣: system\n", .error(.missingKey, "a module needs"),
            in: "m.module.yaml"),
        BadInput(
            "use without a name", "modules:\n  - 1️⃣use2️⃣:\n", .error(.missingKey, "`use` names no module")),
        variable(
            "a choice without a value", "type: select, options: [a, 1️⃣{label: B}2️⃣]",
            .error(.missingKey, "needs `value`")),
    ]
}
