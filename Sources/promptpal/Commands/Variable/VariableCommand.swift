internal import ArgumentParser

/// `promptpal variable`
struct VariableCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "variable",
        abstract: "Set, rename, list and remove variables.",
        discussion: """
            They are those of a prompt, of a shared module, or a shared variable, which is
            named by its own address without a second name.

            EXAMPLES:
              promptpal variable list marketing/launch-email
              promptpal variable set marketing/launch-email words --type number --max 400
              promptpal variable rename marketing/launch-email words word_count
            """,
        subcommands: [
            VariableSetCommand.self, VariableRenameCommand.self, VariableRemoveCommand.self,
            VariableListCommand.self,
        ])

    @OptionGroup var globals: Globals
}
