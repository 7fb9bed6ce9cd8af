import Testing

/// The executable bit in Git and the permissions on the disk stay the same when a file moves.
@Suite struct FileModeTests {
    /// If Git is configured to ignore the executable bit (a file system on which all files have it), no
    /// command stages a change of it.
    @Test(arguments: [
        "promptpal set hello name=X", "promptpal new prompt fresh", "promptpal mv other moved",
        "promptpal cp other copy", "promptpal rm other",
        "promptpal rm other && promptpal trash restore other",
        "promptpal mv other moved && promptpal undo",
        "echo '# x' >> prompts/other.prompt.yaml && promptpal save other",
        "printf 'content: x\\n' > prompts/x.prompt.yaml && chmod +x prompts/x.prompt.yaml && promptpal save x",
    ])
    func whereTheBitMeansNothing(_ command: String) throws {
        let sandbox = try GitSandbox(
            setup: "git config core.filemode false; chmod -R a+x \"$S/prompts\"; git add -A")
        try #require(sandbox.status() == [])
        let result = sandbox.inStore(command)
        #expect(result.status == 0, "\(result.errorText)")
        #expect(sandbox.status() == [])
        #expect(!sandbox.line("git ls-tree -r HEAD").contains("100755"))
        #expect(sandbox.line("git rev-list --count HEAD") != "1")
    }

    /// We do not stage a mode that the user has not staged.
    @Test(arguments: ["+x", "-x"])
    func aModeThatIsNotStaged(_ change: String) throws {
        let other = change == "+x" ? "-x" : "+x"
        let file = "prompts/hello.prompt.yaml"
        let sandbox = try GitSandbox(
            setup:
                "chmod \(other) \(file); git add .; git commit -q --allow-empty -m mode; chmod \(change) \(file)"
        )
        #expect(sandbox.line("git status --porcelain") == " M \(file)")
        #expect(sandbox.inStore("promptpal set hello name=X").status == 0)
        #expect(sandbox.line("git status --porcelain") == " M \(file)")
        #expect(sandbox.line("git diff --summary HEAD~1 HEAD") == "")
        #expect(sandbox.inStore("promptpal undo").status == 0)
        #expect(sandbox.line("git status --porcelain") == " M \(file)")
        #expect(sandbox.line("stat -c %a \(file)") == (change == "+x" ? "755" : "644"))
    }

    /// Commands that move a file or restore it, and its path after that.
    static let moves = [
        ("promptpal mv other moved", "prompts/moved.prompt.yaml"),
        ("promptpal mv other team/", "prompts/team/other.prompt.yaml"),
        ("promptpal cp other copy", "prompts/copy.prompt.yaml"),
        ("promptpal rm other", "trash/*/other.prompt.yaml"),
        ("promptpal rm other && promptpal trash restore other", "prompts/other.prompt.yaml"),
        ("promptpal rm other && promptpal undo", "prompts/other.prompt.yaml"),
        ("promptpal mv other moved && promptpal undo", "prompts/other.prompt.yaml"),
        ("promptpal cp other copy && promptpal undo && promptpal undo HEAD", "prompts/copy.prompt.yaml"),
        ("promptpal set other name=X && promptpal undo", "prompts/other.prompt.yaml"),
        (
            "git mv prompts/other.prompt.yaml prompts/moved.prompt.yaml && promptpal save --all",
            "prompts/moved.prompt.yaml"
        ),
    ]

    @Test(arguments: moves, ["750", "600", "644"])
    func aFileThatMoves(_ move: (command: String, file: String), _ permissions: String) throws {
        let sandbox = try GitSandbox(
            setup: "chmod \(permissions) prompts/other.prompt.yaml; git commit -q --allow-empty -am mode")
        let result = sandbox.inStore(move.command)
        #expect(result.status == 0, "\(result.errorText)")
        let mode = permissions == "750" ? "100755" : "100644"
        #expect(sandbox.line("git ls-files -s -- '\(move.file)'").hasPrefix(mode))
        let facts = sandbox.lines([
            "git status --porcelain", "stat -c %a \(move.file)",
            "git ls-tree -r HEAD | grep \"$(echo \(move.file))\"",
        ])
        #expect(facts[0] == "")
        // A copy that an undo removed is created again.
        #expect(facts[1] == permissions || (move.command.hasSuffix("undo HEAD") && permissions != "644"))
        #expect(facts[2].hasPrefix(mode))
    }

    /// An edit is saved with its mode, like by `git commit`, and undone with it.
    @Test func anEditWithItsMode() throws {
        let file = "prompts/other.prompt.yaml"
        let sandbox = try GitSandbox(setup: "chmod +x \(file); echo '# x' >> \(file)")
        #expect(sandbox.inStore("promptpal save --all").status == 0)
        #expect(sandbox.line("git status --porcelain") == "")
        #expect(sandbox.line("git ls-tree HEAD \(file)").hasPrefix("100755"))
        #expect(sandbox.inStore("promptpal undo").status == 0)
        #expect(sandbox.line("git status --porcelain") == "")
        #expect(sandbox.line("git diff HEAD~2") == "")
        #expect(sandbox.line("stat -c %a \(file)") == "644")
    }
}
