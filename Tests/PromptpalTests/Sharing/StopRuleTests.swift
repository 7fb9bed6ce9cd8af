import Foundation
import Testing

/// Nothing with new problems is sent.
@Suite struct StopRuleTests {
    private func pair() throws -> SharedLibrary {
        let library = try SharedLibrary()
        try library.pass(
            """
            git config --global promptpal.sync false
            (cd ana && promptpal new module tone -q --from <(echo 'content: Be kind.') && promptpal push -q)
            promptpal clone "$URL" ben -q
            """)
        return library
    }

    private func published(_ library: SharedLibrary) throws -> String {
        try library.pass("git -C shared/library.git rev-parse main")
    }

    /// A module is deleted there and used here, and both are merged by plain Git: each file is merged without
    /// a conflict, and the library is broken.
    @Test(arguments: ["sync", "push"]) func aUseOfADeletedModule(_ command: String) throws {
        let library = try pair()
        try library.pass(
            """
            (cd ben && promptpal rm tone -q && promptpal push -q)
            cd ana && printf 'id: 0199128e-0000-7000-8000-000000000001\\nmodules:\\n  - use: tone\\n' > prompts/user.prompt.yaml
            git add -A && git commit -qm Use && git pull -q --no-rebase --no-edit
            """)
        let before = try published(library)
        for _ in 0..<2 {
            let result = library.run("promptpal -C ana \(command)")
            #expect(result.status == 1)
            #expect(result.errorText.contains("nothing was sent"))
            #expect(result.errorText.contains("prompts/user.prompt.yaml"))
            #expect(try published(library) == before)
        }
        try library.pass("cd ana && promptpal rm user -q && promptpal \(command) -q")
        #expect(try published(library) != before)
    }

    /// A conflict stops until it is resolved, also at the second sync; `--push-anyway` sends it.
    @Test func aConflict() throws {
        let library = try pair()
        try library.pass(
            """
            (cd ana && promptpal set hello modules.task.content=Ana. -q && promptpal push -q)
            promptpal -C ben set hello modules.task.content=Ben. -q
            """)
        let before = try published(library)
        let first = library.run("promptpal -C ben sync")
        #expect(first.status == 1)
        #expect(first.outputText.contains("merged 1 commit"))
        #expect(first.errorText.contains("PP219"))
        #expect(library.run("promptpal -C ben sync -q").status == 1)
        #expect(library.run("promptpal -C ben push -q").status == 1)
        #expect(try published(library) == before)
        try library.pass("cp -r ben other && promptpal -C other sync --push-anyway -q")
        #expect(try published(library) != before)
        try library.pass(
            "git -C shared/library.git update-ref refs/heads/main \(before.trimmingCharacters(in: .newlines)) && promptpal -C ben resolve hello --ours -q && promptpal -C ben sync -q"
        )
        #expect(try published(library) != before)
    }

    /// Problems that the other side has already stop nothing, and neither do those of a moved record.
    @Test func oldProblems() throws {
        let library = try pair()
        try library.pass(
            """
            cd ana && printf 'id: 0199128e-0000-7000-8000-000000000001\\nmodules:\\n  - use: gone\\n' > prompts/user.prompt.yaml
            git add -A && git commit -qm Broken && git push -q
            promptpal set hello name=Other -q && promptpal sync -q
            git mv prompts/user.prompt.yaml prompts/moved.prompt.yaml && git commit -qm Moved
            echo 'description: Touched' >> prompts/moved.prompt.yaml && git commit -qam Touched && promptpal sync -q
            """)
    }

    /// The same id in two files, a name twice on other systems, and a file that is not read.
    @Test(arguments: [
        "sed 's/^name:.*/name: Copy/' prompts/hello.prompt.yaml > prompts/copy.prompt.yaml",
        "sed '/^id:/d' prompts/hello.prompt.yaml > prompts/Hello.prompt.yaml",
        "echo 'content: x' > prompts/stray.yaml",
    ])
    func names(_ change: String) throws {
        let library = try pair()
        try library.pass("cd ana && \(change) && git add -A && git commit -qm Names")
        let result = library.run("promptpal -C ana push")
        #expect(result.status == 1, "\(result.outputText)\(result.errorText)")
        #expect(result.errorText.contains("PP50"))
        try library.pass("cd ana && git revert --no-edit HEAD > /dev/null && promptpal push -q")
    }

    /// Conflicts in `keys/`, which no record shows.
    @Test(arguments: [
        "printf '<<<<<<< HEAD\\na\\n=======\\nb\\n>>>>>>> x\\n' > keys/recipients.txt",
        "printf 'id: a\\nencrypted_key: x\\nconflicts:\\n  - id: a\\n    encrypted_key: y\\n' > keys/openai/main.key.yaml",
    ])
    func keys(_ change: String) throws {
        let library = try pair()
        try library.pass("cd ana && mkdir -p keys/openai && \(change) && git add -A && git commit -qm Keys")
        for command in ["push", "sync"] {
            let result = library.run("promptpal -C ana \(command) --json")
            #expect(result.status == 1)
            #expect(result.errorText.contains("keys/"), "\(result.errorText)")
        }
        try library.pass("cd ana && git rm -qr keys && git commit -qm Gone && promptpal push -q")
    }

    /// A library that uses a layer's module has no problem, also if its own one, which hid it, is gone.
    @Test func layers() throws {
        let library = try pair()
        try library.pass(
            """
            promptpal init ana/layer -q
            printf 'content: Of the layer.\\n' > ana/layer/prompts/tone.module.yaml
            cd ana && printf 'layers: [layer]\\n' >> promptpal.yaml
            printf 'modules:\\n  - use: tone\\n' > prompts/user.prompt.yaml
            git add -A && git commit -qm Layer && promptpal push -q
            git rm -q prompts/tone.module.yaml && git commit -qm Gone && promptpal push -q
            """)
    }

    /// A warning of format 1 that is an error of format 2 stops nothing in a library of format 1.
    @Test func format1() throws {
        let library = try pair()
        try library.pass(
            """
            cd ana && sed -i 's/^format: .*/format: 1/' promptpal.yaml
            printf 'content: Dear {{customer.name}}\\nvariables:\\n  customer:\\n' > prompts/dear.prompt.yaml
            git add -A && git commit -qm Dear && promptpal push -q
            sed -i 's/^format: .*/format: 2/' promptpal.yaml
            git commit -qam 'Format 2'
            """)
        #expect(library.run("promptpal -C ana push").errorText.contains("prompts/dear.prompt.yaml"))
    }

    /// What the checks of the differing records find is what a comparison of the whole libraries finds.
    @Test func aVariableThatModulesNeed() throws {
        let library = try pair()
        try library.pass(
            """
            cd ana
            printf 'type: text\\n' > prompts/who.variable.yaml
            printf 'content: Greet {{who}}.\\n' > prompts/inner.module.yaml
            printf 'modules:\\n  - use: inner\\n' > prompts/outer.prompt.yaml
            promptpal save --all -q && promptpal push -q
            git rm -q prompts/who.variable.yaml && git commit -qm Gone
            """)
        let whole = library.run("promptpal -C ana validate").outputText
        let result = library.run("promptpal -C ana push")
        #expect(
            whole.contains("PP406") == result.errorText.contains("PP406"), "\(whole)\n\(result.errorText)")
        #expect(result.status == (whole.contains("PP406") ? 1 : 0))
    }
}
