import Testing

@testable import PromptCore

@Suite struct UnknownWordTests {
    @Test(arguments: BadInput.unknownWord)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let unknownWord: [BadInput] = [
        BadInput(
            "a role in capitals", "modules:\n  - role: 1️⃣System2️⃣\n    content: x\n",
            .error(.unknownWord, "`role` can't be \"System\"")),
        BadInput(
            "a role that is none", "modules:\n  - role: 1️⃣developer2️⃣\n    content: x\n",
            .error(.unknownWord, "`role` can't be")),
        BadInput(
            "a syntax that is none", "syntax: 1️⃣jinja2️⃣\ncontent: x\n",
            .error(.unknownWord, "`syntax` can't be \"jinja\"")),
        BadInput(
            "a type that is none", "variables:\n  a: {type: 1️⃣string2️⃣}\ncontent: \"{{a}}\"\n",
            .error(.unknownWord, "`type` can't be \"string\"")),
    ]
}
