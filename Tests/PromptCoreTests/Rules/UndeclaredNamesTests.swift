import Testing

@testable import PromptCore

@Suite struct UndeclaredNamesTests {
    @Test(arguments: BadInput.undeclaredNames)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let undeclaredNames: [BadInput] = [
        text(
            "a name that is declared nowhere", "{{1️⃣product2️⃣}}",
            .warning(.undeclaredNames, "\"product\" is not declared")),
        text("an undeclared section", "{{#1️⃣formal2️⃣}}x{{/formal}}", .warning(.undeclaredNames, "\"formal\"")),
        text("an undeclared name in a section", "{{#a}}{{1️⃣b2️⃣}}{{/a}}", .warning(.undeclaredNames, "\"b\"")),
        text("an undeclared name, once", "{{1️⃣b2️⃣}} {{b}} {{#b}}{{/b}}", .warning(.undeclaredNames, "\"b\"")),
        text("a label outside of a section", "{{1️⃣label2️⃣}}", .warning(.undeclaredNames, "\"label\"")),
        BadInput(
            "an undeclared name in an option that is not the default",
            "modules:\n  - options:\n      - content: x\n      - content: \"a {{1️⃣b2️⃣}}\"\n",
            .warning(.undeclaredNames, "\"b\"")),
        BadInput(
            "an undeclared name in a hidden module",
            "modules:\n  - {content: x}\n  - {visible: false, content: \"{{1️⃣b2️⃣}}\"}\n",
            .warning(.undeclaredNames, "\"b\"")),
        BadInput(
            "an undeclared name in a partial", "content: \"{{> 1️⃣p2️⃣}}\"\n",
            .warning(.undeclaredNames, "used by \"prompts/p.module.yaml\""),
            beside: ["p.module.yaml": "content: \"{{b}}\"\n"]),
        BadInput(
            "an undeclared name in a used module", "modules:\n  - use: 1️⃣p2️⃣\n",
            .warning(.undeclaredNames, "\"b\""),
            beside: ["p.module.yaml": "content: \"{{b}}\"\n"]),
    ]
}
