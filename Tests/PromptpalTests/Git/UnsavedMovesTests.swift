import Testing

/// A record that was moved outside promptpal, and is changed before the move is saved.
@Suite struct UnsavedMovesTests {
    @Test(arguments: GitSandbox.Place.allCases, ["mv", "git mv"])
    func historyGoesOn(_ place: GitSandbox.Place, _ move: String) throws {
        let sandbox = try GitSandbox(place)
        #expect(sandbox.inStore("promptpal set hello description=first").status == 0)
        let before = sandbox.status()
        let versions = sandbox.inStore("promptpal log hello --json").outputText.split(separator: "\"commit\"")
            .count
        let changed = sandbox.inStore(
            """
            \(move) prompts/hello.prompt.yaml prompts/moved.prompt.yaml && promptpal set moved description=second &&
              promptpal log moved --json
            """)
        #expect(changed.status == 0, "\(changed.errorText)")
        #expect(changed.outputText.split(separator: "\"commit\"").count == versions + 2)
        #expect(sandbox.status() == before)
        #expect(
            sandbox.line("git log --follow --format=x -- \"$S/prompts/moved.prompt.yaml\" | wc -l") != "2")
        #expect(sandbox.problems() == "" && sandbox.leftovers() == [])
        // The move and the change are undone one after the other.
        #expect(sandbox.inStore("promptpal undo && promptpal undo").status == 0)
        #expect(sandbox.inStore("promptpal log hello").status == 0)
        #expect(sandbox.status() == before)
    }

    @Test func addressOfThen() throws {
        let sandbox = try GitSandbox()
        #expect(sandbox.inStore("promptpal mv hello moved").status == 0)
        for command in ["diff hello", "diff hello@v1", "diff moved"] {
            let same = sandbox.inStore("promptpal \(command)")
            #expect(
                same.status == 0 && !same.outputText.contains("removed"), "\(command): \(same.outputText)")
            #expect(!same.outputText.contains("- "), "\(command): \(same.outputText)")
        }
    }

    /// A module's references find the same module after the undo of its move, so nothing is lost.
    @Test func undoOfAMoveOutward() throws {
        let sandbox = try GitSandbox()
        let moved = sandbox.inStore(
            """
            promptpal new module plain --from - <<< 'hi' && promptpal new prompt deep/p --from - <<< 'text' &&
              promptpal module add deep/p --use plain Plain && promptpal mv plain deep/ && promptpal undo
            """)
        #expect(moved.status == 0, "\(moved.errorText)")
        let used = sandbox.inStore("promptpal undo HEAD~4")
        #expect(used.status == 1 && used.errorText.contains("deep/p uses plain"), "\(used.errorText)")
    }

    @Test func theStoreIsNotTakenBack() throws {
        let sandbox = try GitSandbox()
        let head = sandbox.run(
            """
            git init -q ../fresh && cd ../fresh && echo r > README && git add . && git commit -qm Readme && mkdir prompts
            echo 'format: 1' > promptpal.yaml && echo 'content: x' > prompts/a.prompt.yaml && promptpal save --all &&
              promptpal undo
            """)
        #expect(head.status == 1 && head.errorText.contains("created the store"), "\(head.errorText)")
        #expect(sandbox.run("cd ../fresh && promptpal list").status == 0)
    }

    @Test func brokenLabelsAreNotSaved() throws {
        let sandbox = try GitSandbox()
        let result = sandbox.inStore(
            """
            promptpal label set hello main-line && promptpal label set tone main && promptpal show hello@main > /dev/null &&
              sed -i 's/commit: .*/commit: zzz}/' labels.yaml && promptpal save --all
            """)
        #expect(
            result.status == 1 && result.outputText.contains("main") && result.errorText.contains("PP704"),
            "\(result.errorText)")
    }
}
