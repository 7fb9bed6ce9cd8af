import Testing

@testable import PromptCore

@Suite struct EmptyContentTests {
    @Test(arguments: BadInput.emptyContent)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let emptyContent: [BadInput] = [
        BadInput("content with nothing", "1️⃣content2️⃣:\n", .warning(.emptyContent, "no text")),
        BadInput("content with an empty block", "1️⃣content2️⃣: |\n", .warning(.emptyContent, "no text")),
    ]
}
