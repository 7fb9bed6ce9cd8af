import Diagnostics
import Testing

@testable import PromptCore

@Suite struct UnknownEndingTests {
    @Test(arguments: [
        ("a.yaml", "call it \"a.prompt.yaml\" (or `.module.yaml`, `.variable.yaml`)"),
        ("a.prompt.yml", "call it \"a.prompt.yaml\""), ("folder.yml", "call it \"folder.yaml\""),
    ])
    func reports(_ name: String, _ help: String) throws {
        let problem = try #require(FileNames.stray(name))
        #expect(problem.breaks(.unknownEnding) && problem.severity == .warning && problem.range == nil)
        #expect(problem.help == help)
    }

    @Test(arguments: ["README.md", "logo.png", "yaml"])
    func allows(_ name: String) {
        #expect(FileNames.stray(name) == nil)
    }
}
