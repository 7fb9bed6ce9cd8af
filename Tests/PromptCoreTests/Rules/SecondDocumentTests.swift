import Testing

@testable import PromptCore
@testable import YAMLTree

@Suite struct SecondDocumentTests {
    @Test(arguments: BadInput.secondDocument)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let secondDocument: [BadInput] = [
        BadInput(
            "a second document", "content: x\n1️⃣---2️⃣\ncontent: y\n", .error(.secondDocument, "second document")
        ),
        BadInput("a directive", "1️⃣%YAML 1.22️⃣\n---\ncontent: x\n", .error(.secondDocument, "directive")),
    ]
}
