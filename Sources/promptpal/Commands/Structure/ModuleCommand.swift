internal import ArgumentParser
internal import PromptCore
internal import PromptStore

/// `promptpal module`
struct ModuleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "module",
        abstract: "Add, rename, move, hide and remove a prompt's modules.",
        discussion: """
            A module is named by its handle, its name or its number, from 1. Each change is
            one commit and keeps comments and layout.

            EXAMPLES:
              promptpal module add marketing/launch-email examples
              promptpal module move marketing/launch-email task --to 1
              promptpal module hide marketing/launch-email examples
            """,
        subcommands: [
            ModuleAddCommand.self, ModuleRenameCommand.self, ModuleMoveCommand.self, ModuleRemoveCommand.self,
            ModuleHideCommand.self,
            ModuleUnhideCommand.self,
        ])

    @OptionGroup var globals: Globals
}

/// The position among the modules: at most one of three options.
struct ModulePositionArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp("Position: before this module.", valueName: "module"),
        completion: .custom(Completion.modules))
    var before: String?

    @Option(
        help: ArgumentHelp("Position: after this module.", valueName: "module"),
        completion: .custom(Completion.modules))
    var after: String?

    @Option(help: ArgumentHelp("Position: this number, from 1.", valueName: "n"))
    var to: Int?

    func validate() throws {
        if [before != nil, after != nil, to != nil].count(where: \.self) > 1 {
            throw ValidationError("Give only one of --before, --after and --to.")
        }
    }

    /// The position; `nil` if none is given.
    var chosen: ModulePosition? {
        before.map(ModulePosition.before) ?? after.map(ModulePosition.after) ?? to.map(ModulePosition.number)
    }
}

/// `promptpal module add`
struct ModuleAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add a module to a prompt.",
        discussion: """
            --content gives the text, or --use names a shared module to use. A module called
            context, goal, persona, examples, constraints or output-format, or made with
            --kind, starts with a text to fill in. Without a position the module comes last,
            but a persona comes first. If the prompt has a single text, that text becomes
            its first module.

            EXAMPLES:
              promptpal module add marketing/launch-email examples --before task
              promptpal module add support/reply Policy --role system --content "Be brief."
              pbpaste | promptpal module add support/reply Case --content - --after policy
              promptpal module add support/reply tone --use shared/tone
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "The prompt.", completion: .custom(Completion.prompts))
    var address: String

    @Argument(help: "Display name of the module; its slug is what you type.")
    var name: String

    @Option(help: ArgumentHelp("The text; - is standard input.", valueName: "text|-"))
    var content: String?

    @Option(help: "The kind of ready-made text to start from.")
    var kind: ModuleKind?

    @Option(
        help: ArgumentHelp("Use this shared module.", valueName: "module"),
        completion: .custom(Completion.sharedModules))
    var use: String?

    @Option(help: "The role of the text: system, user or assistant.")
    var role: Role?

    @Option(help: ArgumentHelp("Make the text an option with this name.", valueName: "name"))
    var option: String?

    @OptionGroup var position: ModulePositionArguments

    @OptionGroup var write: WriteArguments

    func validate() throws {
        if use != nil, content != nil || kind != nil || option != nil {
            throw ValidationError("--use takes the text from the shared module; omit --content and --kind.")
        }
        if content == nil, use == nil, kind == nil, ModuleKind(name: name) == nil {
            throw ValidationError(
                "Give the module a text with --content or --kind, or a shared module with --use.")
        }
    }

    func run() throws {
        let kind = kind ?? (use == nil ? ModuleKind(name: name) : nil)
        let module = try module(kind)
        let done = try globals.carryOut { store throws(StoreError) in
            try store.addModule(
                AddModuleRequest(
                    globals.record(address), module: module, at: position.chosen ?? kind?.position ?? .last,
                    write: write.options))
        }
        StructureText(done, key: "module", done: "added module \(done.part) to").say(
            isJSON: write.json, globals: globals)
    }

    private func module(_ kind: ModuleKind?) throws -> NewModule {
        if let use {
            let isSame = use.split(separator: "/").last.map { $0 == name } ?? false
            return NewModule(name: isSame ? nil : name, role: role, body: .use(use))
        }
        let text = try content.map { text throws(Failure) in try GivenText.read(text) } ?? kind?.text ?? ""
        let isKind = kind?.rawValue == name
        let usual = kind.flatMap { $0.role == .user ? nil : $0.role }
        return NewModule(
            name: isKind ? kind?.name : name, role: role ?? usual,
            body: option.map { .option($0, text) } ?? .content(text))
    }
}
