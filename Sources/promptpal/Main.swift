internal import ArgumentParser
internal import CLinux
internal import Git
internal import Glibc
internal import PromptCore

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
            arguments = Arguments.hoisted(try Arguments.read())
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

/// The arguments of the program.
enum Arguments {
    /// Returns the words after the program's name.
    ///
    /// The standard library would replace bytes that are not UTF-8, and a damaged value would be inserted:
    /// that is an error here.
    static func read() throws(Failure) -> [String] {
        let words = CommandLine.arguments.dropFirst()
        guard words.contains(where: { $0.utf8.contains(0xEF) && $0.unicodeScalars.contains("\u{FFFD}") })
        else {
            return Array(words)
        }
        for index in 1..<Int(CommandLine.argc) {
            guard let word = CommandLine.unsafeArgv[index], String(validatingCString: word) == nil else {
                continue
            }
            throw Failure(
                status: 64, message: "argument \(index) is not UTF-8: \(CommandLine.arguments[index])")
        }
        return Array(words)
    }

    /// Moves the options that every command takes from before the command's word to after it, because its parser reads them there.
    static func hoisted(_ arguments: [String]) -> [String] {
        var leading: [String] = []
        var index = 0
        while index < arguments.count {
            let argument = arguments[index]
            if ["-C", "--color"].contains(argument), index + 1 < arguments.count {
                leading += arguments[index...index + 1]
                index += 2
            } else if argument.hasPrefix("--color=")
                || ["-q", "--quiet", "-v", "--verbose"].contains(argument)
            {
                leading.append(argument)
                index += 1
            } else {
                break
            }
        }
        guard !leading.isEmpty, index < arguments.count, !arguments[index].hasPrefix("-") else {
            return arguments
        }
        return [arguments[index]] + leading + arguments[(index + 1)...]
    }
}

/// The whole command line: its name, and its commands in the order of `--help`.
struct Promptpal: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "promptpal",
        abstract: "Keep LLM prompts as plain YAML files: edit, check and render them.",
        discussion: """
            A store is a directory with a promptpal.yaml. Commands look for it upward from
            -C DIR or the working directory, or use the store named by $PROMPTPAL_STORE.

            EXAMPLES:
              promptpal init prompts --example
              promptpal render welcome --var name=Ana
              promptpal validate --strict

            EXIT STATUS:
              0 done, 1 the answer is no, 2 the command failed, 64 wrong usage
            """,
        version: promptpalVersion,
        groupedSubcommands: [
            CommandGroup(
                name: "Everyday",
                subcommands: [
                    InitCommand.self, NewCommand.self, ListCommand.self, TreeCommand.self, SearchCommand.self,
                    UsesCommand.self, ShowCommand.self, EditCommand.self,
                    SetCommand.self, RenderCommand.self, ValidateCommand.self, StatsCommand.self,
                ]),
            CommandGroup(
                name: "Structure",
                subcommands: [
                    MoveCommand.self, CopyCommand.self, RemoveCommand.self, FolderCommand.self,
                    ModuleCommand.self,
                    OptionCommand.self,
                    VariableCommand.self, TrashCommand.self,
                ]),
            CommandGroup(
                name: "Versions",
                subcommands: [
                    StatusCommand.self, SaveCommand.self, LogCommand.self, DiffCommand.self,
                    RestoreCommand.self, UndoCommand.self, LabelCommand.self,
                    MigrateCommand.self, DoctorCommand.self,
                ]),
            CommandGroup(
                name: "Sharing",
                subcommands: [
                    CloneCommand.self, PullCommand.self, PushCommand.self, SyncCommand.self,
                    ResolveCommand.self,
                    SetupGitCommand.self, MergeDriverCommand.self,
                ]),
            CommandGroup(name: "Keys", subcommands: [KeyCommand.self]),
            CommandGroup(name: "Reference", subcommands: [ExplainCommand.self, SchemaCommand.self]),
        ])

    @OptionGroup var globals: Globals
}

extension Promptpal {
    /// Every command, in the order of `--help`.
    static var commands: [any ParsableCommand.Type] {
        configuration.groupedSubcommands.flatMap { $0.subcommands }
    }

    /// Returns the error for an unknown first word; `nil` if it is a command, an option, or handled by the
    /// parser.
    static func unknownCommand(_ arguments: [String]) -> Failure? {
        guard let word = arguments.first, !word.hasPrefix("-"), word != "help" else { return nil }
        let known = commands.map { $0._commandName }
        guard !known.contains(word) else { return unknownPart(of: word, arguments.dropFirst().first) }
        let near = Suggestion.nearest(to: word, among: known)
        return Failure(
            status: 64, message: "unknown command \(quoted(word))",
            help: near.map { "did you mean `promptpal \($0)`?" }
                ?? "run `promptpal --help` to list all commands")
    }

    /// Returns the error for an unknown second word of a command with subcommands (`module add`).
    private static func unknownPart(of word: String, _ part: String?) -> Failure? {
        let command = commands.first { $0._commandName == word }
        let known = command?.configuration.subcommands.map { $0._commandName } ?? []
        guard let part, !known.isEmpty, !part.hasPrefix("-"), part != "help", !known.contains(part) else {
            return nil
        }
        return Failure(
            status: 64, message: "`promptpal \(word)` has no command \(quoted(part))",
            help: Suggestion.nearest(to: part, among: known).map { "did you mean `promptpal \(word) \($0)`?" }
                ?? "its commands: \(known.joined(separator: ", "))")
    }
}

/// The completion script of bash, with additions for words with `=`.
enum CompletionScript {
    /// Returns the script if `arguments` request bash's, else `nil`: the parser's own scripts serve the other
    /// shells.
    static func asked(by arguments: [String]) -> String? {
        let flag = "--generate-completion-script"
        guard arguments == [flag, "bash"] || arguments == ["\(flag)=bash"] else { return nil }
        let script = Promptpal.completionScript(for: .bash)
        let own = "complete -o filenames -F _promptpal promptpal"
        return script.replacing(own, with: joining)
    }

    /// bash splits words at `=` and requests completions for the part after it. This joins NAME=VALUE to one
    /// word again, as the program sees it, and removes the part that bash has already from the answer. No
    /// space follows `NAME=` or `folder/`.
    private static let joining = #"""
        _promptpal_words() {
            local -a words=() reply=()
            local -i index here=0
            for ((index = 0; index <= COMP_CWORD; index++)); do
                local word="${COMP_WORDS[index]}"
                if ((index > 1)) && [[ ${word} == = || ${COMP_WORDS[index - 1]} == = ]] && [[ ${words[here]} != -* || ${word} == = ]]; then
                    words[here]+="${word}"
                else
                    here=${#words[@]}
                    words[here]="${word}"
                fi
            done
            local whole="${words[here]}" typed="${COMP_WORDS[COMP_CWORD]}"
            [[ ${typed} == = ]] && typed=''
            local kept="${whole%"${typed}"}"
            local -a COMP_WORDS=("${words[@]}")
            local -i COMP_CWORD=here
            _promptpal promptpal "${whole}" "${words[here - 1]}"
            for ((index = 0; index < ${#COMPREPLY[@]}; index++)); do
                reply+=("${COMPREPLY[index]#"${kept}"}")
            done
            COMPREPLY=("${reply[@]}")
            if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[=/] ]]; then compopt -o nospace 2>/dev/null; fi
        }
        complete -o filenames -F _promptpal_words promptpal
        """#
}
