internal import ArgumentParser
internal import Diagnostics
internal import JSON
internal import PromptCore
internal import PromptStore

/// `promptpal migrate`
struct MigrateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Change the format of the store.",
        discussion: """
            Format 2 keeps labels as files below labels/, with the texts, so that they work
            in shallow clones and after squash merges. Lists first the prompts that change
            and the labels that can't be taken along; then makes one commit. All members of
            a team need a promptpal that reads the new format.

            EXAMPLES:
              promptpal migrate --dry-run
              promptpal migrate
              promptpal migrate --to 1
            """)

    @OptionGroup var globals: Globals

    @Option(help: "The new format: 1 or 2.")
    var to: Int = Format.newest.rawValue

    @Flag(help: "Only list what would change.")
    var dryRun = false

    @Flag(help: "Leave out labels that the new format can't have.")
    var dropBroken = false

    @Flag(help: "Don't ask.")
    var yes = false

    @OptionGroup var write: WriteArguments

    func validate() throws {
        if Format(rawValue: to) == nil { throw ValidationError("--to is 1 or 2.") }
    }

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        var request = MigrateRequest(
            to: Format(rawValue: to) ?? .newest, isDryRun: true, dropsBroken: dropBroken, write: write.options
        )
        var done = try migrate(store, request)
        if done.from == request.format {
            if write.json { return Output.standard.line(json(done)) }
            if !globals.quiet { Output.standard.line("the store has format \(to) already") }
            return
        }
        if !write.json { list(done) }
        if !dryRun {
            try ask(done)
            request.isDryRun = false
            done = try migrate(store, request)
        }
        if write.json { return Output.standard.line(json(done)) }
        let labels = counted(done.labels.count, one: "label")
        if dryRun {
            if !globals.quiet {
                Output.standard.line("would change the store to format \(to), with \(labels)")
            }
        } else {
            Done.line(
                "the store has format \(to) now, with \(labels)", committed: done.committed,
                quiet: globals.quiet)
        }
    }

    private func migrate(_ store: Store, _ request: MigrateRequest) throws(Failure) -> MigrateOutcome {
        try Failure.folding { () throws(StoreError) in try store.migrate(request) }
    }

    private func list(_ found: MigrateOutcome) {
        for problem in found.problems {
            Output.standard.line(
                Terminal.line("\(problem.label) can't be taken along: \(problem.problem.words)"))
        }
        for file in found.errors {
            for error in file.diagnostics {
                Output.standard.line(
                    Terminal.line("\(file.source.name) gets an error: \(error.message) (\(error.code))"))
            }
        }
        for change in found.changes {
            Output.standard.line(Terminal.line("\(change.address.path) is rendered differently:"))
            for (sign, text) in [("-", change.before), ("+", change.after)] {
                for line in (text ?? "(can't be rendered)").split(
                    separator: "\n", omittingEmptySubsequences: false)
                {
                    Output.standard.line(Terminal.line("  \(sign) \(line)"))
                }
            }
        }
    }

    private func ask(_ found: MigrateOutcome) throws(Failure) {
        if yes || !found.changesMeaning || (!found.problems.isEmpty && !dropBroken) { return }
        guard Terminal.canAsk else {
            throw Failure(
                status: 1, message: "the meaning of files would change, but there is no terminal to ask at",
                help: "use --yes to change the format without asking")
        }
        guard LineReader.confirm("Change the store to format \(to)?", preset: false) else {
            throw Failure(status: 1, message: "nothing was changed")
        }
    }

    private func json(_ done: MigrateOutcome) -> String {
        var json = JSONWriter(pretty: true)
        json.object { object in
            object.set("from", to: done.from.rawValue)
            object.set("to", to: to)
            object.array("labels") { list in done.labels.forEach { list.value($0) } }
            object.array("left_out") { list in
                for problem in done.problems {
                    list.object { object in
                        object.set("label", to: problem.label)
                        object.set("reason", to: problem.problem.words)
                    }
                }
            }
            object.array("changed") { list in
                for change in done.changes {
                    list.object { object in
                        object.set("address", to: change.address.path)
                        object.set("before", to: change.before)
                        object.set("after", to: change.after)
                    }
                }
            }
            object.array("errors") { list in
                for file in done.errors {
                    for error in file.diagnostics {
                        list.object { object in
                            object.set("file", to: file.source.name)
                            object.set("code", to: error.code)
                            object.set("message", to: error.message)
                        }
                    }
                }
            }
            object.set("changed_format", to: done.committed.commit != nil)
            object.set("commit", to: done.committed.commit)
        }
        return json.text
    }
}
