internal import ArgumentParser
internal import PromptCore
internal import PromptStore

/// `promptpal variable set`
struct VariableSet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Declare a variable, or change what is given of it.",
        discussion: """
            Only the keys that are given change. A new variable without --type gets the
            type that its other keys belong to. --option is given once for each value of a
            select, in order; values that stay keep their labels.

            EXAMPLES:
              promptpal variable set marketing/launch-email words --type number --max 400
              promptpal variable set support/reply tone --option calm --option warm --default calm
              promptpal variable set support/reply tone --optional --unset default
              promptpal variable set marketing/brand --help-text "The public name"
            """)

    @OptionGroup var globals: Globals

    @Argument(
        help: "The prompt, shared module or shared variable.", completion: .custom(Completion.addresses))
    var address: String

    @Argument(
        help: "The variable's name; may be left out for a shared variable.",
        completion: .custom(Completion.variableNames))
    var name: String?

    @OptionGroup(title: "What it is") var keys: VariableKeyArguments

    @Option(help: "Take the file of this kind, where several have the address.")
    var kind: New.Kind?

    @OptionGroup var write: WriteArguments

    func validate() throws {
        if name == nil, keys.keys.isEmpty {
            throw ValidationError("Say what is to change: --type, --default, …")
        }
    }

    func run() throws {
        try StructureChange(globals: globals, write: write, operation: "variable-set").run { context in
            let file = try VariableTarget.file(address, name, kind, context)
            let result = try file.settingVariable(name, keys.keys)
            let isNew = !file.declares(result.part)
            return StructureChange.Outcome(
                file, result, "variable",
                subject: isNew
                    ? "Add variable \(result.part) to \(file.address)"
                    : "Change variable \(VariableTarget.place(result.part, in: file))",
                done: isNew ? "added variable \(result.part) to" : "set variable \(result.part) in")
        }
    }
}

/// The file that declares a variable.
enum VariableTarget {
    /// `words of marketing/launch-email`, or just `brand` where that is the file's own address.
    static func place(_ name: String, in file: ParsedFile) -> String {
        file.kind == .variable && file.address.path == name ? name : "\(name) of \(file.address)"
    }

    /// Without a variable's name, a shared variable goes before a prompt or module of the same address.
    static func file(
        _ address: String, _ name: String?, _ kind: New.Kind?, _ context: StructureChange.Context
    ) throws -> ParsedFile {
        let found = try context.lookup.file(address, kind: kind?.record)
        if kind == nil, name == nil, found.kind != .variable,
            let shared = try? context.store.read(.variable, at: found.address)
        {
            return shared
        }
        return found
    }
}
