import Glibc
import Testing

private let hasStrace = access("/usr/bin/strace", X_OK) == 0

/// Executable bits that `pull` brings are part of its one change.
@Suite struct PullModeTests {
    private static let file = "prompts/hello.prompt.yaml"

    /// Ana has made a file executable, and Ben has not pulled that yet.
    private func pair(_ change: String = "chmod +x") throws -> SharedLibrary {
        let library = try SharedLibrary()
        try library.pass(
            """
            git config --global promptpal.sync false
            promptpal clone "$URL" ben -q
            cd ana && \(change) \(PullModeTests.file) && git commit -qam Mode && promptpal push -q
            """)
        return library
    }

    @Test func aModeAloneIsBrought() throws {
        let library = try pair()
        try library.pass("cd ben && promptpal pull -q && test -x \(PullModeTests.file)")
        #expect(try library.tree("ana") == library.tree("ben"))
        try library.pass(
            "(cd ana && chmod -x \(PullModeTests.file) && git commit -qam Back && promptpal push -q); cd ben && promptpal pull -q && ! test -x \(PullModeTests.file)"
        )
        #expect(try library.tree("ana") == library.tree("ben"))
    }

    /// The file belongs to another user, who alone may give it other bits.
    @Test(.enabled(if: geteuid() == 0, "needs root")) func aFileOfAnotherUser() throws {
        let library = try pair()
        try library.pass("chown 65534 ben/\(PullModeTests.file) && promptpal -C ben pull -q")
        #expect(try library.tree("ana") == library.tree("ben"))
    }

    /// A bit that the user has set is an edit, which stays unsaved; so does the text.
    @Test func anUnsavedModeStays() throws {
        let library = try pair("echo '# theirs' >>")
        try library.pass("cd ben && chmod 755 \(PullModeTests.file) && promptpal pull -q")
        #expect(
            try library.pass("cd ben && tail -1 \(PullModeTests.file); git diff --summary")
                == "# theirs\n mode change 100644 => 100755 \(PullModeTests.file)\n")
    }

    @Test func anUnsavedEditKeepsItsText() throws {
        let library = try pair()
        try library.pass("cd ben && echo '# mine' >> \(PullModeTests.file) && promptpal pull -q")
        #expect(
            try library.pass(
                "cd ben && git diff --summary; git diff --stat | tail -1; git ls-files -s \(PullModeTests.file)"
            )
            .hasPrefix(" 1 file changed, 1 insertion(+)\n100755"))
        try library.pass("test -x ben/\(PullModeTests.file)")
    }

    /// Killed at every call that changes something: the next command finishes the pull or takes it back, and
    /// `git commit -a` takes nothing back.
    @Test(
        .enabled(if: hasStrace, "strace is not here"),
        arguments: ["renameat", "renameat2", "linkat", "unlinkat", "fchmod", "write", "mkdirat", "flock"])
    func killedAnywhere(_ call: String) throws {
        let library = try pair()
        let result = library.run(
            """
            tip=$(git -C ana rev-parse HEAD)
            cp -a ben recorded
            strace -qq -e signal=none -e trace=\(call) -o trace promptpal -C recorded pull -q || exit 3
            for number in $(seq 1 $(grep -c '\(call)(' trace)); do
                rm -rf killed; cp -a ben killed
                strace -qq -o /dev/null -e trace=\(call) -e inject=\(call):signal=KILL:when=$number promptpal -C killed pull -q
                cd killed
                git commit -qam Mine 2> /dev/null
                promptpal status > /dev/null || exit 4
                test -z "$(git status --porcelain)" || { git status; echo "status after \(call) $number"; exit 5; }
                git commit -qam Mine > /dev/null
                mode=100644
                if git merge-base --is-ancestor $tip HEAD; then mode=100755; fi
                git ls-tree HEAD \(PullModeTests.file) | grep -q ^$mode || { echo "mode after \(call) $number"; exit 6; }
                promptpal sync -q && test -x \(PullModeTests.file) || { echo "sync after \(call) $number"; exit 7; }
                git fsck --strict 2>&1 | grep -v '^dangling' && exit 8
                find .git prompts -path .git/objects -prune -o \\( -name '*.lock' -o -name '.promptpal-*' -o -name 'reference-*' -o -name 'index-*' \\) -print | grep . && exit 9
                cd ..
            done
            exit 0
            """)
        #expect(result.status == 0, "\(result.outputText)\(result.errorText)")
    }
}
