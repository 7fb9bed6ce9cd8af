import Foundation
import TestSupport
import Testing

/// Published version numbers stay, whatever the others do.
@Suite struct NumbersTests {
    /// Ana has published v2 of `hello`; Ben has another v2 that he has not sent.
    private func pair(_ transport: SharedLibrary.Transport = .local) throws -> SharedLibrary {
        let library = try SharedLibrary(transport)
        try library.pass(
            """
            git config --global promptpal.sync false
            promptpal clone "$URL" ben -q
            git -C ana config user.name Ana; git -C ben config user.name Ben
            (cd ana && promptpal set hello modules.task.content='By Ana.' -q && promptpal push -q)
            cd ben && promptpal set hello description='By Ben' -q && promptpal render hello@v2 > ../bens
            cd ../ana && promptpal render hello@v2 > ../anas
            """)
        return library
    }

    @Test func syncNumbersMineAfterThePublished() throws {
        let library = try pair()
        let text = try library.pass("cd ben && promptpal sync")
        #expect(text.contains("  hello: your v2 is v3 now\n"))
        try library.pass(
            """
            for clone in ana ben; do
                promptpal -C $clone sync -q
                promptpal -C $clone render hello@v2 | cmp - anas
                test "$(promptpal -C $clone show hello@v3 --json | jq -r .description)" = "By Ben"
            done
            """)
        // In the merge, the other side's commit is the first parent.
        #expect(
            try library.pass(
                "promptpal -C ben show hello@$(git -C ben rev-parse HEAD^1) --json | jq -r .description")
                == "A prompt\n")
        #expect(
            try library.pass(
                "promptpal -C ben show hello@$(git -C ben rev-parse HEAD^2) --json | jq -r .description")
                == "By Ben\n")
    }

    @Test func jsonListsThem() throws {
        let library = try pair()
        let text = try library.pass(
            "cd ben && promptpal sync --json | jq -c '.pulled[0].renumbered[] | [.address, .before, .after, .own]'"
        )
        #expect(text == "[\"hello\",2,3,true]\n")
    }

    /// Nothing changes if another prompt was changed, or nothing was changed on one side.
    @Test func neighbours() throws {
        let library = try SharedLibrary()
        try library.pass(
            """
            promptpal clone "$URL" ben -q
            (cd ana && promptpal new prompt other -q --from <(echo 'content: x') && promptpal push -q)
            cd ben && promptpal set hello description=Ben -q
            """)
        let text = try library.pass("cd ben && promptpal sync && cd ../ana && promptpal sync")
        #expect(!text.contains(" now"))
        #expect(
            try library.pass("git -C ana log -1 --format=%p && git -C ben rev-list --merges --count HEAD")
                .hasSuffix("\n1\n"))
        #expect(try library.pass("promptpal -C ana show hello@v2 --json | jq -r .description") == "Ben\n")
    }

    /// In a conflict, ours stays in place.
    @Test func oursStaysMine() throws {
        let library = try pair()
        let shown = library.run(
            "cd ben && promptpal set hello modules.task.content='By Ben.' -q && promptpal pull -q; promptpal resolve hello; promptpal resolve hello --ours -q && promptpal show hello | grep By"
        )
        #expect(shown.outputText.contains("By Ben."))
        #expect(!shown.outputText.hasSuffix("By Ana.\n"))
    }

    /// A plain `git pull` makes Ben's commit the first parent; `push` and `sync` make the merge again.
    @Test(arguments: ["push", "sync"]) func aPlainPullIsExchanged(_ command: String) throws {
        let library = try pair()
        try library.pass(
            "cd ben && git pull -q --no-rebase --no-edit && git log -1 --format='%T %B %an %ad' > ../before")
        #expect(
            library.run("promptpal -C ben doctor").outputText.contains(
                "would change published version numbers"))
        let result = library.run("promptpal -C ben \(command)")
        #expect(result.status == 0)
        #expect(result.errorText.contains("made again as"))
        #expect(result.errorText.contains("  hello: your v2 is v3 now"))
        try library.pass(
            """
            git -C ben log -1 --format='%T %B %an %ad' | cmp - before
            test -z "$(git -C ben status --porcelain)"
            git -C ben fsck --strict
            promptpal -C ana sync -q
            for clone in ana ben; do promptpal -C $clone render hello@v2 | cmp - anas; done
            """)
        #expect(!library.run("promptpal -C ben doctor").outputText.contains("published version numbers"))
    }

    /// A merge with a commit after it can't be made again: the numbers that move are named before.
    @Test func anOlderMergeIsNamed() throws {
        let library = try pair()
        try library.pass(
            "cd ben && git pull -q --no-rebase --no-edit && promptpal set hello name=Later -q")
        let result = library.run("promptpal -C ben push")
        #expect(result.status == 0)
        #expect(
            result.errorText.contains("the push changes published version numbers:\n  hello: v2 is v3 now"))
        #expect(result.outputText.contains("pushed"))
        // Whoever receives it is told, too.
        let pulled = try library.pass("promptpal -C ana pull")
        #expect(pulled.contains("  hello: v2 is v3 now\n"))
        #expect(try library.pass("promptpal -C ana render hello@v2") == library.pass("cat bens"))
    }

    /// Sent by plain Git, nothing can be said before; the next `pull` lists it.
    @Test func aPlainPushIsListedByPull() throws {
        let library = try pair()
        try library.pass("cd ben && git pull -q --no-rebase --no-edit && git push -q")
        let json = try library.pass("promptpal -C ana pull --json")
        #expect(json.contains("\"renumbered\""))
        #expect(try library.pass("promptpal -C ana pull") == "nothing new in main of origin\n")
        #expect(
            try library.pass(
                "echo '\(json.replacing("'", with: ""))' | jq -c '.renumbered[] | [.before, .after, .own]'")
                == "[2,3,false]\n")
    }

    /// A label means a text, not a number: it renders the same after the version that it was set to has another
    /// number.
    @Test(arguments: [1, 2], ["promptpal sync", "git pull -q --no-rebase --no-edit && promptpal push"])
    func myLabelKeepsItsText(format: Int, command: String) throws {
        let library = try labelled(format)
        try library.pass(
            """
            cd ben && promptpal set hello modules.persona.content='By Ben.' -q
            promptpal label set hello production@v2 -q
            promptpal render hello@production > ../label
            promptpal render hello@v2 | cmp - ../label
            """)
        let moved = library.run("cd ben && \(command)")
        #expect(moved.status == 0, "\(moved.errorText)")
        #expect((moved.outputText + moved.errorText).contains("  hello: your v2 is v3 now\n"))
        try library.pass(
            """
            promptpal -C ana pull -q
            for clone in ana ben; do
                promptpal -C $clone render hello@production | cmp - label
                promptpal -C $clone render hello@v2 | cmp - anas
                ! cmp -s anas label
            done
            """)
    }

    /// So does a published label if others change the number by plain Git.
    @Test(arguments: [1, 2]) func aPublishedLabelKeepsItsText(format: Int) throws {
        let library = try labelled(format)
        try library.pass(
            """
            (cd ana && promptpal label set hello production@v2 -q && promptpal push -q)
            cd ben && promptpal set hello modules.persona.content='By Ben.' -q
            git pull -q --no-rebase --no-edit && git push -q
            """)
        #expect(try library.pass("promptpal -C ana pull").contains("  hello: v2 is v3 now\n"))
        try library.pass(
            """
            for clone in ana ben; do
                promptpal -C $clone render hello@production | cmp - anas
                ! promptpal -C $clone render hello@v2 | cmp -s - anas
            done
            """)
    }

    /// Ana has published v2 of `hello`, which Ben does not have; Ben's next version is another v2.
    private func labelled(_ format: Int) throws -> SharedLibrary {
        let library = try SharedLibrary()
        try library.pass(
            """
            git config --global promptpal.sync false
            (cd ana && { grep -q 'format: \(format)' promptpal.yaml || promptpal migrate --to \(format) -q; } && promptpal push -q)
            grep -q 'format: \(format)' ana/promptpal.yaml
            promptpal clone "$URL" ben -q
            (cd ana && promptpal set hello modules.task.content='By Ana.' -q && promptpal push -q)
            promptpal -C ana render hello@v2 > anas
            """)
        return library
    }

    /// The numbers are printed before anything is sent: when the other side's hook runs, they are there, and they
    /// stay if the hook refuses. (A repository on this machine has its hooks off; that of a server has not.)
    @Test(
        .enabled(if: !SharedLibrary.isMissing(.git), "git daemon is not here"), arguments: ["push", "sync"],
        [0, 1])
    func announcedBeforeTheSend(_ command: String, _ code: Int) throws {
        let library = try pair(.git)
        try library.pass(
            """
            cd ben && git pull -q --no-rebase --no-edit && promptpal set hello name=Later -q && cd ..
            cat > shared/library.git/hooks/pre-receive <<END
            #!/bin/sh
            cp "$TOP/printed" "$TOP/printed-before"
            exit \(code)
            END
            chmod +x shared/library.git/hooks/pre-receive
            """)
        let before = try library.pass("git -C shared/library.git rev-parse main")
        let result = library.run("promptpal -C ben \(command) 2> printed")
        let announcement = "the push changes published version numbers:\n  hello: v2 is v3 now\n"
        #expect(try library.pass("cat printed-before").contains(announcement))
        #expect(try library.pass("cat printed").contains(announcement))
        #expect(try (library.pass("git -C shared/library.git rev-parse main") == before) == (code != 0))
        #expect((result.status == 0) == (code == 0))
    }

    /// The same for a merge that is made again; it stays in the clone if the hook refuses, and goes with the next
    /// push.
    @Test(.enabled(if: !SharedLibrary.isMissing(.git), "git daemon is not here"))
    func theMergeMadeAgainIsAnnouncedBeforeTheSend() throws {
        let library = try pair(.git)
        try library.pass(
            """
            cd ben && git pull -q --no-rebase --no-edit && cd ..
            cat > shared/library.git/hooks/pre-receive <<END
            #!/bin/sh
            cp "$TOP/printed" "$TOP/printed-before"
            exit 1
            END
            chmod +x shared/library.git/hooks/pre-receive
            """)
        #expect(library.run("promptpal -C ben push 2> printed").status != 0)
        let printed = try library.pass("cat printed-before")
        #expect(printed.contains("made again as") && printed.contains("  hello: your v2 is v3 now\n"))
        try library.pass("rm shared/library.git/hooks/pre-receive")
        let again = library.run("promptpal -C ben push")
        #expect(again.status == 0)
        #expect(again.errorText == "")
        try library.pass("promptpal -C ana pull -q && promptpal -C ana render hello@v2 | cmp - anas")
    }

    /// `undo` finds my change behind the other side's line.
    @Test func undoAfterAnExchange() throws {
        let library = try pair()
        try library.pass("cd ben && git pull -q --no-rebase --no-edit && promptpal push -q")
        let result = library.run("promptpal -C ben undo")
        #expect(result.status == 0, "\(result.errorText)")
        #expect(try library.pass("promptpal -C ben show hello --json | jq -r .description") == "A prompt\n")
        #expect(try library.pass("promptpal -C ben render hello").contains("By Ana."))
    }
}

/// The other side was rewritten.
@Suite struct RewrittenUpstreamTests {
    /// Ana has published two commits, Ben has them; then she takes the last back by force.
    private func pair(_ bens: String = "true") throws -> SharedLibrary {
        let library = try SharedLibrary()
        try library.pass(
            """
            git config --global promptpal.sync false
            cd ana && promptpal set hello description=Gone -q && promptpal push -q
            cd .. && promptpal clone "$URL" ben -q
            (cd ben && \(bens))
            cd ana && git reset -q --hard HEAD^ && promptpal set hello name=New -q && git push -qf
            """)
        return library
    }

    @Test func namedAndNothingChanged() throws {
        let library = try pair()
        let before = try library.pass("git -C ben rev-parse HEAD refs/remotes/origin/main")
        for command in ["pull", "sync", "pull -q"] {
            let result = library.run("promptpal -C ben \(command)")
            #expect(result.status == 1)
            #expect(result.errorText.contains("1 published commit is gone there: "))
            #expect(
                result.errorText.contains("Set description in hello") || result.errorText.contains("hello"))
            #expect(result.errorText.contains("--take"))
        }
        #expect(try library.pass("git -C ben rev-parse HEAD refs/remotes/origin/main") == before)
    }

    @Test func takeFollows() throws {
        let library = try pair()
        #expect(try library.pass("promptpal -C ben pull --take").hasPrefix("followed main of origin"))
        #expect(try library.tree("ana") == library.tree("ben"))
        #expect(try library.pass("git -C ana rev-parse HEAD") == library.pass("git -C ben rev-parse HEAD"))
    }

    /// A version that was published is nobody's own, also if it is gone there.
    @Test func onlyMineIsCalledMine() throws {
        let library = try pair("promptpal set hello tags+=us -q")
        let json = try library.pass(
            "promptpal -C ben pull --take --json | jq -c '.renumbered[] | [.before, .own]'")
        #expect(json == "[2,false]\n[3,true]\n")
    }

    /// Unpublished changes stay, with their authors and messages, and so do unsaved edits.
    @Test func takeKeepsMine() throws {
        let library = try pair(
            "promptpal set hello modules.task.content=Mine. -q && echo '# edit' >> prompts/hello.prompt.yaml")
        try library.pass("promptpal -C ben pull --take -q")
        let text = try library.pass("cat ben/prompts/hello.prompt.yaml")
        #expect(text.contains("Mine.") && text.contains("name: New") && text.contains("# edit"))
        #expect(!text.contains("Gone"))
        #expect(try library.pass("git -C ben rev-list --count HEAD ^origin/main") == "1\n")
        #expect(try library.pass("git -C ben diff HEAD | grep -c '^+#'") == "1\n")
        try library.pass("promptpal -C ben push -q && promptpal -C ana pull -q")
    }

    @Test func takeWithAMergeAmongMine() throws {
        let library = try pair(
            "git switch -qc side && promptpal set hello modules.task.content=Mine. -q && git switch -q main && promptpal set hello tags+=us -q && git merge -q --no-edit side"
        )
        try library.pass("promptpal -C ben pull --take -q")
        let text = try library.pass("cat ben/prompts/hello.prompt.yaml")
        #expect(text.contains("Mine.") && text.contains("us") && text.contains("name: New"))
        #expect(!text.contains("Gone"))
        #expect(try library.pass("git -C ben rev-list --count HEAD ^origin/main") == "1\n")
    }

    @Test func keepMerges() throws {
        let library = try pair()
        try library.pass("promptpal -C ben pull --keep -q")
        let text = try library.pass("cat ben/prompts/hello.prompt.yaml")
        #expect(text.contains("Gone") && text.contains("name: New"))
        #expect(try library.pass("git -C ben rev-parse HEAD^1") == library.pass("git -C ana rev-parse HEAD"))
        try library.pass("promptpal -C ben sync -q")
    }

    @Test func bothAreRefused() throws {
        let library = try pair()
        #expect(library.run("promptpal -C ben pull --keep --take").status == 64)
    }

    /// With several remotes, only the upstream of the branch counts.
    @Test func severalRemotes() throws {
        let library = try SharedLibrary()
        try library.pass("git init -q --bare other.git && git -C ana remote add other ../other.git")
        #expect(try library.pass("promptpal -C ana pull") == "nothing new in main of origin\n")
        try library.pass("git -C ana switch -qc side")
        let refused = library.run("promptpal -C ana pull")
        #expect(refused.status == 1)
        #expect(refused.errorText.contains("several remotes: origin, other"))
        try library.pass("git -C ana push -qu other side")
        #expect(try library.pass("promptpal -C ana pull") == "nothing new in side of other\n")
        try library.pass("git -C ana checkout -q --detach")
        #expect(library.run("promptpal -C ana pull").errorText.contains("no branch is checked out"))
    }

    /// Git's settings for pulling and merging change nothing.
    @Test func settingsAreNotUsed() throws {
        let library = try pair(
            "git config pull.rebase true && git config pull.ff only && git config merge.ff false")
        try library.pass("promptpal -C ben pull --take -q")
        try library.pass("promptpal -C ana set hello description=Next -q && promptpal -C ana push -q")
        #expect(try library.pass("promptpal -C ben pull").hasPrefix("pulled 1 commit"))
        #expect(try library.pass("git -C ana rev-parse HEAD") == library.pass("git -C ben rev-parse HEAD"))
    }
}
