internal import ArgumentParser
internal import PromptCore
internal import PromptStore
internal import SafeFiles

/// `promptpal option`
struct OptionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "option",
        abstract: "Add, rename, choose and remove a module's options.",
        discussion: """
            Name a module of a prompt by the prompt's address and the module, and a shared
            module by its address alone. Modules and options are named by handle, name or
            number. If prompts choose an option of a shared module with `default:`, they are
            changed in the same commit.

            EXAMPLES:
              promptpal option add marketing/launch-email persona Engineer --content -
              promptpal option add marketing/tone Formal --content "Exact and polite."
              promptpal option default marketing/launch-email persona engineer
            """,
        subcommands: [
            OptionAddCommand.self, OptionRenameCommand.self, OptionDefaultCommand.self,
            OptionRemoveCommand.self,
        ])

    @OptionGroup var globals: Globals
}

/// A prompt's module, or a shared module.
struct OptionTarget {
    let address: String
    let kind: RecordKind?
    /// The module; `nil` if the address is that of a shared module.
    let module: String?
    /// The words after it.
    let words: [String]

    /// - Parameters:
    ///   - words: the typed words after the address.
    ///   - count: the number of words that are not the module.
    init(_ address: String, kind: RecordKindArgument?, words: [String?], count: Int) {
        let given = words.compactMap(\.self)
        let hasModule = given.count > count
        self.address = address
        self.kind = kind?.record
        module = hasModule ? given.first : nil
        self.words = Array(given.dropFirst(hasModule ? 1 : 0))
    }

    func owner(_ globals: Globals) -> OptionOwnerName {
        OptionOwnerName(globals.record(address, kind: kind), module: module)
    }

    /// ` persona in`, or empty: the text before the file's path in a sentence.
    var inFile: String { module.map { " \($0) in" } ?? "" }
}

/// `promptpal option add`
struct OptionAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add an option to a module.",
        discussion: """
            If the module has a single text, that text becomes its first option and default.

            EXAMPLES:
              promptpal option add marketing/launch-email persona Engineer --content -
              promptpal option add marketing/tone Formal --content "Exact and polite." --default
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "The prompt, or a shared module.", completion: .custom(Completion.promptsAndModules))
    var address: String

    @Argument(
        help: "The prompt's module: its handle, name or number; omit it for a shared module.",
        completion: .custom(Completion.modules))
    var module: String

    @Argument(help: "Display name of the option; its slug is what you type.")
    var name: String?

    @Option(help: ArgumentHelp("The text; - is standard input.", valueName: "text|-"))
    var content: String

    @Option(help: "Description of the option.")
    var description: String?

    @Flag(help: "Make the option the module's default.")
    var `default` = false

    @Option(help: "Take the file of this kind, where several have the address.")
    var kind: RecordKindArgument?

    @OptionGroup var write: WriteArguments

    func run() throws {
        let target = OptionTarget(address, kind: kind, words: [module, name], count: 1)
        let name = target.words[0]
        let new = NewOption(
            name: name, description: description, content: try GivenText.read(content), isDefault: `default`)
        let done = try globals.carryOut { store throws(StoreError) in
            try store.addOption(
                AddOptionRequest(to: target.owner(globals), new, write: write.options))
        }
        StructureText(done, key: "option", done: "added option \(done.part) to\(target.inFile)").say(
            isJSON: write.json, globals: globals)
    }
}
