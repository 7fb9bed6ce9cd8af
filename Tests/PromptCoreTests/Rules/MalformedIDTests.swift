import Testing

@testable import PromptCore

@Suite struct MalformedIDTests {
    @Test(arguments: BadInput.malformedID)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let malformedID: [BadInput] = [
        BadInput(
            "an id that is no UUID", "id: 1️⃣launch-email2️⃣\ncontent: x\n",
            .error(.malformedID, "must be a UUID")),
        BadInput(
            "an id with a digit missing", "id: 1️⃣0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d12️⃣\ncontent: x\n",
            .error(.malformedID, "must be a UUID")),
        BadInput(
            "an id of an option", "modules:\n  - options: [{id: 1️⃣72️⃣, content: x}]\n",
            .error(.malformedID, "must be a UUID")),
    ]
}
