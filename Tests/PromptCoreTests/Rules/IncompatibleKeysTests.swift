import Testing

@testable import PromptCore

@Suite struct IncompatibleKeysTests {
    @Test(arguments: BadInput.incompatibleKeys)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let incompatibleKeys: [BadInput] = [
        BadInput(
            "use and content", "modules:\n  - use: tone\n    1️⃣content2️⃣: x\n",
            .error(.incompatibleKeys, "`content` can't be combined with `use`"),
            beside: ["tone.module.yaml": "content: t\n"]),
        BadInput(
            "use and options and syntax",
            "modules:\n  - use: tone\n    1️⃣options2️⃣: [{content: x}]\n    3️⃣syntax4️⃣: none\n",
            .error(.incompatibleKeys, "`options`"), .error(.incompatibleKeys, "`syntax`"),
            beside: ["tone.module.yaml": "content: t\n"]),
        BadInput(
            "default without use", "modules:\n  - 1️⃣default2️⃣: x\n    content: x\n",
            .error(.incompatibleKeys, "needs `use`")),
    ]
}
