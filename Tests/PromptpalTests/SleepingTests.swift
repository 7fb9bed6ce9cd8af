import Foundation
import Testing

/// Loading libgit2 takes longer than reading and rendering a prompt, so only commands that need history load
/// it. The dynamic linker reports the libraries that a process opens (`LD_DEBUG=files`, ld.so(8)).
@Suite struct SleepingTests {
    private func store(hasLabel: Bool = true) throws -> Program {
        let folder = try Folder()
        try folder.write("format: 1\n", to: "promptpal.yaml")
        try folder.write("modules: [{use: tone}, {name: T, content: Hi}]\n", to: "prompts/a/x.prompt.yaml")
        try folder.write("content: Be kind.\n", to: "prompts/tone.module.yaml")
        let program = Program(folder: folder)
        let label =
            #"printf 'production:\n  0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11: {address: a/x, commit: %s}\n'"#
        let made = program.run("git init -q && git add -A && git commit -q -m Start")
        try #require(made.status == 0, "\(made.errorText)")
        guard hasLabel else { return program }
        let labelled = program.run("\(label) $(git rev-parse HEAD) > labels.yaml")
        try #require(labelled.status == 0, "\(labelled.errorText)")
        return program
    }

    /// Returns the number of times that the linker names libgit2 while a command runs.
    private func mentions(_ command: String, in program: Program) throws -> Int {
        let result = program.run("LD_DEBUG=files \(command)")
        try #require(result.status == 0, "\(command): \(result.status)")
        try #require(result.errorText.contains("calling init"), "the linker says nothing: \(command)")
        return result.errorText.components(separatedBy: "libgit2").count - 1
    }

    @Test(arguments: [
        "render a/x", "render prompts/a/x.prompt.yaml --as json", "show a/x", "show tone", "show a/x --json",
        "list",
        "search kind", "uses tone", "tree", "validate a/x tone", "explain PP301", "schema prompt",
    ])
    func asleep(_ command: String) throws {
        #expect(try mentions("promptpal \(command)", in: try store()) == 0)
    }

    /// In format 1, the labels of a whole store are checked against the history; without labels there is nothing to check.
    @Test func validate() throws {
        #expect(try mentions("promptpal validate", in: try store(hasLabel: false)) == 0)
        #expect(try mentions("promptpal validate", in: try store()) > 0)
    }

    /// Without this test, the first one could not fail.
    @Test(arguments: [
        "render a/x@HEAD", "render a/x@production", "show a/x@v1", "validate tone@v1", "log", "log a/x",
        "diff a/x",
    ])
    func awake(_ command: String) throws {
        #expect(try mentions("promptpal \(command)", in: try store()) > 0)
    }
}
