import Testing

@testable import PromptCore
@testable import YAMLTree

@Suite struct ControlCharacterTests {
    @Test(arguments: BadInput.controlCharacter)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let controlCharacter: [BadInput] = [
        BadInput("NUL", "name: a1️⃣\u{0}2️⃣b\ncontent: x\n", .error(.controlCharacter, "NUL")),
        BadInput("NULs at the end", "content: x\n1️⃣\u{0}\u{0}\u{0}2️⃣", .error(.controlCharacter, "NUL")),
        BadInput(
            "an escape character", "content: |\n  1️⃣\u{1B}2️⃣[1mbold\n", .error(.controlCharacter, "U+001B")),
        BadInput("DEL", "content: a1️⃣\u{7F}2️⃣\n", .error(.controlCharacter, "U+007F")),
        BadInput("a C1 control", "content: a1️⃣\u{9B}2️⃣\n", .error(.controlCharacter, "U+009B")),
        BadInput("a form feed", "content: |\n  a\n1️⃣\u{0C}2️⃣\n", .error(.controlCharacter, "U+000C")),
        BadInput(
            "NUL and bad UTF-8", "a: 1️⃣\u{0}2️⃣\nb: 3️⃣¿4️⃣\n", .error(.controlCharacter, "NUL"),
            .error(.notUTF8, "0xFE"),
            bytes: ["¿": [0xFE]]),
    ]
}
