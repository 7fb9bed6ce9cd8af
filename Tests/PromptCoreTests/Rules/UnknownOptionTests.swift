import Testing

@testable import PromptCore

@Suite struct UnknownOptionTests {
    @Test(arguments: BadInput.unknownOption)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    /// Three options whose names have the same slug.
    static let code = """
        options:
          - {name: C, content: One.}
          - {name: C++, content: Two.}
          - {name: C#, content: Three.}

        """

    static let unknownOption: [BadInput] = [
        BadInput(
            "use: an option that is not there", "modules:\n  - {use: tone, default: 1️⃣warn2️⃣}\n",
            .error(.unknownOption, "no option \"warn\""), beside: ["tone.module.yaml": tone]),
        BadInput(
            "use: an option that may be several", "modules:\n  - {use: code, default: 1️⃣c#2️⃣}\n",
            .error(.unknownOption, "\"c#\" may mean several options: c (\"C\"), c-2 (\"C++\"), c-3 (\"C#\")"),
            beside: ["code.module.yaml": code]),
        BadInput(
            "use: an option by the number of one with a name", "modules:\n  - {use: code, default: 1️⃣22️⃣}\n",
            .error(.unknownOption, "no option \"2\""), beside: ["code.module.yaml": code]),
        BadInput(
            "use: options with the same slug",
            "modules:\n  - {use: code, default: C#}\n  - {use: code, default: c-2}\n",
            beside: ["code.module.yaml": code]),
    ]
}
