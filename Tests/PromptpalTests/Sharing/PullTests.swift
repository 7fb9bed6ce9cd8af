import Foundation
import Testing

/// `pull`, `push` and `sync` between clones on one machine.
@Suite struct PullTests {
    private func pair() throws -> SharedLibrary {
        let library = try SharedLibrary()
        try library.pass("promptpal clone \"$URL\" ben -q")
        return library
    }

    @Test func fastForwardMakesNoCommit() throws {
        let library = try pair()
        try library.pass("cd ana && promptpal set hello name=New -q && promptpal push -q")
        let text = try library.pass("cd ben && promptpal pull")
        #expect(text.hasPrefix("pulled 1 commit from main of origin"))
        #expect(text.contains("~ hello"))
        #expect(try library.pass("git -C ana rev-parse HEAD") == library.pass("git -C ben rev-parse HEAD"))
        #expect(try library.pass("cd ben && git status --porcelain --branch") == "## main...origin/main\n")
        #expect(try library.pass("cd ben && promptpal pull") == "nothing new in main of origin\n")
        #expect(
            try library.pass("cd ben && git fsck --strict 2>&1; git reflog -1 --format=%gs")
                == "pull: Fast-forward\n")
    }

    @Test func bothSidesMeetInOneCommitWithTwoParents() throws {
        let library = try pair()
        try library.pass(
            """
            (cd ana && promptpal set hello modules.task.content=Two. -q && promptpal push -q)
            cd ben && promptpal set hello modules.persona.content=Stern. -q
            promptpal pull -q
            """)
        #expect(
            try library.pass("cd ben && git log -1 --format='%s|%p' | tr ' ' '+'").split(separator: "+").count
                == 5)
        let text = try library.pass("cd ben && cat prompts/hello.prompt.yaml && git status --porcelain")
        #expect(text.contains("Two.") && text.contains("Stern.") && !text.contains("<<<"))
        #expect(try library.pass("cd ben && promptpal push").contains("pushed 2 commits"))
    }

    @Test func pushThatIsBehindSaysWhatToDo() throws {
        let library = try pair()
        try library.pass(
            "(cd ana && promptpal set hello name=Ana -q && promptpal push -q); cd ben && promptpal set hello description=Ben -q"
        )
        let refused = library.run("cd ben && promptpal push")
        #expect(refused.status == 1)
        #expect(refused.errorText.contains("does not have") || refused.errorText.contains("do not have yet"))
        #expect(refused.errorText.contains("`promptpal sync`"))
        try library.pass("cd ben && promptpal sync -q && cd ../ana && promptpal sync -q")
        #expect(try library.tree("ana") == library.tree("ben"))
    }

    @Test func unsavedEditsStayEdits() throws {
        let library = try pair()
        try library.pass(
            """
            (cd ana && promptpal set hello modules.task.content=Two. -q \
              && promptpal new prompt other -q --from <(echo 'content: x') && promptpal push -q)
            cd ben && sed -i 's/You are kind./You are edited./' prompts/hello.prompt.yaml && echo untouched > notes.txt
            """)
        let pulled = library.run("cd ben && promptpal pull")
        #expect(pulled.status == 0, "\(pulled.errorText)")
        #expect(pulled.errorText.contains("keeps your uncommitted edits"))
        // The commit has only their change; the file has both.
        let head = try library.pass("cd ben && git show HEAD:prompts/hello.prompt.yaml")
        #expect(head.contains("Two.") && head.contains("You are kind."))
        let file = try library.pass("cd ben && cat prompts/hello.prompt.yaml notes.txt")
        #expect(file.contains("Two.") && file.contains("You are edited.") && file.contains("untouched"))
        #expect(
            try library.pass("cd ben && git status --porcelain")
                == " M prompts/hello.prompt.yaml\n?? notes.txt\n")
        #expect(try library.pass("cd ben && promptpal push").contains("nothing to push"))
    }

    @Test func deletedThereAndEditedHereStays() throws {
        let library = try pair()
        try library.pass(
            "(cd ana && promptpal rm hello -q && promptpal push -q); cd ben && echo '# mine' >> prompts/hello.prompt.yaml"
        )
        let pulled = library.run("cd ben && promptpal pull")
        #expect(pulled.status == 0, "\(pulled.errorText)")
        #expect(pulled.errorText.contains("uncommitted edits are kept"))
        #expect(try library.pass("cd ben && grep -c mine prompts/hello.prompt.yaml") == "1\n")
    }

    @Test func aFileInTheWayIsNotOverwritten() throws {
        let library = try pair()
        try library.pass(
            "(cd ana && mkdir docs && echo theirs > docs/a.txt && git add -A && git commit -qm Docs && promptpal push -q); mkdir ben/docs && echo mine > ben/docs/a.txt"
        )
        let before = try library.pass("git -C ben rev-parse HEAD")
        let refused = library.run("cd ben && promptpal pull")
        #expect(refused.status == 1, "\(refused.outputText)")
        #expect(try library.pass("cat ben/docs/a.txt; git -C ben rev-parse HEAD") == "mine\n" + before)
    }

    /// A store that is a folder of a repository with code in it.
    @Test func aStoreInAFolder() throws {
        let library = try SharedLibrary()
        try library.pass(
            """
            git init -q --bare shared/code.git
            git clone -q shared/code.git one 2>/dev/null
            cd one && mkdir -p src && echo 'int main;' > src/a.c && printf '#!/bin/sh\\n' > run && chmod +x run
            git add -A && git commit -qm Code && promptpal init prompts -q && cd prompts
            \(SharedLibrary.prompt("hello", "One."))
            promptpal save --all -q && promptpal push -q && cd ../..
            promptpal clone shared/code.git two -q
            cd one && echo '// more' >> src/a.c && git commit -qam More && cd prompts && promptpal set hello name=One -q && promptpal push -q
            cd ../../two/prompts && promptpal set hello description=Two -q && promptpal sync -q
            cd ../../one/prompts && promptpal sync -q
            """)
        #expect(try library.tree("one") == library.tree("two"))
        #expect(
            try library.pass("cd two && cat src/a.c && test -x run && git fsck --strict 2>&1").contains(
                "more"))
    }

    @Test func sharedUsageGoesAlong() throws {
        let library = try pair()
        try library.pass(
            """
            cd ana && printf 'format: 1\\nusage: {share: true}\\n' > promptpal.yaml && promptpal save --all -q && promptpal render hello >/dev/null
            promptpal sync -q && cd ../ben && promptpal pull -q && promptpal render hello >/dev/null && promptpal sync -q && cd ../ana && promptpal sync -q
            """)
        for clone in ["ana", "ben"] {
            #expect(
                try library.pass("cd \(clone) && promptpal stats --json | grep '\"uses\"'").contains("2"),
                "\(clone)")
        }
    }

    @Test func nothingToShareWith() throws {
        let library = try SharedLibrary()
        let alone = library.run("promptpal init alone -q; cd alone && promptpal sync")
        #expect(alone.status == 1)
        #expect(alone.errorText.contains("git remote add origin"))
        let detached = library.run("cd ana && git switch -q --detach && promptpal pull")
        #expect(detached.status == 1 && detached.errorText.contains("no branch"))
        let strangers = library.run("cd alone && git remote add origin \"$URL\" && promptpal sync")
        #expect(
            strangers.status == 1 && strangers.errorText.contains("no common history"),
            "\(strangers.errorText)")
    }

    @Test func hooksOfALocalRepositoryAreNotRun() throws {
        let library = try SharedLibrary()
        try library.pass(
            """
            for hook in pre-receive update post-receive; do printf '#!/bin/sh\\ntouch %s/ran\\n' "$TOP" > shared/library.git/hooks/$hook; chmod +x shared/library.git/hooks/$hook; done
            cd ana && promptpal set hello name=New -q && promptpal push -q
            """)
        #expect(library.run("test -e ran").status == 1)
    }

    @Test func cloneOfNothingAndIntoSomething() throws {
        let library = try SharedLibrary()
        try library.pass("git init -q --bare shared/empty.git")
        let empty = library.run(
            "promptpal clone shared/empty.git new && promptpal init new -q && cd new && promptpal sync")
        #expect(empty.status == 0, "\(empty.errorText)")
        #expect(empty.outputText.contains("which is new"))
        let taken = library.run("promptpal clone \"$URL\" ana")
        #expect(taken.status == 2 && taken.errorText.contains("not empty"))
    }
}
