import Testing

@testable import PromptCore

@Suite struct UnknownFieldsTests {
    @Test(arguments: BadInput.unknownFields)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let unknownFields: [BadInput] = [
        text(
            "a label of a text", "{{1️⃣a.label2️⃣}}",
            .warning(.unknownFields, "\"a\" is a text and has no \"label\"")),
        text("a field of a select", "{{1️⃣s.name2️⃣}}", .warning(.unknownFields, "no \"name\"")),
    ]
}
