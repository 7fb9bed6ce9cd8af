internal import ArgumentParser
internal import Git
internal import Glibc
internal import JSON
internal import PromptCore
internal import PromptMerge
internal import PromptStore
internal import SystemPackage

/// `promptpal setup-git`
struct SetupGitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "setup-git",
        abstract: "Make git merge, pull, rebase and cherry-pick merge prompts by structure in this clone.",
        discussion: """
            Writes the merge driver `promptpal` into the configuration of this clone. The
            store's .gitattributes defines the files that it merges. In a clone without the
            driver, Git merges them line by line. Git runs the driver as a program, so
            nothing in a store's content can set it up.

            EXAMPLES:
              promptpal setup-git
              promptpal setup-git --remove
            """)

    @OptionGroup var globals: Globals

    @Flag(help: "Remove the merge driver.")
    var remove = false

    @Flag(help: "Print the outcome as JSON.")
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
        let rebases = clone.gitRepository.configuration("pull.rebase")
        if !remove, rebases == nil || rebases == "false" { offerRebase() }
    }

    /// Says how a plain `git pull` keeps the numbers of published versions.
    private func offerRebase() {
        guard !json, !globals.quiet else { return }
        Output.standard.flush()
        Output.error.line(
            "promptpal: a merge by plain `git pull` has your commits as its first parent, which changes published version numbers if it is pushed"
        )
        Output.error.line("  help: use `promptpal pull`, or run `git config pull.rebase true`")
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
        case (nil, nil): text = "this clone has no merge driver of promptpal"
        case (_, nil): text = "removed the merge driver from this clone; Git now merges prompts line by line"
        case (let old?, let new?) where old == new: text = "the merge driver is already set up: \(new)"
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
                help: status == nil || status == 127
                    ? "install Git" : "check for a .lock file next to .git/config")
        }
    }
}

/// `promptpal merge-driver`
struct MergeDriverCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge-driver",
        abstract: "Merge one file for Git; setup-git makes Git run this command.",
        discussion: """
            Merges two changed versions of a file, by modules, options, variables and keys,
            and writes the result over OURS. If both sides changed a part in different ways,
            both versions are kept, in a file that stays valid; `promptpal resolve` resolves
            such conflicts. Needs no store.

            Exit status 1: the file could only be merged by lines and has conflict markers.

            EXAMPLES:
              promptpal merge-driver base.yaml ours.yaml theirs.yaml
              git config merge.promptpal.driver 'promptpal merge-driver %O %A %B %L %P'
            """)

    @OptionGroup var globals: Globals

    @Argument(
        help: "The common base of both sides (%O); an empty file if there is none.", completion: .file())
    var base: String

    @Argument(help: "Our version, which is overwritten (%A).", completion: .file())
    var ours: String

    @Argument(help: "The other version (%B).", completion: .file())
    var theirs: String

    @Argument(help: "Length of a conflict marker in characters (%L).")
    var size: Int = 7

    @Argument(help: "The file's path, which determines its kind (%P); default: the name of OURS.")
    var path: String?

    func validate() throws {
        if !(1...1000).contains(size) { throw ValidationError("The size of markers must be from 1 to 1000.") }
    }

    func run() throws {
        Output.choose(globals.color)
        func file(_ name: String) -> FilePath { globals.start.pushing(FilePath(name)) }
        let bytes = try (InputFile.read(file(base)), InputFile.read(file(ours)), InputFile.read(file(theirs)))
        let merged = FileMerge.merge(
            base: bytes.0.isEmpty ? nil : bytes.0, ours: bytes.1, theirs: bytes.2, path: path ?? ours,
            options: MergeOptions(markerSize: size))
        if let result = merged.bytes, result != bytes.1 { try OutputFile.write(result, to: file(ours)) }
        if !globals.quiet {
            for note in merged.notes { Output.error.line(MergeNoteText.line(note, in: path ?? ours)) }
        }
        if merged.outcome == .markers { throw Failure(status: 1, message: "") }
    }
}

/// A merge's notes for people.
enum MergeNoteText {
    /// `promptpal: prompts/a.prompt.yaml: description: both sides changed this: …`
    static func line(_ note: MergeNote, in path: String) -> String {
        let location = note.key.isEmpty ? "" : note.key + ": "
        return Terminal.line("promptpal: \(path): \(location)\(note.message)")
    }
}
