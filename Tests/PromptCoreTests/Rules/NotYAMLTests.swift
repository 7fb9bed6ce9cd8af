import Testing

@testable import PromptCore
@testable import YAMLTree

@Suite struct NotYAMLTests {
    @Test(arguments: BadInput.notYAML)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let notYAML: [BadInput] = [
        BadInput(
            "a quote that is never closed over 1 MB", "name: 1️⃣\"2️⃣" + String(repeating: "x ", count: 500_000),
            .error(.notYAML, "never closed")),
        BadInput(
            "a colon in a bare text", "name: Launch1️⃣:2️⃣ the email\ncontent: x\n",
            .error(.notYAML, "`:` is not allowed here")),
        BadInput(
            "a colon, behind letters of two bytes", "name: Größe1️⃣:2️⃣ groß\ncontent: x\n",
            .error(.notYAML, "`:` is not allowed here")),
        BadInput("cut off in a double quote", "content: 1️⃣\"2️⃣Write it", .error(.notYAML, "never closed")),
        BadInput(
            "cut off in a single quote", "name: a\ncontent: 1️⃣'2️⃣Write it\n", .error(.notYAML, "never closed")),
        BadInput(
            "cut off in a list", "content: x\ntags: [a, b1️⃣2️⃣",
            .error(.notYAML, "list that opens on line 2 is not closed")),
        BadInput(
            "cut off in a map", "content: x\nmodel: {provider: a1️⃣2️⃣",
            .error(.notYAML, "map that opens on line 2 is not closed")),
        BadInput("cut off in a key", "content: x\n1️⃣desc2️⃣", .error(.notYAML, "neither `key: value`")),
        BadInput(
            "a quoted text with a quote in it", "name: \"a \"1️⃣b2️⃣\" c\"\ncontent: x\n",
            .error(.notYAML, "can't follow a closing quote")),
        BadInput(
            "an escape that means nothing", "name: \"C:1️⃣\\d2️⃣ata\"\ncontent: x\n",
            .error(.notYAML, "has no meaning in double quotes")),
        BadInput(
            "a line that is not lined up", "content: x\n name1️⃣:2️⃣ a\n", .error(.notYAML, "is not allowed here")
        ),
        BadInput(
            "no space after the colon", "content: x\n1️⃣name:a2️⃣\ntags: []\n",
            .error(.notYAML, "neither `key: value`")),
        BadInput(
            "a bare value with @", "created_by: 1️⃣@2️⃣ana\ncontent: x\n",
            .error(.notYAML, "can't start with `@`")
        ),
        BadInput(
            "a bare value with a backtick", "name: 1️⃣`2️⃣code`\ncontent: x\n",
            .error(.notYAML, "can't start with")),
        BadInput("a percent sign", "name: 1️⃣%2️⃣d\ncontent: x\n", .error(.notYAML, "can't start with `%`")),
        BadInput(
            "text after a block's sign", "content: | 1️⃣W2️⃣rite it\n", .error(.notYAML, "can't follow `|`")),
    ]
}
