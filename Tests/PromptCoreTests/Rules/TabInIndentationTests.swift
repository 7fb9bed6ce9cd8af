import Testing

@testable import PromptCore
@testable import YAMLTree

@Suite struct TabInIndentationTests {
    @Test(arguments: BadInput.tabInIndentation)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let tabInIndentation: [BadInput] = [
        BadInput(
            "a tab for indentation", "content: x\nmodel:\n1️⃣\t2️⃣name: m\n",
            .error(.tabInIndentation, "tab in the indentation")),
        BadInput(
            "spaces, then a tab", "content: x\nmodel:\n  1️⃣\t2️⃣name: m\n  provider: p\n",
            .error(.tabInIndentation, "tab in the indentation")),
        BadInput(
            "tabs on three lines", "model:\n1️⃣\t2️⃣name: m\n3️⃣\t4️⃣provider: p\nmodules:\n5️⃣\t6️⃣- content: x\n",
            .error(.tabInIndentation, "tab"), .error(.tabInIndentation, "tab"),
            .error(.tabInIndentation, "tab")),
    ]
}
