import Testing

@testable import PromptCore

@Suite struct UnusedPartialsTests {
    @Test(arguments: BadInput.unusedPartials)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let unusedPartials: [BadInput] = [
        BadInput(
            "a partial that no text inserts",
            "partials: {1️⃣tune2️⃣: x, a: y}\ncontent: \"{{> a}} {{> 3️⃣tone4️⃣}}\"\n",
            .warning(.unusedPartials, "no text inserts the partial \"tune\""),
            .error(.missingPartial, "tone"),
            format: .two),
        BadInput(
            "partials that only each other insert", "partials:\n  1️⃣a2️⃣: \"{{> b}}\"\n  3️⃣b4️⃣: x\ncontent: y\n",
            .warning(.unusedPartials, "\"a\""), .warning(.unusedPartials, "\"b\""), format: .two),
        BadInput(
            "a module's partial that only a prompt names", "partials: {1️⃣a2️⃣: x}\ncontent: y\n",
            .warning(.unusedPartials, "\"a\""), in: "m.module.yaml", format: .two),
        BadInput(
            "a ring of partials",
            "partials:\n  a: \"{{> 1️⃣b2️⃣}}\"\n  b: \"{{> 3️⃣a4️⃣}}\"\ncontent: \"{{> 5️⃣a6️⃣}}\"\n",
            .error(.moduleCycle, "a → b → a"), .error(.moduleCycle, "b → a → b"),
            .error(.moduleCycle, "a → b → a"), format: .two),
        BadInput(
            "a name in a partial that nothing declares",
            "partials: {a: \"Hi {{1️⃣x2️⃣}}\"}\ncontent: \"{{> a}}\"\n",
            .warning(.undeclaredNames, "\"x\" is not declared"), format: .two),
        BadInput(
            "a partial with a section that is not closed",
            "variables: {x: {}}\npartials: {a: \"Hi {{#1️⃣x2️⃣}}\"}\ncontent: \"{{> a}}\"\n",
            .error(.unclosedSection, "x"), format: .two),
        BadInput(
            "a partial without a text", "partials: {1️⃣a2️⃣: {3️⃣syntax4️⃣: none}}\ncontent: y\n",
            .warning(.unusedPartials, "\"a\""), .error(.missingKey, "a partial needs `content`"), format: .two
        ),
    ]
}
