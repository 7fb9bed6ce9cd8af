internal import ArgumentParser
internal import PromptCore
internal import PromptStore

/// `promptpal variable set`
struct VariableSetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Declare a variable, or change the given keys of it.",
        discussion: """
            Only the given keys change. A new variable without --type gets the type that its
            other keys belong to. Give --option once for each value of a select, in order;
            existing values keep their labels.

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
        help: "The variable's name; optional for a shared variable.",
        completion: .custom(Completion.variableNames))
    var name: String?

    @OptionGroup(title: "Keys of the variable") var keys: VariableKeyArguments

    @Option(help: "Use the file of this kind if several have the address.")
    var kind: RecordKindArgument?

    @OptionGroup var write: WriteArguments

    func validate() throws {
        if name == nil, keys.keys.isEmpty {
            throw ValidationError("Give at least one key to change: --type, --default, …")
        }
    }

    func run() throws {
        let done = try globals.carryOut { store throws(StoreError) in
            try store.setVariable(
                SetVariableRequest(
                    name, of: globals.record(address, kind: kind?.record), keys: keys.keys,
                    write: write.options))
        }
        StructureText(
            done, key: "variable",
            done: done.isNew ? "added variable \(done.part) to" : "set variable \(done.part) in"
        ).say(isJSON: write.json, globals: globals)
    }
}

/// The keys of a variable's definition as options.
struct VariableKeyArguments: ParsableArguments {
    @Option(help: "text, multiline, number, boolean, select, multiselect or date.")
    var type: VariableType?

    @Option(help: "The value if none is given.")
    var `default`: String?

    @Flag(help: "A value is required.")
    var required = false

    @Flag(help: "A value is optional.")
    var optional = false

    @Option(help: ArgumentHelp("An example, shown when a value is asked for.", valueName: "text"))
    var placeholder: String?

    @Option(help: ArgumentHelp("What to enter, shown when a value is asked for.", valueName: "text"))
    var helpText: String?

    @Option(help: ArgumentHelp("The minimum number of characters.", valueName: "n"))
    var minLength: String?

    @Option(help: ArgumentHelp("The maximum number of characters.", valueName: "n"))
    var maxLength: String?

    @Option(help: ArgumentHelp("A pattern that the whole value must match.", valueName: "regex"))
    var pattern: String?

    @Option(help: ArgumentHelp("The minimum, or the earliest date.", valueName: "limit"))
    var min: String?

    @Option(help: ArgumentHelp("The maximum, or the latest date.", valueName: "limit"))
    var max: String?

    @Option(help: ArgumentHelp("The step between values.", valueName: "n"))
    var step: String?

    @Option(help: "The unit of the number; shown, not inserted.")
    var unit: String?

    @Option(help: ArgumentHelp("The text inserted for true.", valueName: "text"))
    var trueLabel: String?

    @Option(help: ArgumentHelp("The text inserted for false.", valueName: "text"))
    var falseLabel: String?

    @Option(help: ArgumentHelp("A value to choose from; repeat for each, in order.", valueName: "value"))
    var option: [String] = []

    @Flag(inversion: .prefixedNo, help: "Accept other values too.")
    var allowCustom: Bool?

    @Option(help: ArgumentHelp("The minimum number of values to choose.", valueName: "n"))
    var minSelections: String?

    @Option(help: ArgumentHelp("The maximum number of values to choose.", valueName: "n"))
    var maxSelections: String?

    @Flag(inversion: .prefixedNo, help: "A time of day may follow the date.")
    var includeTime: Bool?

    @Option(help: ArgumentHelp("Remove a key: default, max, help, …", valueName: "key"))
    var unset: [String] = []

    func validate() throws {
        if required, optional { throw ValidationError("Give either --required or --optional, not both.") }
    }

    /// The keys that were given.
    var keys: [VariableKey] {
        let texts: [(String, String?)] = [
            ("type", type?.rawValue), ("required", required ? "true" : optional ? "false" : nil),
            ("default", `default`), ("placeholder", placeholder), ("help", helpText),
            ("min_length", minLength), ("max_length", maxLength), ("pattern", pattern), ("min", min),
            ("max", max),
            ("step", step), ("unit", unit), ("true_label", trueLabel), ("false_label", falseLabel),
            ("allow_custom", allowCustom.map(String.init)), ("min_selections", minSelections),
            ("max_selections", maxSelections), ("include_time", includeTime.map(String.init)),
        ]
        var keys = unset.map { key in
            VariableKey(String(key.map { $0 == "-" ? "_" : $0 }), value: .remove)
        }
        for (name, text) in texts { if let text { keys.append(VariableKey(name, value: .text(text))) } }
        if !option.isEmpty { keys.append(VariableKey("options", value: .list(option))) }
        return keys
    }
}
