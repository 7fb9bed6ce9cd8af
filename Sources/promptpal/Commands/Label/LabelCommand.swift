internal import ArgumentParser

/// `promptpal label`
struct LabelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "label",
        abstract: "Say which version of a prompt \"production\" means.",
        discussion: """
            A label is a name for one version of one prompt. What reads ADDRESS@LABEL gets
            the prompt with its modules and variables, all as they were then. Labels are in
            labels.yaml and travel with the store; each change of one is a version.

            EXAMPLES:
              promptpal label set marketing/launch-email production@v3
              promptpal render marketing/launch-email@production
              promptpal label log production
            """,
        subcommands: [
            LabelSetCommand.self, LabelRemoveCommand.self, LabelListCommand.self, LabelLogCommand.self,
        ])
}
