import Testing

@testable import PromptCore

@Suite struct UnknownFieldsTests {
    @Test(arguments: BadInput.unknownFields)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let unknownFields: [BadInput] = [
        text(
            "a label of a text", "{{1️⃣a.label2️⃣}}",
            .warning(.unknownFields, "\"a\" is a text and has no \"label\"")),
        text("a field of a select", "{{1️⃣s.name2️⃣}}", .warning(.unknownFields, "no \"name\"")),
        text(
            "a field of an undeclared name, once", "{{1️⃣user.name2️⃣}} {{user.name}}",
            .warning(.unknownFields, "\"user\" is not declared, and an undeclared name has no \"name\"")),
        text("the value as JSON", "{{1️⃣a.json2️⃣}}", .warning(.unknownFields, "has no \"json\"")),
        text("else", "{{#a}}x{{1️⃣else2️⃣}}y{{/a}}", .warning(.unknownFields, "Mustache has no such word")),
        text(
            "this", "{{#a}}{{1️⃣this2️⃣}}{{/a}}", .warning(.unknownFields, "\"this\" is the name of a variable")),
        text("this with a field", "{{1️⃣this.a2️⃣}}", .warning(.unknownFields, "\"this\" is not declared")),
        BadInput("else as a variable", "variables: {else: {}, this: {}}\ncontent: '{{else}}{{this}}'\n"),
        BadInput(
            "a field of an undeclared name in a partial", "content: \"{{> 1️⃣p2️⃣}}\"\n",
            .warning(.unknownFields, "\"user\", used by \"prompts/p.module.yaml\", is not declared"),
            beside: ["p.module.yaml": "content: \"{{user.name}}\"\n"]),
    ]
}
