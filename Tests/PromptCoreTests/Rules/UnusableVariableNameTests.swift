import Testing

@testable import PromptCore

@Suite struct UnusableVariableNameTests {
    @Test(arguments: BadInput.unusableVariableName)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let unusableVariableName: [BadInput] = [
        BadInput(
            "a name with a hyphen", "variables:\n  1️⃣a-b2️⃣: x\n  c: x\ncontent: \"{{a-b}} {{c}}\"\n",
            .error(.unusableVariableName, "\"a-b\"")),
        BadInput(
            "a name that starts with a digit", "variables:\n  1️⃣1st2️⃣: x\ncontent: \"{{1st}}\"\n",
            .error(.unusableVariableName, "\"1st\"")),
        BadInput(
            "a name with an accent", "variables:\n  1️⃣größe2️⃣: x\ncontent: \"{{größe}}\"\n",
            .error(.unusableVariableName, "größe")),
        BadInput(
            "names of format 2", "variables: {a-b: {}, größe: {}, 名: {}}\ncontent: '{{a-b}}{{größe}}{{名}}'\n",
            format: .two),
        BadInput(
            "a name that ends with a hyphen", "variables:\n  1️⃣a-2️⃣: x\ncontent: \"{{a-}}\"\n",
            .error(.unusableVariableName, "\"a-\""), format: .two),
        BadInput(
            "a name that starts with a digit in format 2", "variables:\n  1️⃣1st2️⃣: x\ncontent: \"{{1st}}\"\n",
            .error(.unusableVariableName, "\"1st\""), format: .two),
        BadInput(
            "an empty name", "variables:\n  1️⃣\"\"2️⃣: x\ncontent: x\n", .error(.unusableVariableName, "\"\"")),
        BadInput(
            "a shared variable's name", "name: 1️⃣two words2️⃣\n", .error(.unusableVariableName, "two words"),
            in: "v.variable.yaml"),
        BadInput(
            "a shared variable's file name", "1️⃣type2️⃣: text\n", .error(.unusableVariableName, "1st"),
            in: "1st.variable.yaml"
        ),
    ]
}
