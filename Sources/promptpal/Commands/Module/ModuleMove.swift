internal import ArgumentParser
internal import PromptCore

/// `promptpal module move`
struct ModuleMove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move",
        abstract: "Move a module to another place in its prompt.",
        discussion: """
            EXAMPLES:
              promptpal module move marketing/launch-email examples --after task
              promptpal module move marketing/launch-email persona --to 1
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "The prompt.", completion: .custom(Completion.prompts))
    var address: String

    @Argument(help: "The module: its handle, name or number.", completion: .custom(Completion.modules))
    var module: String

    @OptionGroup var place: ModulePlaceArguments

    @OptionGroup var write: WriteArguments

    func validate() throws {
        if place.place == nil { throw ValidationError("Say where: --before, --after or --to.") }
    }

    func run() throws {
        try StructureChange(globals: globals, write: write, operation: "module-move").run { context in
            let file = try context.lookup.file(address)
            let result = try file.movingModule(module, to: place.place ?? .last)
            return StructureChange.Outcome(
                file, result, "module", subject: "Move module \(result.part) in \(file.address)",
                done: "moved module \(result.part) in")
        }
    }
}
