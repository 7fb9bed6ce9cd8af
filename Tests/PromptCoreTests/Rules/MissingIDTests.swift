import Testing

@testable import PromptCore

@Suite struct MissingIDTests {
    @Test(arguments: BadInput.missingID)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let missingID: [BadInput] = [
        BadInput(
            "a prompt without an id", "content: x\n", .note(ofFile: .missingID, "this prompt has no `id`")),
        BadInput(
            "a module without an id", "content: x\n", .note(ofFile: .missingID, "this module has no `id`"),
            in: "m.module.yaml"),
        BadInput("an id without a value", "id:\ncontent: x\n", .note(ofFile: .missingID, "no `id` yet")),
    ]
}
