import Testing

@testable import PromptCore

@Suite struct SelectWithoutChoicesTests {
    @Test(arguments: BadInput.selectWithoutChoices)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let selectWithoutChoices: [BadInput] = [
        BadInput(
            "a select without options", "variables:\n  1️⃣v2️⃣: {type: select}\ncontent: \"{{v}}\"\n",
            .error(.selectWithoutChoices, "needs `options`")),
        BadInput(
            "a multiselect with no options",
            "variables:\n  1️⃣v2️⃣: {type: multiselect, options: []}\ncontent: \"{{v}}\"\n",
            .error(.selectWithoutChoices, "needs `options`")),
    ]
}
