internal import ArgumentParser
internal import PromptCore
internal import PromptStore

/// `promptpal variable set`
struct VariableSetCommand: ParsableCommand {
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
    var kind: NewCommand.RecordKindArgument?

    @OptionGroup var write: WriteArguments

    func validate() throws {
        if name == nil, keys.keys.isEmpty {
            throw ValidationError("Say what is to change: --type, --default, …")
        }
    }

    func run() throws {
        let done = try globals.carryOut { store throws(StoreError) in
            try store.setVariable(
                SetVariableRequest(
                    name, of: globals.record(address, kind: kind?.record), keys: keys.keys, write: write.options))
        }
        StructureText(
            done, key: "variable",
            done: done.isNew ? "added variable \(done.part) to" : "set variable \(done.part) in"
        ).say(isJSON: write.json, globals: globals)
    }
}
