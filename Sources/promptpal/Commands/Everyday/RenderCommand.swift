internal import ArgumentParser
internal import Diagnostics
internal import PromptCore
internal import PromptStore
internal import SystemPackage

/// `promptpal render`
struct RenderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render",
        abstract: "Render a prompt with values.",
        discussion: """
            Values come from --var, else from --vars files, else at a terminal from your
            answers, else from defaults. All missing and wrong values are reported together.

            EXAMPLES:
              promptpal render marketing/launch-email --var product=Acme --var words=120
              promptpal render review --var diff=- < change.diff
              promptpal render support/reply --option tone=formal --without examples --copy
              promptpal render marketing/launch-email --vars acme.yaml --as anthropic
              promptpal render marketing/launch-email@v3 --var product=Acme
              promptpal render support/chat --messages history=chat.json --as openai
            """)

    /// The forms of the result.
    enum Form: String, ExpressibleByArgument, CaseIterable {
        case text, messages, openai, anthropic, json
    }

    @OptionGroup var globals: Globals

    @Argument(
        help: ArgumentHelp("The prompt's address, with @VERSION for an older version.", valueName: "address"),
        completion: .custom(Completion.prompts))
    var address: String

    @Option(
        name: .customLong("var"), parsing: .unconditionalSingleValue,
        help: ArgumentHelp("A value; @FILE reads a file, - reads standard input.", valueName: "name=value"),
        completion: .custom(Completion.variables))
    var variables: [String] = []

    @Option(
        name: .customLong("vars"),
        help: ArgumentHelp(
            "A YAML or JSON file with values by name; - is standard input.", valueName: "file"),
        completion: .file(extensions: ["yaml", "yml", "json"]))
    var files: [String] = []

    @Option(
        name: .customLong("option"),
        help: ArgumentHelp("Use this option of a module.", valueName: "module=option"),
        completion: .custom(Completion.options))
    var options: [String] = []

    @Option(
        help: ArgumentHelp("Include a module that is hidden.", valueName: "module"),
        completion: .custom(Completion.modules))
    var with: [String] = []

    @Option(
        help: ArgumentHelp("Exclude a module.", valueName: "module"),
        completion: .custom(Completion.modules))
    var without: [String] = []

    @Option(
        help: ArgumentHelp(
            "Messages for a slot: a JSON file; - is standard input.", valueName: "slot=file"),
        completion: .file(extensions: ["json"]))
    var messages: [String] = []

    @Option(name: .customLong("as"), help: ArgumentHelp("The form of the result.", valueName: "form"))
    var form: Form = .text

    @Flag(help: "The same as --as json.")
    var json = false

    @Flag(help: "Never ask for missing values.")
    var noInput = false

    @Flag(help: "Show modules and their boundaries, and mark missing values.")
    var preview = false

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Write to a file.", valueName: "file"), completion: .file())
    var output: String?

    @Flag(help: "Copy to the clipboard.")
    var copy = false

    func validate() throws {
        if json, form != .text, form != .json {
            throw ValidationError("--json is the same as --as json; give only one form.")
        }
        if !messages.isEmpty, form == .text, !json {
            throw ValidationError(
                "--messages needs --as messages, openai, anthropic or json: a text has no roles.")
        }
        if preview, json || form != .text || output != nil || copy {
            throw ValidationError("--preview can't be combined with --as, --json, -o or --copy.")
        }
    }

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        var reader = RequestReader(globals)
        let request = try reader.read(self)
        let outcome = try Failure.folding { () throws(StoreError) in try store.render(request) }
        if preview { return try Preview(outcome).write() }
        try report(outcome.problems.filter { $0.kind != .limit })
        if globals.verbose { ValueSources(outcome).write(to: .error) }
        try deliver(try outcome.textOrLimit(), of: outcome)
        Output.standard.flush()
        store.noteUse(
            of: outcome, as: copy ? .copy : .render, form: result == .text ? nil : result.rawValue)
    }

    /// The requested form.
    var result: Form { json ? .json : form }

    /// Warns of a request body that the interface would refuse or misread.
    private func warnOfBody(of rendered: Rendered, at address: Address) {
        func warn(_ message: String, help: String) {
            Output.error.line("promptpal: warning: \(Terminal.safe(message))")
            Output.error.line("  help: \(Terminal.safe(help))")
        }
        let name = ShellWord.quoted(address.path)
        if rendered.model?.name == nil {
            warn(
                "the prompt names no model, so the body has no \"model\"",
                help: "`promptpal set \(name) model.name=…`")
        }
        if let provider = rendered.model?.provider, provider.lowercased() != form.rawValue {
            warn(
                "the prompt's model is for \(provider), but the body is for \(form.rawValue)",
                help: "\(form.rawValue) may not know the model's name and parameters")
        }
        let spoken = rendered.messages.filter { form == .openai || $0.role != .system }
        if spoken.isEmpty {
            warn(
                "the body has no messages",
                help: "give a module the role user; run `promptpal show \(name)` to see the roles")
        }
    }

    private func report(_ problems: [RenderProblem]) throws(Failure) {
        for problem in problems {
            Output.error.line(
                "promptpal: \(problem.isWarning ? "warning: " : "")\(Terminal.safe(problem.message))")
            if let help = problem.help { Output.error.line("  help: \(Terminal.safe(help))") }
        }
        if problems.contains(where: { !$0.isWarning }) { throw Failure(status: 1, message: "") }
    }

    private func deliver(_ rendered: Rendered, of outcome: RenderOutcome) throws {
        let text: String
        switch result {
        case .text: text = rendered.text + "\n"
        case .messages: text = RequestBody.messages(rendered) + "\n"
        case .openai: text = RequestBody.openAI(rendered) + "\n"
        case .anthropic: text = RequestBody.anthropic(rendered) + "\n"
        case .json:
            text =
                RequestBody.record(
                    rendered, address: outcome.address, id: outcome.id, version: outcome.versionNumber,
                    commit: outcome.commit) + "\n"
        }
        if form == .openai || form == .anthropic { warnOfBody(of: rendered, at: outcome.address) }
        if copy {
            try Clipboard.copy(form == .text ? rendered.text : text)
            if !globals.quiet {
                Output.error.line("copied \(counted(text.unicodeScalars.count - 1, one: "character"))")
            }
        }
        if let output {
            try OutputFile.write(text, to: globals.start.pushing(.init(output)))
            if !globals.quiet { Output.error.line("wrote \(Terminal.safe(output))") }
        } else if !copy {
            Output.standard.write(Output.standard.isTerminal ? Terminal.safe(text) : text)
        }
    }
}

extension RenderOutcome {
    /// Returns the rendered texts.
    /// - Throws: ``Failure`` if they exceeded a limit.
    func textOrLimit() throws(Failure) -> Rendered {
        if let rendered { return rendered }
        let limit = problems.last
        throw Failure(status: 1, message: limit?.message ?? "", help: limit?.help)
    }
}
