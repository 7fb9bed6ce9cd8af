import Testing

@testable import PromptCore

@Suite struct UnclosedSectionTests {
    @Test(arguments: BadInput.unclosedSection)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let unclosedSection: [BadInput] = [
        text(
            "a section that is not closed", "{{#1️⃣a2️⃣}} text", .error(.unclosedSection, "`a` is never closed")),
        text(
            "an inverted section that is not closed", "x {{^1️⃣s2️⃣}} y",
            .error(.unclosedSection, "`s` is never closed")),
        text(
            "an inner section that is not closed", "{{#a}}{{#1️⃣s2️⃣}}{{/a}}",
            .error(.unclosedSection, "`s` is never closed")),
        text(
            "crossed sections", "{{#a}}{{#1️⃣s2️⃣}}{{/a}}{{/3️⃣s4️⃣}}", .error(.unclosedSection, "`s`"),
            .error(.unmatchedClosingTag, "never opened")),
    ]
}
