import Testing

/// A submodule or a clone among the prompts belongs to another repository: it is neither read as part of the
/// store nor changed.
@Suite struct NestedRepositoryTests {
    @Test(arguments: GitSandbox.Place.allCases, ["staged", "committed", "cloned"])
    func isLeftAlone(_ place: GitSandbox.Place, _ state: String) throws {
        let sandbox = try GitSandbox(
            place,
            setup: """
                git init -q "$OUT/other" && printf 'content: theirs\\n' > "$OUT/other/s.prompt.yaml"
                git -C "$OUT/other" add -A && git -C "$OUT/other" commit -qm Other
                if [ \(state) = cloned ]; then git clone -q "$OUT/other" "$S/prompts/sub"
                else git submodule --quiet add "$OUT/other" "\(place.prefix)prompts/sub"; fi
                [ \(state) != committed ] || git commit -qm Submodule
                """)
        let before = (sandbox.status(), sandbox.head)
        #expect(sandbox.inStore("promptpal save --all").status == 0)
        #expect(sandbox.head == before.1)
        let list = sandbox.inStore("promptpal list && promptpal status && promptpal validate")
        #expect(list.status == 0 && !list.outputText.contains("sub/s"), "\(list.outputText)")
        for command in ["set sub/s name=x", "rm sub/s", "new prompt sub/new", "mv hello sub/hello"] {
            let refused = sandbox.inStore("promptpal \(command) < /dev/null")
            #expect(refused.status != 0, "\(command): \(refused.outputText)")
        }
        #expect(sandbox.status() == before.0)
        #expect(sandbox.head == before.1)
        #expect(sandbox.line("git -C \"$S/prompts/sub\" status --porcelain") == "")
        #expect(sandbox.inStore("promptpal set hello description=other && promptpal undo").status == 0)
        #expect(sandbox.status() == before.0)
        #expect(sandbox.problems() == "" && sandbox.leftovers() == [])
    }
}
