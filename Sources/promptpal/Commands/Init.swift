internal import ArgumentParser
internal import Diagnostics
internal import PromptCore
internal import PromptStore
internal import SystemPackage

/// `promptpal init`
struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a store.",
        discussion: """
            Writes promptpal.yaml, the prompts/ folder, the JSON Schemas for editors (.promptpal/schemas) and
            .vscode/settings.json, which tells VS Code's YAML extension about them. Files that are there
            already are left as they are.

            EXAMPLES:
              promptpal init
              promptpal init team-prompts --name "Team prompts" --example
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "Where; made if missing.", completion: .directory)
    var directory: String = "."

    @Option(help: "What people call the library.")
    var name: String?

    @Flag(help: "Put in a few prompts to try.")
    var example = false

    func validate() throws {
        if name == "" { throw ValidationError("--name can't be empty.") }
    }

    func run() throws {
        Output.choose(globals.color)
        try globals.checkStart()
        let path = globals.start.pushing(FilePath(directory)).lexicallyNormalized()
        let id = Stamp.newID
        let author = Host.currentUser().text
        let files = StarterFiles(name: name, hasExample: example, now: Host.now(), author: author, newID: id).files
        let skipped = try Failure.folding { () throws(StoreError) in try Store.initialise(path, files: files) }
        let report = try Failure.folding { () throws(StoreError) in try Store(opening: path).validate() }
        for file in skipped {
            Output.error.line("\(file) was there already and is as it was")
        }
        if !globals.quiet {
            Output.standard.line("made a store in \(Terminal.safe(path.string)) with \(counted(report.fileCount - 1, "file")) below prompts/")
            if example {
                Output.standard.line("try: promptpal -C \(Terminal.safe(directory)) render welcome --var name=Ana")
            } else {
                Output.standard.line("next: promptpal -C \(Terminal.safe(directory)) new prompt my-first --edit")
            }
        }
    }
}
