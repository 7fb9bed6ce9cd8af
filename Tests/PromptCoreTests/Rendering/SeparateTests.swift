import Diagnostics
import PromptTestSupport
import Testing

@testable import PromptCore

/// Modules whose messages are never joined.
@Suite struct SeparateTests {
    static let library = [
        "own.module.yaml": "separate: true\ncontent: own\n", "not.module.yaml": "content: not\n",
    ]

    private func render(_ modules: String) throws -> Rendered {
        let file = DictionaryLibrary.file(
            "p.prompt.yaml", "separator: \"+\"\nmodules:\n" + modules, format: .two)
        let library = DictionaryLibrary(Self.library, format: .two)
        #expect(Checker.check(file, in: library).allSatisfy { $0.severity < .warning })
        guard case .prompt(let prompt)? = file.record else {
            throw RenderProblem(.limit, name: "", message: "", help: nil)
        }
        return try RenderPlan(prompt, in: file, input: RenderInput(), library: library).render([])
    }

    @Test(arguments: [
        ("  - content: a\n  - {content: b, separate: true}\n  - content: c\n", ["a", "b", "c"]),
        ("  - content: a\n  - {content: b, separate: false}\n  - content: c\n", ["a+b+c"]),
        ("  - {content: a, separate: true}\n  - content: b\n  - content: c\n", ["a", "b+c"]),
        ("  - {content: a, separate: true}\n  - {content: b, separate: true}\n", ["a", "b"]),
        ("  - content: a\n  - use: own\n  - use: not\n", ["a", "own", "not"]),
        (
            "  - content: a\n  - {use: own, separate: false}\n  - {use: not, separate: true}\n",
            ["a+own", "not"]
        ),
    ])
    func messages(_ modules: String, _ contents: [String]) throws {
        let rendered = try render(modules)
        #expect(rendered.messages.map(\.content) == contents)
        #expect(rendered.text == contents.joined(separator: "+"))
    }

    @Test func bodies() throws {
        let rendered = try render(
            """
              - {role: system, content: s1}
              - {role: system, content: s2}
              - {role: system, content: s3, separate: true}
              - {content: u1}
              - {role: system, content: s4}
              - {content: u2}
              - {content: u3, separate: true}

            """)
        #expect(rendered.text == "s1+s2+s3+u1+s4+u2+u3")
        let anthropic = RequestBody.anthropic(rendered).filter { $0 != "\n" && $0 != " " }
        #expect(
            anthropic.contains(
                #""system":[{"type":"text","text":"s1+s2"},{"type":"text","text":"s3"},{"type":"text","text":"s4"}]"#
            ))
        #expect(anthropic.contains(#"[{"role":"user","content":"u1+u2"},{"role":"user","content":"u3"}]"#))
        let openAI = RequestBody.openAI(rendered)
        #expect(openAI.components("\"content\"") == 6)
    }
}

extension String {
    fileprivate func components(_ part: String) -> Int { ranges(of: part).count }
}
