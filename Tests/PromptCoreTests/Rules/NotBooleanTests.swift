import Testing

@testable import PromptCore

@Suite struct NotBooleanTests {
    @Test(arguments: BadInput.notBoolean)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let notBoolean: [BadInput] = [
        BadInput(
            "visible: never", "modules:\n  - visible: 1️⃣never2️⃣\n    content: x\n",
            .error(.notBoolean, "`visible` must be true or false")),
        BadInput(
            "a text as an option's default",
            "modules:\n  - options:\n      - {default: 1️⃣always2️⃣, content: x}\n",
            .error(.notBoolean, "`default`")),
        variable(
            "include_time: perhaps", "type: date, include_time: 1️⃣perhaps2️⃣",
            .error(.notBoolean, "true or false")),
    ]
}
