internal import ArgumentParser
internal import Git
internal import Glibc
internal import JSON
internal import PromptCore
internal import PromptStore
internal import SystemPackage

/// `promptpal setup-git`
struct SetupGitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "setup-git",
        abstract: "Let git merge, pull, rebase and cherry-pick merge prompts by structure in this clone.",
        discussion: """
            Writes the merge driver `promptpal` into the configuration of this clone; which
            files it merges says .gitattributes, which is part of the store. A clone where
            this was not run merges them line by line. Git runs the driver as a program, so
            it is never set up by what a store holds.

            EXAMPLES:
              promptpal setup-git
              promptpal setup-git --remove
            """)

    @OptionGroup var globals: Globals

    @Flag(help: "Take it out again.")
    var remove = false

    @Flag(help: "Print what was done as JSON.")
    var json = false

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        let clone = try Failure.folding { () throws(StoreError) in try store.repository() }
        let key = "merge.\(MergeAttributes.driver)"
        let before = clone.gitRepository.configuration("\(key).driver")
        let driver = "\(SetupGitCommand.program()) merge-driver %O %A %B %L %P"
        let top = clone.gitRepository.workDirectory
        if remove {
            if before != nil { try SetupGitCommand.git(in: top, arguments: ["--remove-section", key]) }
        } else {
            try SetupGitCommand.git(in: top, arguments: ["\(key).name", "promptpal: prompts by structure"])
            try SetupGitCommand.git(in: top, arguments: ["\(key).driver", driver])
        }
        report(before: before, after: remove ? nil : driver)
    }

    private func report(before: String?, after: String?) {
        if json {
            var json = JSONWriter(pretty: true)
            json.object { object in
                object.set("driver", to: after)
                object.set("changed", to: before != after)
            }
            Output.standard.line(json.text)
            return
        }
        guard !globals.quiet else { return }
        let text: String
        switch (before, after) {
        case (nil, nil): text = "this clone had no merge driver of promptpal"
        case (_, nil): text = "took the merge driver out of this clone; Git merges prompts line by line"
        case (let old?, let new?) where old == new: text = "the merge driver was set up already: \(new)"
        case (_, let new?): text = "set up the merge driver in this clone: \(new)"
        }
        Output.standard.line(Terminal.line(text))
    }

    /// Returns the command by which Git calls this program: its name if `PATH` leads to it, else its path.
    private static func program() -> String {
        guard let own = realPath("/proc/self/exe") else { return "promptpal" }
        for folder in (Host.environment("PATH") ?? "").split(separator: ":") {
            let candidate = "\(folder)/promptpal"
            guard access(candidate, X_OK) == 0 else { continue }
            return realPath(candidate) == own ? "promptpal" : ShellWord.quoted(own)
        }
        return ShellWord.quoted(own)
    }

    private static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(validatingCString: resolved)
    }

    /// Runs `git config` on the clone's own file, because only Git itself can write it in every form that Git
    /// allows.
    private static func git(in folder: String, arguments: [String]) throws(Failure) {
        Output.standard.flush()
        let status = Subprocess.run(["git", "-C", folder, "config", "--local"] + arguments)
        guard status == 0 else {
            throw Failure(
                status: 2,
                message: status == nil || status == 127
                    ? "git can't be started"
                    : "the configuration of the clone can't be written (git config: \(status ?? 0))",
                help: status == nil || status == 127 ? "install Git" : "is there a .lock beside .git/config?")
        }
    }
}
