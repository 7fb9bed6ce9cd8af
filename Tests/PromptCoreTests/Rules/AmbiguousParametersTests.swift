import Diagnostics
import PromptTestSupport
import Testing

@testable import PromptCore

@Suite struct AmbiguousParametersTests {
    @Test(arguments: BadInput.ambiguousParameters)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }

    @Test(arguments: [
        ("yes", true), ("No", true), ("ON", true), ("off", true), ("1_000", true), ("0o17", true),
        ("0x1F", true), (".inf", true),
        ("-.INF", true), (".nan", true), ("2026-11-24", true), ("2026-11-24T09:30:00Z", true), ("1:30", true),
        ("true", false),
        ("False", false), ("null", false), ("~", false), ("1000", false), ("-1.5e3", false), (".5", false),
        ("'yes'", false),
        ("\"1_000\"", false), ("maybe", false), ("y", false), ("auto", false), ("2026-11", false),
        ("v1_0", false),
    ])
    func words(_ value: String, isReported: Bool) {
        let text = "content: x\nmodel:\n  parameters:\n    a: \(value)\n    b: [{c: \(value)}]\n"
        let file = ParsedFile(
            SourceText(name: "prompts/p.prompt.yaml", text), kind: .prompt, address: Address(unchecked: "p"),
            format: .one)
        let found = Checker.check(file, in: DictionaryLibrary([:])).filter { $0.breaks(.ambiguousParameters) }
        #expect(found.count == (isReported ? 2 : 0))
    }
}

extension BadInput {
    static let ambiguousParameters: [BadInput] = [
        BadInput(
            "a Boolean of YAML 1.1 as a parameter",
            "model:\n  parameters: {stream: 1️⃣yes2️⃣, top_p: 0.5}\ncontent: x\n",
            .warning(.ambiguousParameters, "\"yes\" is sent as a text")),
        BadInput(
            "a number of YAML 1.1 as a parameter",
            "model:\n  parameters:\n    max_tokens: 1️⃣1_0002️⃣\ncontent: x\n",
            .warning(.ambiguousParameters, "\"1_000\"")),
    ]
}
