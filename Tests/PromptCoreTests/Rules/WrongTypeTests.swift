import Testing

@testable import PromptCore

@Suite struct WrongTypeTests {
    @Test(arguments: BadInput.wrongType)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let wrongType: [BadInput] = [
        BadInput("cut off after a key", "name:\nmodules:1️⃣2️⃣", .error(.wrongType, "`modules` must be a list")),
        BadInput(
            "a text", "1️⃣Write it.2️⃣\n", .error(.wrongType, "a prompt file must be a map of keys, not the text")
        ),
        BadInput("a list", "1️⃣- content: x2️⃣\n", .error(.wrongType, "not a list")),
        BadInput(
            "tags as a text", "tags: 1️⃣marketing2️⃣\ncontent: x\n", .error(.wrongType, "`tags` must be a list")),
        BadInput(
            "a map among tags", "tags: [a, 1️⃣{b: c}2️⃣]\ncontent: x\n", .error(.wrongType, "`tags` must be text")
        ),
        BadInput("a list as a name", "name: 1️⃣[a]2️⃣\ncontent: x\n", .error(.wrongType, "`name` must be text")),
        BadInput(
            "a map as a description", "description: 1️⃣{a: b}2️⃣\ncontent: x\n",
            .error(.wrongType, "`description` must be text, not a map")),
        BadInput(
            "metadata as a list", "content: x\nmetadata: 1️⃣[a]2️⃣\n",
            .error(.wrongType, "`metadata` must be a map")
        ),
        BadInput(
            "variables as a list", "variables: 1️⃣[a]2️⃣\ncontent: \"\\u0041\"\n",
            .error(.wrongType, "`variables` must be a map")),
        BadInput(
            "a variable as a list", "variables:\n  a: 1️⃣[x, y]2️⃣\ncontent: \"{{a}}\"\n",
            .error(.wrongType, "not a list")),
        BadInput(
            "model as a text", "model: 1️⃣claude2️⃣\ncontent: x\n", .error(.wrongType, "`model` must be a map")),
        BadInput(
            "modules as a map", "modules:\n  1️⃣task: {content: x}2️⃣\n",
            .error(.wrongType, "`modules` must be a list")),
        BadInput(
            "a module as a text", "modules:\n  - 1️⃣Write it.2️⃣\n", .error(.wrongType, "a module must be a map")),
        BadInput(
            "options as a map", "modules:\n  - options: 1️⃣{a: x}2️⃣\n",
            .error(.wrongType, "`options` must be a list")),
        BadInput(
            "an option as a text", "modules:\n  - options: [1️⃣Write it.2️⃣]\n",
            .error(.wrongType, "an option must be a map")),
        BadInput(
            "content as a list", "content:\n  1️⃣- Write it.2️⃣\n",
            .error(.wrongType, "`content` must be text, not a list")),
        BadInput(
            "usage as a text", "format: 1\nusage: 1️⃣on2️⃣\n", .error(.wrongType, "`usage` must be a map"),
            in: "promptpal.yaml"),
        variable("required as a list", "required: 1️⃣[x]2️⃣", .error(.wrongType, "true or false")),
        variable("a default that is a map", "default: 1️⃣{a: b}2️⃣", .error(.wrongType, "text or a list")),
        variable("a choice that is a list", "type: select, options: [a, 1️⃣[b]2️⃣]", .error(.wrongType, "text")),
        variable(
            "options as a text", "type: select, allow_custom: true, options: 1️⃣a2️⃣",
            .error(.wrongType, "`options` must be a list")),
        variable("a pattern as a list", "pattern: 1️⃣[a]2️⃣", .error(.wrongType, "`pattern` must be text")),
    ]
}
