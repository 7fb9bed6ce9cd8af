import Testing

@testable import PromptCore

@Suite struct UnclosedTagTests {
    @Test(arguments: BadInput.unclosedTag)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let unclosedTag: [BadInput] = [
        BadInput(
            "100,000 braces in a text", "content: |\n  1️⃣" + String(repeating: "{", count: 100_000) + "2️⃣\n",
            .error(.unclosedTag, "never closed")),
        text("a tag cut off", "Dear 1️⃣{{a2️⃣", .error(.unclosedTag, "never closed")),
        text("a tag closed with one brace", "Dear 1️⃣{{a}2️⃣", .error(.unclosedTag, "never closed")),
        text("three braces closed with two", "Dear 1️⃣{{{a}}2️⃣!", .error(.unclosedTag, "three braces")),
        text("a tag that opens in a tag", "é1️⃣{{a2️⃣ {{s}}", .error(.unclosedTag, "never closed")),
        BadInput(
            "a tag that is broken in every option",
            "modules:\n  - options:\n      - content: \"1️⃣{{a2️⃣\"\n      - content: \"3️⃣{{b4️⃣\"\n",
            .error(.unclosedTag, "never closed"), .error(.unclosedTag, "never closed")),
    ]
}
