internal import ArgumentParser
internal import Diagnostics
internal import JSON
internal import PromptCore
internal import PromptStore
internal import SystemPackage

/// `promptpal init`
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a store.",
        discussion: """
            Writes promptpal.yaml, the prompts/ folder, the JSON Schemas for editors
            (.promptpal/schemas) and .vscode/settings.json, which tells VS Code's YAML
            extension about them, in one commit. Makes a Git repository if there is none.
            Existing files are not changed, except that .gitattributes gets the lines that
            make Git merge prompts by structure; see setup-git.

            EXAMPLES:
              promptpal init
              promptpal init team-prompts --name "Team prompts" --example
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "Directory of the store; made if it does not exist.", completion: .directory)
    var directory: String = "."

    @Option(help: "Display name of the library.")
    var name: String?

    @Flag(help: "Add a few prompts to try.")
    var example = false

    @Option(help: "Format of the store: 1 or 2; see docs/format.md.")
    var format: Int = InitialiseRequest.usualFormat.rawValue

    @OptionGroup var write: WriteArguments

    func validate() throws {
        if name == "" { throw ValidationError("--name can't be empty.") }
        if Format(rawValue: format) == nil { throw ValidationError("--format is 1 or 2.") }
    }

    func run() throws {
        Output.choose(globals.color)
        try StoreLocator(globals.directory).checkStart()
        let path = globals.start.pushing(FilePath(directory)).lexicallyNormalized()
        if let outer = try? Store.discover(from: path.removingLastComponent()), !globals.quiet {
            Output.error.line("promptpal: warning: this is inside the store \(Terminal.line(outer.string))")
        }
        let done = try Failure.folding { () throws(StoreError) in
            try Store.initialise(
                InitialiseRequest(
                    at: path, name: name, hasExample: example,
                    format: Format(rawValue: format) ?? InitialiseRequest.usualFormat, write: write.options),
                in: .process)
        }
        let made = done.initialised
        for file in made.skipped {
            Output.error.line("\(file) already exists and was not changed")
        }
        if write.json {
            Output.standard.line(
                InitJSON.text(path: WorkingDirectory.absolute(path).string, files: done.fileCount, made)
            )
        } else if !globals.quiet {
            if let repository = made.newRepository {
                Output.standard.line("made a Git repository in \(Terminal.line(repository))")
            }
            Done.line(
                "made a store in \(Terminal.line(path.string)) with \(counted(done.fileCount, one: "file")) below prompts/",
                committed: made.committed, quiet: globals.quiet)
            let program =
                directory == "." ? "promptpal" : "promptpal -C \(Terminal.line(ShellWord.quoted(directory)))"
            Output.standard.line(
                example
                    ? "try: \(program) render welcome --var name=Ana"
                    : "next: \(program) new prompt my-first --edit")
        }
    }
}

/// The output of `init --json`.
private enum InitJSON {
    static func text(path: String, files: Int, _ made: Initialised) -> String {
        var json = JSONWriter(pretty: true)
        json.object { object in
            object.set("path", to: path)
            object.set("files", to: files)
            object.array("kept") { kept in made.skipped.forEach { kept.value($0) } }
            object.set("new_repository", to: made.newRepository)
            object.set("commit", to: made.committed.commit)
        }
        return json.text
    }
}
