import Testing

@testable import PromptCore

@Suite struct UnmatchedClosingTagTests {
    @Test(arguments: BadInput.unmatchedClosingTag)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let unmatchedClosingTag: [BadInput] = [
        text(
            "a section closed by another name", "{{#a}}x{{/1️⃣b2️⃣}}",
            .error(.unmatchedClosingTag, "`a` that is open here")),
        text("a closing tag alone", "x{{/1️⃣a2️⃣}}", .error(.unmatchedClosingTag, "never opened")),
    ]
}
