internal import ArgumentParser
internal import CLinux
internal import GitRepo
internal import Glibc

/// The way in. Finds the command's type by its word and parses only that one, since building the tree of
/// all commands takes longer than rendering a prompt; anything unusual (help, a wrong word, completion)
/// goes through the whole tree.
@main
enum Main {
    static func main() {
        clinux_default_crash_signals()
        GitLibrary.trustObjects()
        let arguments: [String]
        do {
            arguments = Globals.hoist(try Arguments.read())
        } catch {
            end(error)
        }
        if let word = arguments.first, let command = command(word),
            let parsed = try? command.parse(Array(arguments.dropFirst()))
        {
            run(parsed)
        }
        if let script = CompletionScript.asked(by: arguments) {
            Output.standard.line(script)
            Output.standard.flush()
            exit(0)
        }
        if let failure = Promptpal.unknownCommand(arguments) { end(failure) }
        do {
            run(try Promptpal.parseAsRoot(arguments))
        } catch {
            Promptpal.exit(withError: error)
        }
    }

    private static func run(_ command: any ParsableCommand) -> Never {
        var command = command
        do {
            try command.run()
            Output.standard.flush()
            tellOverlooked(command)
            exit(0)
        } catch let failure as Failure {
            Output.standard.flush()
            failure.report()
            tellOverlooked(command, failure)
            exit(failure.status)
        } catch {
            Output.standard.flush()
            Promptpal.exit(withError: error)
        }
    }

    /// `validate` has said it already, as an error of the store.
    private static func tellOverlooked(_ command: any ParsableCommand, _ failure: Failure? = nil) {
        if !(command is Validate) { OpenedStores.tellOverlooked(besides: failure?.message ?? "") }
    }

    private static func end(_ failure: Failure) -> Never {
        Output.standard.flush()
        failure.report()
        exit(failure.status)
    }

    /// The command of that name. Each says its name itself: one made from a type's name costs a search through
    /// every protocol conformance of the program, for all commands as much as a third of a rendering.
    private static func command(_ word: String) -> (any ParsableCommand.Type)? {
        Promptpal.commands.first { $0._commandName == word }
    }
}
