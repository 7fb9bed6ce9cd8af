internal import ArgumentParser
internal import Diagnostics
internal import PromptCore
internal import PromptStore
internal import SystemPackage

/// `promptpal clone`
struct CloneCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clone",
        abstract: "Make a copy of a shared library.",
        discussion: """
            The address is one that Git accepts: https://, ssh://, git://, user@host:path or
            a path on this machine. The copy has the whole history; `promptpal sync` keeps
            both the same. If cloning fails, nothing is left behind.

            EXAMPLES:
              promptpal clone https://git.example.com/team/prompts.git
              promptpal clone git@git.example.com:team/prompts.git library
              promptpal clone /srv/git/prompts.git
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "Address of the library.")
    var url: String

    @Argument(
        help: ArgumentHelp("Directory of the copy; default: the address's last part.", valueName: "dir"))
    var directory: String?

    @Option(help: ArgumentHelp("Check out this branch.", valueName: "name"))
    var branch: String?

    @Flag(help: "Print the outcome as JSON.")
    var json = false

    func run() throws {
        Output.choose(globals.color)
        let start = globals.start
        let progress = TransferBar(quiet: globals.quiet)
        defer { progress?.finish() }
        let cloned = try Failure.folding { () throws(StoreError) in
            try Store.clone(
                url, to: directory.map { start.pushing(FilePath($0)).lexicallyNormalized() }, from: start,
                branch: branch, in: .process, progress: { progress?.update($0) })
        }
        progress?.finish()
        if json { return Output.standard.line(SharingJSON.cloned(cloned)) }
        if !globals.quiet {
            let commit = cloned.commit.map { " (\($0.prefix(7)))" } ?? ""
            Output.standard.line(
                Terminal.safe("cloned \(counted(cloned.fileCount, one: "file")) into \(cloned.directory)")
                    + commit
            )
        }
        if cloned.commit == nil {
            note(
                "the library is empty",
                help: "run `promptpal init \(ShellWord.quoted(cloned.directory))` to make a library there")
        } else if !cloned.isStore {
            note(
                "the top folder has no promptpal.yaml",
                help: "if a folder of the copy is the library, work there; else run `promptpal init`")
        }
    }

    private func note(_ text: String, help: String) {
        guard !globals.quiet else { return }
        Output.standard.flush()
        Output.error.line("promptpal: \(text)")
        Output.error.line("  help: \(Terminal.line(help))")
    }
}
