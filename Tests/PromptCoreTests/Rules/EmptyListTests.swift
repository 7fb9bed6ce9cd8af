import Testing

@testable import PromptCore

@Suite struct EmptyListTests {
    @Test(arguments: BadInput.emptyList)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let emptyList: [BadInput] = [
        BadInput("no modules", "modules: 1️⃣[]2️⃣\n", .error(.emptyList, "no module")),
        BadInput("no options", "modules:\n  - options: 1️⃣[]2️⃣\n", .error(.emptyList, "no option")),
    ]
}
