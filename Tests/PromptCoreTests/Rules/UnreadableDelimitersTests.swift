import Testing

@testable import PromptCore

@Suite struct UnreadableDelimitersTests {
    @Test(arguments: BadInput.unreadableDelimiters)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let unreadableDelimiters: [BadInput] = [
        text("one delimiter", "1️⃣{{=<%=}}2️⃣", .error(.unreadableDelimiters, "two of them")),
        text(
            "delimiters without the second sign", "1️⃣{{=<% %>}}2️⃣",
            .error(.unreadableDelimiters, "ends with `=`")),
    ]
}
