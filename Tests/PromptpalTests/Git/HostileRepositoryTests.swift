import Foundation
import Testing

/// Repositories of a stranger: nothing outside is opened or changed, no program of theirs runs, every command
/// ends, and if a command refuses, it gives the reason.
@Suite struct HostileRepositoryTests {
    static let all = HostileCase.links + HostileCase.trees + HostileCase.configurations + HostileCase.layouts

    @Test(arguments: all.filter { !$0.needsRoot || geteuid() == 0 })
    func staysInside(_ hostile: HostileCase) throws {
        let sandbox = try GitSandbox()
        try sandbox.pass(HostileCase.prelude + hostile.setup)
        let outside = (sandbox.folder.path as NSString).deletingLastPathComponent
        try? FileManager.default.removeItem(atPath: outside + "/ran")
        let before = HostileRepositoryTests.surroundings(sandbox)
        let watcher = try Watcher(tree: outside + "/outside", around: outside)

        expect(hostile.isStore ? ["list", "render other"] : ["render other"], hostile.reads, sandbox)
        expect(hostile.refused, .refuses(""), sandbox)
        expect(["log hello"], hostile.history, sandbox)
        expect(["set other description=changed"], hostile.writes, sandbox)
        // The other commands are run if history itself is hostile; otherwise they open the repository like
        // those above.
        expect(hostile.isHistory ? HostileRepositoryTests.others : ["doctor"], .either, sandbox)

        let seen = watcher.events().filter { event in !hostile.mayOpen.contains { event.contains($0) } }
        #expect(seen == [], "what happened outside")
        #expect(!FileManager.default.fileExists(atPath: outside + "/ran"), "a stranger's program ran")
        #expect(HostileRepositoryTests.surroundings(sandbox) == before)
    }

    /// Each of these may succeed or fail.
    static let others = [
        "show hello@HEAD", "log", "render team/mail@HEAD~1", "status", "rm draft", "trash restore draft",
        "restore hello@HEAD~1", "undo", "save --all", "doctor --repair",
    ]

    private func expect(_ commands: [String], _ answer: HostileCase.Answer, _ sandbox: GitSandbox) {
        for command in commands {
            let result = sandbox.run("cd \"$S\"; EDITOR=true timeout -k 1 10 promptpal \(command)")
            #expect(
                [0, 1, 2, 64].contains(result.status),
                "\(command) ended with \(result.status): \(result.errorText)")
            #expect(!(result.outputText + result.errorText).contains("SECRET"), "\(command)")
            if result.status != 0 {
                let says = result.errorText + result.outputText
                #expect(!says.isEmpty, "\(command) says nothing")
                #expect(!result.error.contains(0x1B), "\(command): an escape sequence in a message")
            }
            switch answer {
            case .works: #expect(result.status == 0, "\(command): \(result.errorText)")
            case .refuses(let text):
                #expect(result.status != 0, "\(command): \(result.outputText)")
                #expect(text.isEmpty || result.errorText.contains(text), "\(command): \(result.errorText)")
                #expect(text.isEmpty || result.errorText.contains("help:"), "\(command): \(result.errorText)")
            case .either: break
            }
        }
    }

    /// Returns the state that no command may change: links, hooks and the configuration.
    static func surroundings(_ sandbox: GitSandbox) -> String {
        sandbox.line(
            """
            find . -type l -printf '%p -> %l\\n' 2> /dev/null | sort
            [[ ! -d .git/hooks/. ]] || find .git/hooks/. -printf '%p %s %m\\n' | sort
            [[ ! -f .git/config || -L .git/config ]] || head -c 100000 .git/config
            """)
    }

    /// The journal of a killed process is applied; one that names files outside the store is not.
    @Test(arguments: [
        ("prompts/left.prompt.yaml", "0123456789abcdef", true),
        ("../outside/left", "0123456789abcdef", false),
        (".git/hooks/pre-commit", "0123456789abcdef", false),
        ("prompts/../.git/hooks/pre-commit", "0123456789abcdef", false),
        ("prompts/left.prompt.yaml", "../../../../outside/x", false),
        ("prompts/left.prompt.yaml", "0123456789ABCDEF/..", false),
    ])
    func forgedJournals(_ path: String, token: String, isObeyed: Bool) throws {
        let sandbox = try GitSandbox()
        try sandbox.pass(
            """
            mkdir -p .git/promptpal .git/hooks "$OUT/x"
            for file in '\(path)' .git/hooks/pre-commit; do printf 'content: Left\\n' > "$file"; done
            printf '%s\\0' 'promptpal journal 1' '\(token)' 999999 refs/heads/main '' 0 '\(path)' '' \
                $(git hash-object -w '\(path)') > .git/body
            { printf '%s\\0' $(git hash-object .git/body); cat .git/body; } > .git/promptpal/journal
            """)
        let result = sandbox.inStore("promptpal set other name=X")
        #expect(result.status == (isObeyed ? 0 : 2))
        #expect(result.errorText.contains("journal") != isObeyed, "\(result.errorText)")
        #expect(sandbox.line("ls .git/promptpal/journal 2> /dev/null") == "")
        // Reported once; then it is moved away.
        #expect(sandbox.inStore("promptpal set other name=Y").status == 0)
        #expect(FileManager.default.fileExists(atPath: sandbox.folder.path + "/" + path) == !isObeyed)
        #expect(FileManager.default.fileExists(atPath: sandbox.folder.path + "/.git/hooks/pre-commit"))
        #expect(sandbox.problems() == "")
    }

    /// A version that can't be read is not restored as an empty file.
    @Test func damagedVersionsAreNotRestored() throws {
        let sandbox = try GitSandbox()
        try sandbox.pass(
            """
            old=.git/objects/$(git rev-parse HEAD:prompts/hello.prompt.yaml | sed 's,^..,&/,')
            promptpal set hello name=Later
            chmod +w $old; truncate -s 20 $old
            """)
        let before = sandbox.folder.read("prompts/hello.prompt.yaml")
        let result = sandbox.inStore("promptpal restore hello@HEAD~1")
        #expect(result.status != 0)
        #expect(result.errorText.contains("damaged"), "\(result.errorText)")
        #expect(sandbox.folder.read("prompts/hello.prompt.yaml") == before)
        #expect(
            sandbox.inStore("promptpal render hello && promptpal set hello name='Later still'").status == 0)
    }

    /// A second process swaps files and folders for links, and back, while we read and write.
    @Test(arguments: [
        ("prompts/hello.prompt.yaml", "secret.prompt.yaml"), ("prompts/team", "secrets"),
        ("prompts", "secrets"),
        ("promptpal.yaml", "secret.prompt.yaml"), ("trash", "secrets"),
    ])
    func swappedWhileWeWork(_ path: String, target: String) throws {
        let sandbox = try GitSandbox()
        try sandbox.pass(
            HostileCase.prelude + "[[ -e \(path) ]] || mkdir \(path); ln -s $OUT/\(target) \(path).link")
        let outside = (sandbox.folder.path as NSString).deletingLastPathComponent
        let watcher = try Watcher(tree: outside + "/outside", around: outside)
        let result = sandbox.run(
            """
            ( while [[ ! -e "$HOME/over" ]]; do
                  mv -T \(path) \(path).real 2> /dev/null && mv -T \(path).link \(path)
                  mv -T \(path) \(path).link 2> /dev/null && mv -T \(path).real \(path)
              done ) 2> /dev/null &
            for i in {1..6}; do
                for command in 'show hello' 'render team/mail' list validate "set hello description=x$i" "new prompt team/n$i"; do
                    timeout -k 1 10 promptpal $command > "$HOME/said" 2>&1
                    case $? in 0|1|2|64) ;; *) echo "$command: status $?"; cat "$HOME/said";; esac
                    ! grep SECRET "$HOME/said"
                done
            done
            touch "$HOME/over"; wait
            """)
        #expect(result.outputText == "")
        #expect(watcher.events() == [], "what happened outside")
    }
}
