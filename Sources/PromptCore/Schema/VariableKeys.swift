extension Keys {
    static let choice = ObjectDescription(
        "choice",
        [
            KeyDescription("value", .text, "What is inserted.", required: true),
            KeyDescription("label", .text, "What people see; inserted by {{name.label}}."),
        ])

    /// The keys that every variable can have.
    private static let commonVariable: [KeyDescription] = [
        KeyDescription(
            "type", .word(VariableType.allCases.map(\.rawValue)), "What values it takes; default: text."),
        KeyDescription(
            "required", .boolean, "Whether a value must be given; default: true where there is no default."),
        KeyDescription(
            "default", .either([.text, .list(.text, atLeast: 0)]), "The value where none is given."),
        KeyDescription("placeholder", .text, "An example shown where a value is asked for."),
        KeyDescription("help", .text, "What to enter, shown where a value is asked for."),
    ]

    /// The keys that only some types have, each with these types.
    static let typedVariable: [(key: KeyDescription, types: [VariableType])] = [
        (KeyDescription("min_length", .count, "The fewest Unicode scalars."), [.text, .multiline]),
        (KeyDescription("max_length", .count, "The most Unicode scalars."), [.text, .multiline]),
        (
            KeyDescription("pattern", .text, "A regular expression the whole value must match."),
            [.text, .multiline]
        ),
        (KeyDescription("min", .limit, "The least number, or the earliest date."), [.number, .date]),
        (KeyDescription("max", .limit, "The greatest number, or the latest date."), [.number, .date]),
        (KeyDescription("step", .number, "Values lie this far apart, counted from min or 0."), [.number]),
        (KeyDescription("unit", .text, "The unit people think in; shown, not inserted."), [.number]),
        (KeyDescription("true_label", .text, "What is inserted for true."), [.boolean]),
        (KeyDescription("false_label", .text, "What is inserted for false."), [.boolean]),
        (
            KeyDescription(
                "options", .list(.either([.text, .object(choice)]), atLeast: 1), "The values to choose from."),
            [.select, .multiselect]
        ),
        (
            KeyDescription("allow_custom", .boolean, "true: other values are taken too."),
            [.select, .multiselect]
        ),
        (KeyDescription("min_selections", .count, "The fewest values to choose."), [.multiselect]),
        (KeyDescription("max_selections", .count, "The most values to choose."), [.multiselect]),
        (
            KeyDescription("include_time", .boolean, "true: a time of day may follow the date."), [.date]
        ),
    ]

    /// A variable as an entry of `variables:`.
    package static let variableEntry = ObjectDescription(
        "variable", commonVariable + typedVariable.map(\.key))

    /// The keys of `*.variable.yaml`.
    public static let variable = ObjectDescription(
        "variable",
        [id, name("The variable's name in texts; default: from the file's name."), createdAt, createdBy]
            + commonVariable + typedVariable.map(\.key) + [conflicts])

    /// Returns the types that have `key`; `nil` if every type has it.
    static func types(knowing key: String) -> [VariableType]? {
        typedVariable.first { $0.key.name == key }?.types
    }
}
