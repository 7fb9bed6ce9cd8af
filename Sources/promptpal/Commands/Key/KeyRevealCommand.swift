internal import ArgumentParser
internal import Glibc
internal import PromptKeys
internal import PromptStore

/// `promptpal key reveal`
struct KeyRevealCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reveal",
        abstract: "Show a key itself, at the terminal.",
        discussion: """
            Asks first, or takes --yes. `promptpal key exec` hands a key to a program without
            showing it.

            EXAMPLES:
              promptpal key reveal openai
              promptpal key reveal openai --yes --to-stdout | wl-copy
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "PROVIDER or PROVIDER/NICKNAME.", completion: .custom(KeySession.complete))
    var key: String

    @Flag(help: "Take the store's, where there is one of yours too.")
    var shared = false

    @Flag(help: "Don't ask.")
    var yes = false

    @Flag(help: "Write it also where standard output is no terminal.")
    var toStdout = false

    func run() throws {
        let session = try KeySession(globals, needsStore: shared)
        let entry = try session.find(key, shared: shared)
        let isTerminal = isatty(STDOUT_FILENO) == 1
        guard isTerminal || toStdout else {
            throw Failure(
                status: 2, message: "a key is shown at a terminal only, and standard output is none",
                help: "--to-stdout writes it there all the same; `promptpal key exec` hands it to a program")
        }
        try ask(entry.name)
        try SecretReader.write(session.open(entry))
        // In a file or pipe the key is written unchanged.
        if isTerminal { Output.standard.line() }
    }

    private func ask(_ name: KeyName) throws(Failure) {
        if yes { return }
        guard Terminal.canAsk else {
            throw Failure(status: 2, message: "no one is there to ask", help: "--yes shows it without asking")
        }
        guard LineReader.confirm("Show the key \(name) on the screen?", preset: false) else {
            throw Failure(status: 1, message: "nothing was shown")
        }
    }
}
