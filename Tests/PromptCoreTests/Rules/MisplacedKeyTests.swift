import Testing

@testable import PromptCore

@Suite struct MisplacedKeyTests {
    @Test(arguments: BadInput.misplacedKey)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let misplacedKey: [BadInput] = [
        variable(
            "a limit of another type", "1️⃣max2️⃣: 400",
            .warning(.misplacedKey, "`max` has no meaning for a text variable")),
        variable(
            "a pattern on a number", "type: number, 1️⃣pattern2️⃣: '[0-9]+'", .warning(.misplacedKey, "`pattern`")
        ),
        variable("options on a text", "1️⃣options2️⃣: [a, b]", .warning(.misplacedKey, "`options`")),
    ]
}
