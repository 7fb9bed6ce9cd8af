import Testing

@testable import PromptCore

@Suite struct MalformedDateTimeTests {
    @Test(arguments: BadInput.malformedDateTime)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let malformedDateTime: [BadInput] = [
        BadInput(
            "a date that is none", "created_at: 1️⃣24.11.20262️⃣\ncontent: x\n",
            .error(.malformedDateTime, "date and time")),
        BadInput(
            "a day that is none", "created_at: 1️⃣2026-02-29T10:00:00Z2️⃣\ncontent: x\n",
            .error(.malformedDateTime, "date and time")),
    ]
}
