import Testing

@testable import PromptCore

@Suite struct DuplicatePartIDsTests {
    @Test(arguments: BadInput.duplicatePartIDs)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let duplicatePartIDs: [BadInput] = [
        BadInput(
            "two modules with one id",
            "modules:\n  - {id: \(id), content: x}\n  - {id: 1️⃣\(id)2️⃣, content: y}\n",
            .error(.duplicatePartIDs, "occurs twice")),
        BadInput(
            "an option with the prompt's id, in capitals",
            "id: \(id)\nmodules:\n  - options: [{id: 1️⃣\(id.uppercased())2️⃣, content: x}]\n",
            .error(.duplicatePartIDs, "occurs twice")),
    ]
}
