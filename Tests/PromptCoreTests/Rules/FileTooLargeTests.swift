import Testing

@testable import PromptCore
@testable import YAMLTree

@Suite struct FileTooLargeTests {
    @Test(arguments: BadInput.fileTooLarge)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let fileTooLarge: [BadInput] = [
        BadInput(
            "5 MB", "content: |\n  " + String(repeating: "x", count: 5_000_000),
            .ofFile(.fileTooLarge, "5000013 bytes")),
        BadInput(
            "one byte over the limit", "content: " + String(repeating: "x", count: (4 << 20) - 8),
            .ofFile(.fileTooLarge, "4194305 bytes; at most 4194304")),
    ]
}
