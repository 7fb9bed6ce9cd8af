import Testing

/// `user.useConfigOnly`: no commit gets a name or an address that is not configured.
@Suite struct UseConfigOnlyTests {
    @Test func nothingIsMadeUp() throws {
        let sandbox = try GitSandbox(setup: "git config user.useConfigOnly true")
        func inStore(_ command: String) -> Program.Result {
            sandbox.inStore("unset GIT_AUTHOR_EMAIL GIT_COMMITTER_EMAIL; \(command)")
        }
        #expect(inStore("promptpal set hello description=one").status == 0)
        try sandbox.pass("git config --global --unset user.email")
        let head = sandbox.head
        let refused = inStore("promptpal set hello description=two")
        #expect(refused.status == 2 && refused.errorText.contains("user.email is not set"), "\(refused)")
        #expect(sandbox.head == head)
        #expect(
            inStore("GIT_AUTHOR_EMAIL=a@b.example promptpal set hello description=two").status == 2)
        let given = inStore(
            "GIT_AUTHOR_EMAIL=a@b.example GIT_COMMITTER_EMAIL=c@d.example promptpal set hello description=two"
        )
        #expect(given.status == 0, "\(given.errorText)")
        #expect(sandbox.line("git log -1 --format='%an %ae %ce'") == "Ana Ruiz a@b.example c@d.example")
        try sandbox.pass("git config user.email '' && git config user.useConfigOnly false")
        #expect(inStore("promptpal set hello description=three").status == 0)
    }
}
