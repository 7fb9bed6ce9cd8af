import Foundation
import Testing

/// Serves the hostile repositories: a fetch from them opens, runs and writes nothing outside either.
@Suite struct HostileRemoteTests {
    @Test(arguments: HostileCase.trees)
    func pullAndClone(_ hostile: HostileCase) throws {
        let sandbox = try GitSandbox()
        try sandbox.pass(
            """
            git config --global safe.directory '*'
            git clone -q --bare --no-hardlinks . "$OUT/../library.git"
            promptpal clone "$OUT/../library.git" "$OUT/../victim" -q
            """)
        let top = (sandbox.folder.path as NSString).deletingLastPathComponent
        try sandbox.pass(HostileCase.prelude + hostile.setup)
        // As the owner of the server could do; the checks of a normal push do not stop them.
        try sandbox.pass(
            "cp -rf --remove-destination .git/. \"$OUT/../library.git/\"; git -C \"$OUT/../library.git\" config core.bare true"
        )
        let watcher = try Watcher(tree: top + "/outside", around: top)
        let head = sandbox.line("git -C \"$OUT/../victim\" rev-parse HEAD")
        for command in ["pull", "sync"] {
            let result = sandbox.run("cd \"$OUT/../victim\" && timeout -k 1 20 promptpal \(command)")
            check(result, command)
            if result.status != 0 {
                #expect(sandbox.line("git -C \"$OUT/../victim\" rev-parse HEAD") == head)
            }
        }
        let clone = sandbox.run("cd \"$OUT/..\" && timeout -k 1 20 promptpal clone library.git copy")
        check(clone, "clone")
        if clone.status != 0 { #expect(!FileManager.default.fileExists(atPath: top + "/copy")) }
        let links = sandbox.line(
            "find \"$OUT/../victim\" \"$OUT/../copy\" -name .git -prune -o -type l -print 2>/dev/null")
        #expect(links == "")
        let seen = watcher.events().filter { !$0.contains("around") }
        #expect(seen == [], "what happened outside")
        #expect(!FileManager.default.fileExists(atPath: top + "/ran"), "a stranger's program ran")
        #expect(!FileManager.default.fileExists(atPath: top + "/outside/made"))
    }

    private func check(_ result: Program.Result, _ command: String) {
        #expect(
            [0, 1, 2].contains(result.status), "\(command) ended with \(result.status): \(result.errorText)")
        #expect(!(result.outputText + result.errorText).contains("SECRET"), "\(command)")
        #expect(
            !result.error.contains(0x1B) && !result.output.contains(0x1B), "\(command): an escape sequence")
        if result.status != 0 { #expect(!result.errorText.isEmpty) }
    }
}
