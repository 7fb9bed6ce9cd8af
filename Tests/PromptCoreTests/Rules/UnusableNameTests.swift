import Diagnostics
import Testing

@testable import PromptCore

@Suite struct UnusableNameTests {
    @Test(arguments: [
        "con", "a/.b", "a b /x", "a:b", "a@v1", "a\\b", ".git/x", String(repeating: "a", count: 201),
    ])
    func reports(_ address: String) throws {
        let found = FileNames.address(of: address + ".prompt.yaml", kind: .prompt)
        #expect(found.address == nil)
        let problem = try #require(found.problem)
        #expect(problem.breaks(.unusableName) && problem.severity == .error && problem.range == nil)
        #expect(problem.message.hasPrefix("the name \""))
    }

    @Test(arguments: ["contract", "a/b", "a-b_c.1", "\u{FC}"])
    func allows(_ address: String) {
        let found = FileNames.address(of: address + ".prompt.yaml", kind: .prompt)
        #expect(found.address?.path == address && found.problem == nil)
    }
}
