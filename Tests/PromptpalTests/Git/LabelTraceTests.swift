import Glibc
import Testing

private let hasStrace = access("/usr/bin/strace", X_OK) == 0

/// Labels of format 2 need no repository.
@Suite(.enabled(if: hasStrace, "strace is not here")) struct LabelTraceTests {
    @Test func rendersWithoutTheRepository() throws {
        let box = try GitSandbox()
        try box.pass("cd \"$S\" && promptpal migrate -q && promptpal label set hello production -q")
        let traced = """
            cd "$S"
            PROMPTPAL_USAGE=off strace -f -qq -e trace=openat,open -o "$OUT/trace" promptpal render hello@production
            """
        let whole = try box.pass(traced)
        #expect(whole.contains("You are kind."))
        let shown = try box.pass("grep -E '\\.git|libgit2' \"$OUT/trace\" || true")
        let opened = try box.pass(
            "grep -cE '\\.git/(HEAD|objects|refs|packed|index)|libgit2' \"$OUT/trace\" || true")
        #expect(opened == "0\n", "\(shown)")
        // A commit needs it: the count works.
        try box.pass(traced.replacing("@production", with: "@HEAD"))
        let counted = try box.pass(
            "grep -cE '\\.git/(HEAD|objects|refs|packed|index)|libgit2' \"$OUT/trace\" || true")
        #expect(counted != "0\n")
        #expect(
            try box.pass("mv .git \"$OUT/git\" && cd \"$S\" && promptpal render hello@production") == whole)
    }

    /// The same text in a shallow clone, after a squash, and with CRLF in the work tree.
    @Test func everyCloneRendersTheSame() throws {
        let box = try GitSandbox()
        try box.pass(
            """
            cd "$S" && promptpal migrate -q && promptpal label set hello production -q
            promptpal render hello@production > "$OUT/expected"
            promptpal set hello modules.persona.content='You are rude.' -q
            git clone -q --depth 1 "file://$PWD" "$OUT/shallow"
            git clone -q -c core.autocrlf=true "$PWD" "$OUT/crlf"
            git checkout -q --orphan squashed && git add -A && git commit -qm Squashed && git branch -D -q main
            for store in . "$OUT/shallow" "$OUT/crlf"; do
                promptpal -C "$store" render hello@production | cmp - "$OUT/expected"
                promptpal -C "$store" validate -q
            done
            grep -q $'\\r' "$OUT/crlf/labels/production/hello.prompt.label.yaml"
            """)
    }
}
