import Diagnostics
import PromptTestSupport
import TestSupport
import Testing

@testable import PromptCore

/// Files with very many parts take time in proportion to their size.
@Suite struct ManyPartsTests {
    private static func lines(_ count: Int, _ line: (Int) -> String) -> String {
        (0..<count).map(line).joined()
    }

    @Test(arguments: [
        "modules:\n" + lines(4000) { _ in "  - {name: A, content: x}\n" },
        "modules:\n  - options:\n" + lines(4000) { _ in "      - {name: A, content: x}\n" },
        "variables:\n" + lines(4000) { "  v\($0): {type: text}\n" } + "content: |\n"
            + lines(4000) { "  {{v\($0)}}\n" },
        "variables:\n" + lines(4000) { "  v\($0): {type: text}\n" } + "content: |\n"
            + lines(4000) { "  {{w\($0)}}\n" },
        "variables:\n  v:\n    type: select\n    options:\n" + lines(8000) { "      - o\($0)\n" }
            + "content: \"{{v}}\"\n",
        lines(8000) { "k\($0): 1\n" } + "content: x\n",
    ])
    func check(_ text: String) {
        let started = threadTime()
        let file = DictionaryLibrary.file("a/t.prompt.yaml", text)
        let found = Checker.check(file, in: DictionaryLibrary())
        #expect(found.allSatisfy { $0.severity != .error })
        #expect(threadTime() - started < .seconds(20), "unoptimised and on a busy machine")
    }

    @Test func describeAndRender() throws {
        let text =
            "variables:\n" + Self.lines(4000) { "  v\($0): x\n" } + "content: |\n"
            + Self.lines(4000) { "  {{v\($0)}}\n" }
        let started = threadTime()
        let file = DictionaryLibrary.file("a/t.prompt.yaml", text)
        guard case .prompt(let prompt)? = file.record else {
            Issue.record("no prompt")
            return
        }
        let description = RecordDescription(prompt, at: file.address, library: DictionaryLibrary())
        #expect(description.variables.count == 4000)
        #expect(try render(text).text.utf8.count == 4000 * 2 - 1)
        #expect(threadTime() - started < .seconds(20))
    }
}
