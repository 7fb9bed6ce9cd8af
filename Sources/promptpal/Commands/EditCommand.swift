internal import ArgumentParser
internal import PromptCore
internal import PromptStore

/// `promptpal edit`
struct EditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Open a file in your editor and check it when you close it.",
        discussion: """
            Takes $VISUAL, then $EDITOR, then vi. Where the file has errors afterwards it
            offers to go back.

            EXAMPLES:
              promptpal edit marketing/launch-email
              EDITOR="code --wait" promptpal edit marketing/tone --kind module
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "The address.", completion: .custom(Completion.addressesAndFolders))
    var address: String

    @Option(help: "Take the file of this kind, where several have the address.")
    var kind: NewCommand.RecordKindArgument?

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        let file = try Lookup(store: store, globals: globals).file(address, kind: kind?.record)
        try Editor(store: store, globals: globals).edit(file.kind, at: file.address)
    }
}
