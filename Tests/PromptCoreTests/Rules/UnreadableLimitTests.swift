import Testing

@testable import PromptCore

@Suite struct UnreadableLimitTests {
    @Test(arguments: BadInput.unreadableLimit)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let unreadableLimit: [BadInput] = [
        BadInput(
            "format as a text", "format: 1️⃣latest2️⃣\n", .error(.unreadableLimit, "whole number"),
            in: "promptpal.yaml"),
        variable(
            "a length that is no number", "min_length: 1️⃣short2️⃣", .error(.unreadableLimit, "whole number")),
        variable("a negative length", "max_length: 1️⃣-12️⃣", .error(.unreadableLimit, "whole number from 0")),
        variable(
            "half a selection", "type: multiselect, options: [a], min_selections: 1️⃣1.52️⃣",
            .error(.unreadableLimit, "whole number")),
        variable(
            "a number with an exponent", "type: number, max: 1️⃣1e32️⃣",
            .error(.unreadableLimit, "decimal number")),
        variable(
            "a number too long", "type: number, min: 1️⃣12345678901234567892️⃣",
            .error(.unreadableLimit, "decimal number")
        ),
        variable("a step of 0", "type: number, step: 1️⃣02️⃣", .error(.unreadableLimit, "greater than 0")),
        variable("a negative step", "type: number, step: 1️⃣-22️⃣", .error(.unreadableLimit, "greater than 0")),
        variable(
            "a date's limit that is none", "type: date, min: 1️⃣tomorrow2️⃣", .error(.unreadableLimit, "ISO 8601")
        ),
    ]
}
