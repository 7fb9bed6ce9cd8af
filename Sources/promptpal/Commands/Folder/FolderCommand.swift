internal import ArgumentParser

/// `promptpal folder`
struct FolderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "folder",
        abstract: "Make, rename, delete and list folders.",
        discussion: """
            EXAMPLES:
              promptpal folder new marketing
              promptpal folder rename marketing campaigns
              promptpal folder rm drafts --keep-prompts
            """,
        subcommands: [
            FolderNewCommand.self, FolderRenameCommand.self, FolderRemoveCommand.self, FolderListCommand.self,
        ])
}
