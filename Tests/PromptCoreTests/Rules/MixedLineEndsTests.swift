import Testing

@testable import PromptCore
@testable import YAMLTree

@Suite struct MixedLineEndsTests {
    @Test(arguments: BadInput.mixedLineEnds)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let mixedLineEnds: [BadInput] = [
        BadInput(
            "mixed line ends, mostly LF", "name: a1️⃣\r\n2️⃣tags: []\ncontent: x\n",
            .warning(.mixedLineEnds, "does not end with LF")),
        BadInput(
            "mixed line ends, mostly CRLF", "name: a\r\ntags: []1️⃣\n2️⃣content: x\r\n",
            .warning(.mixedLineEnds, "does not end with CRLF")),
        BadInput(
            "a lone CR", "name: a1️⃣\r2️⃣tags: []\ncontent: x\n",
            .warning(.mixedLineEnds, "1 line does not end with")),
    ]
}
