import Testing

@testable import PromptCore
@testable import YAMLTree

@Suite struct NestedTooDeepTests {
    @Test(arguments: BadInput.nestedTooDeep)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let nestedTooDeep: [BadInput] = [
        BadInput(
            "10,000 lists deep in brackets", "metadata:\n  x: " + marked("[", 10_000, at: 62),
            .error(.nestedTooDeep, "64 levels")),
        BadInput(
            "10,000 maps deep in braces", "metadata: " + marked("{a: ", 10_000, at: 63),
            .error(.nestedTooDeep, "64 levels")),
        BadInput(
            "10,000 lists deep in dashes", "content:\n  " + marked("- ", 10_000, at: 63),
            .error(.nestedTooDeep, "64 levels")),
        BadInput(
            "100 levels of indentation",
            (0..<100).map { String(repeating: " ", count: $0) + ($0 == 64 ? "1️⃣a2️⃣:\n" : "a:\n") }.joined(),
            .error(.nestedTooDeep, "64 levels")),
    ]
}
