internal import ArgumentParser
internal import PromptCore

/// `promptpal module`
struct ModuleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "module",
        abstract: "Add, rename, move, hide and remove a prompt's modules.",
        discussion: """
            A module is named by its handle, its name, or its number from 1. Each change
            is one commit and keeps comments and layout.

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
        help: ArgumentHelp("Put it before this module.", valueName: "module"),
        completion: .custom(Completion.modules))
    var before: String?

    @Option(
        help: ArgumentHelp("Put it after this module.", valueName: "module"),
        completion: .custom(Completion.modules))
    var after: String?

    @Option(help: ArgumentHelp("Put it at this place, from 1.", valueName: "n"))
    var to: Int?

    func validate() throws {
        if [before != nil, after != nil, to != nil].count(where: \.self) > 1 {
            throw ValidationError("Give one of --before, --after and --to.")
        }
    }

    /// The position; `nil` if none is given.
    var chosen: ModulePosition? {
        before.map(ModulePosition.before) ?? after.map(ModulePosition.after) ?? to.map(ModulePosition.number)
    }
}
