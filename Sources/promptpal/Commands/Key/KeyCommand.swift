internal import ArgumentParser

/// `promptpal key`
struct KeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Keep API keys sealed, and use them without showing them.",
        discussion: """
            Keys are sealed in the age format. Your own lie outside every store; with
            --shared a key is in the store, sealed to its recipients. A key is named by its
            provider, and by PROVIDER/NICKNAME where there are several.

            EXAMPLES:
              promptpal key identity new
              promptpal key add openai
              promptpal key exec openai -- python summarise.py
            """,
        subcommands: [
            KeyIdentityCommand.self, KeyAddCommand.self, KeyListCommand.self, KeyShowCommand.self,
            KeyRevealCommand.self, KeyRotateCommand.self,
            KeyRevokeCommand.self, KeyRecipientsCommand.self, KeyExecCommand.self,
        ])
}
