import Foundation
import Testing

/// A change of many files is one commit like any other; its objects are one pack.
@Suite struct ManyFilesTests {
    @Test(arguments: GitSandbox.Place.allCases)
    func savedMovedDeletedAndUndone(_ place: GitSandbox.Place) throws {
        let sandbox = try GitSandbox(place)
        func packs() -> Int { Int(sandbox.line("git count-objects -v | sed -n 's/^packs: //p'")) ?? -1 }
        func loose() -> Int { Int(sandbox.line("git count-objects -v | sed -n 's/^count: //p'")) ?? -1 }
        let (before, commits) = (loose(), sandbox.commitCount)
        let saved = sandbox.inStore(
            #"""
            mkdir -p prompts/many/a prompts/many/b
            for number in $(seq 150); do
              printf 'name: Many %s\ncontent: text %s\n' "$number" "$number" > prompts/many/a/p$number.prompt.yaml
              printf 'name: Same\ncontent: text\n' > prompts/many/b/p$number.prompt.yaml
            done
            promptpal save --all -m 'Many at once'
            """#)
        #expect(saved.status == 0, "\(saved.errorText)")
        #expect(sandbox.commitCount == commits + 1)
        #expect(packs() == 1)
        // Git's index is no object. A file to which `save` added an id has other bytes than those written
        // above.
        #expect(loose() - before < 10, "\(loose() - before) objects are loose")
        #expect(sandbox.line("git ls-tree -r --name-only HEAD | grep -c many/") == "300")
        #expect(sandbox.problems() == "" && sandbox.leftovers() == [])
        #expect(sandbox.status() == [])
        sandbox.expectNextChangeWorks()

        let moved = sandbox.inStore("promptpal folder rename many more && promptpal folder rm more")
        #expect(moved.status == 0, "\(moved.errorText)")
        #expect(
            sandbox.line(
                "git ls-tree -r --name-only HEAD | grep -c /trash/ || git ls-tree -r --name-only HEAD | grep -c ^trash/"
            ) != "0")
        #expect(sandbox.inStore("promptpal undo && promptpal undo").status == 0)
        #expect(sandbox.line("git ls-tree -r --name-only HEAD | grep -c many/") == "300")
        #expect(sandbox.problems() == "" && sandbox.leftovers() == [])
        // Objects are found again after Git has repacked them.
        #expect(sandbox.run("git gc -q --prune=now").status == 0)
        #expect(sandbox.inStore("promptpal log many/a/p7 && promptpal validate").status == 0)
    }

    /// If a file that the change would overwrite has changed in the meantime, the change is refused, and no
    /// reference names the pack's objects.
    @Test func refusedWhole() throws {
        let sandbox = try GitSandbox()
        let head = sandbox.head
        let result = sandbox.inStore(
            #"""
            mkdir -p prompts/many
            for number in $(seq 150); do printf 'content: text %s\n' "$number" > prompts/many/p$number.prompt.yaml; done
            printf 'content: [\n' > prompts/many/p151.prompt.yaml
            chmod a-w .git/objects/pack 2> /dev/null; rm -rf .git/objects/pack; ln -s "$PWD" .git/objects/pack
            promptpal save --all
            """#)
        #expect(result.status == 2, "\(result.errorText)")
        #expect(sandbox.head == head)
        _ = sandbox.run("rm .git/objects/pack; mkdir .git/objects/pack")
        #expect(sandbox.problems() == "" && sandbox.leftovers() == [])
    }
}
