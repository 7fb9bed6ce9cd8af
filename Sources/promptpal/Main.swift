internal import ArgumentParser
internal import CLinux
internal import Git
internal import Glibc

/// The entry point. Finds the command's type by its word and parses only that one, because building the tree
/// of all commands takes longer than rendering a prompt; unusual arguments (help, a wrong word, completion)
/// use the whole tree.
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
            tellOverlooked(by: command)
            exit(0)
        } catch let failure as Failure {
            Output.standard.flush()
            failure.report()
            tellOverlooked(by: command, after: failure)
            exit(failure.status)
        } catch {
            Output.standard.flush()
            Promptpal.exit(withError: error)
        }
    }

    /// `validate` has reported it already, as an error of the store.
    private static func tellOverlooked(by command: any ParsableCommand, after failure: Failure? = nil) {
        if !(command is ValidateCommand) { OpenedStores.tellOverlooked(besides: failure?.fileErrors ?? []) }
    }

    private static func end(_ failure: Failure) -> Never {
        Output.standard.flush()
        failure.report()
        exit(failure.status)
    }

    /// Returns the command of that name. Each command's configuration contains its name: a name made from the
    /// type's name costs a search through every protocol conformance of the program, for all commands as much
    /// as a third of a rendering.
    private static func command(_ word: String) -> (any ParsableCommand.Type)? {
        Promptpal.commands.first { $0._commandName == word }
    }
}
