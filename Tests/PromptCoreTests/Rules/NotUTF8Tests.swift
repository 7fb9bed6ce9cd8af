import Testing

@testable import PromptCore
@testable import YAMLTree

@Suite struct NotUTF8Tests {
    @Test(arguments: BadInput.notUTF8)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let notUTF8: [BadInput] = [
        BadInput(
            "UTF-8: a byte that starts nothing", "name: a1️⃣¿2️⃣b\ncontent: x\n",
            .error(.notUTF8, "byte 0xFF at offset 7"), bytes: ["¿": [0xFF]]),
        BadInput(
            "UTF-8: Latin-1", "content: caf1️⃣¿2️⃣ noir\n", .error(.notUTF8, "byte 0xE9"), bytes: ["¿": [0xE9]]),
        BadInput(
            "UTF-8: a scalar cut off at the end", "content: caf1️⃣¿2️⃣", .error(.notUTF8, "byte 0xC3"),
            bytes: ["¿": [0xC3]]),
        BadInput(
            "UTF-8: a surrogate", "content: 1️⃣¿¡¬2️⃣\n", .error(.notUTF8, "byte 0xED"),
            bytes: ["¿": [0xED], "¡": [0xA0], "¬": [0x80]]),
        BadInput(
            "UTF-8: overlong", "content: é1️⃣¿¡2️⃣\n", .error(.notUTF8, "byte 0xC0"),
            bytes: ["¿": [0xC0], "¡": [0xAF]]),
        BadInput(
            "UTF-8: two places", "name: 1️⃣¿2️⃣\ncontent: 3️⃣¿4️⃣\n", .error(.notUTF8, "offset 6"),
            .error(.notUTF8, "offset 17"), bytes: ["¿": [0x80]]),
        BadInput(
            "UTF-16", "1️⃣¿¡2️⃣c\u{0}", .error(.notUTF8, "UTF-16"), bytes: ["¿": [0xFF], "¡": [0xFE]]),
    ]
}
