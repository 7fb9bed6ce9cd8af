extension Keys {
    static let choice = ObjectDescription(
        "choice",
        keys: [
            KeyDescription("value", shape: .text, summary: "What is inserted.", required: true),
            KeyDescription("label", shape: .text, summary: "What people see; inserted by {{name.label}}."),
        ])

    /// The keys that every variable can have.
    private static let commonVariable: [KeyDescription] = [
        KeyDescription(
            "type", shape: .word(VariableType.allCases.map(\.rawValue)), summary: "What values it takes; default: text."),
        KeyDescription(
            "required", shape: .boolean, summary: "Whether a value must be given; default: true where there is no default."),
        KeyDescription(
            "default", shape: .either([.text, .list(.text, atLeast: 0)]), summary: "The value where none is given."),
        KeyDescription("placeholder", shape: .text, summary: "An example shown where a value is asked for."),
        KeyDescription("help", shape: .text, summary: "What to enter, shown where a value is asked for."),
    ]

    /// The keys that only some types have, each with these types.
    static let typedVariable: [(key: KeyDescription, types: [VariableType])] = [
        (KeyDescription("min_length", shape: .count, summary: "The fewest Unicode scalars."), [.text, .multiline]),
        (KeyDescription("max_length", shape: .count, summary: "The most Unicode scalars."), [.text, .multiline]),
        (
            KeyDescription("pattern", shape: .text, summary: "A regular expression the whole value must match."),
            [.text, .multiline]
        ),
        (KeyDescription("min", shape: .limit, summary: "The least number, or the earliest date."), [.number, .date]),
        (KeyDescription("max", shape: .limit, summary: "The greatest number, or the latest date."), [.number, .date]),
        (KeyDescription("step", shape: .number, summary: "Values lie this far apart, counted from min or 0."), [.number]),
        (KeyDescription("unit", shape: .text, summary: "The unit people think in; shown, not inserted."), [.number]),
        (KeyDescription("true_label", shape: .text, summary: "What is inserted for true."), [.boolean]),
        (KeyDescription("false_label", shape: .text, summary: "What is inserted for false."), [.boolean]),
        (
            KeyDescription(
                "options", shape: .list(.either([.text, .object(choice)]), atLeast: 1), summary: "The values to choose from."),
            [.select, .multiselect]
        ),
        (
            KeyDescription("allow_custom", shape: .boolean, summary: "true: other values are taken too."),
            [.select, .multiselect]
        ),
        (KeyDescription("min_selections", shape: .count, summary: "The fewest values to choose."), [.multiselect]),
        (KeyDescription("max_selections", shape: .count, summary: "The most values to choose."), [.multiselect]),
        (
            KeyDescription("include_time", shape: .boolean, summary: "true: a time of day may follow the date."), [.date]
        ),
    ]

    /// A variable as an entry of `variables:`.
    package static let variableEntry = ObjectDescription(
        "variable", keys: commonVariable + typedVariable.map(\.key))

    /// The keys of `*.variable.yaml`.
    public static let variable = ObjectDescription(
        "variable",
        keys: [id, name("The variable's name in texts; default: from the file's name."), createdAt, createdBy]
            + commonVariable + typedVariable.map(\.key) + [conflicts])

    /// Returns the types that have `key`; `nil` if every type has it.
    static func types(knowing key: String) -> [VariableType]? {
        typedVariable.first { $0.key.name == key }?.types
    }
}
