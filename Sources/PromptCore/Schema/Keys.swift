/// The keys of every kind of file and part, in their usual order.
public enum Keys {
    static let id = KeyDescription(
        "id", shape: .uuid,
        summary: "The record's key, a UUID. promptpal writes it; it stays the same when the file is renamed.")
    static let description = KeyDescription(
        "description", shape: .text, summary: "The purpose, in one or two sentences.")
    static let tags = KeyDescription("tags", shape: .list(.text, atLeast: 0), summary: "Words to find it by.")
    static let createdAt = KeyDescription(
        "created_at", shape: .dateTime,
        summary: "The time of creation (RFC 3339). Written once, never changed.")
    static let createdBy = KeyDescription("created_by", shape: .text, summary: "The author: Name <address>.")
    static let metadata = KeyDescription(
        "metadata", shape: .map(.free, keyPattern: nil),
        summary: "Your own data; shown and searchable, never interpreted.")
    static let syntax = KeyDescription(
        "syntax", shape: .word(Syntax.allCases.map(\.rawValue)),
        summary: "The syntax of texts: mustache (the default), or none for literal text, including braces.")
    static let role = KeyDescription(
        "role", shape: .word(Role.allCases.map(\.rawValue)),
        summary: "The role of the text's message: system, user (the default) or assistant.")
    static let visible = KeyDescription(
        "visible", shape: .boolean, summary: "false: the module is left out unless --with names it."
    )

    static let separate = KeyDescription(
        "separate", shape: .boolean,
        summary: "true: its message is never joined with a neighbour of the same role. Format 2.")

    static let conflict = ObjectDescription(
        "conflict",
        keys: [
            KeyDescription(
                "at", shape: .text, summary: "The key of the value, as `promptpal set` takes it.",
                required: true),
            KeyDescription("theirs", shape: .free, summary: "The value of the other side.", required: true),
        ])
    static let conflicts = KeyDescription(
        "conflicts", shape: .list(.object(conflict), atLeast: 0),
        summary:
            "Values that both sides of a merge changed; a merge writes them, `promptpal resolve` resolves them."
    )

    static func name(_ summary: String) -> KeyDescription {
        KeyDescription("name", shape: .text, summary: summary)
    }

    static func content(_ summary: String, required: Bool = false) -> KeyDescription {
        KeyDescription("content", shape: .content, summary: summary, required: required)
    }

    /// The names of variables in format 2, nearly: JSON Schema's expressions have no XID_Start.
    private static let variableNames =
        #"^[\p{L}\p{Nl}_]([\p{L}\p{Nl}\p{M}\p{Nd}\p{Pc}-]*[\p{L}\p{Nl}\p{M}\p{Nd}\p{Pc}])?$"#

    static let variables = KeyDescription(
        "variables",
        shape: .map(.either([.text, .object(variableEntry)]), keyPattern: variableNames),
        summary: "The values the texts ask for: name to definition, or to a text that is its default.")

    package static let partial = ObjectDescription(
        "partial",
        keys: [syntax, content("The text, a template unless syntax says none.", required: true)])

    static let partials = KeyDescription(
        "partials",
        shape: .map(.either([.content, .object(partial)]), keyPattern: LocalPartial.namePattern),
        summary:
            "Texts that tags {{> name}} of this file insert: name to a text, or to its content and syntax. Format 2."
    )

    package static let option = ObjectDescription(
        "option",
        keys: [
            id, name("The alternative's name; its slug is typed after --option."),
            KeyDescription(
                "default", shape: .boolean, summary: "true: used unless another option is chosen."),
            description, tags, metadata,
            KeyDescription(
                "conflict", shape: .text,
                summary:
                    "The option to which this text is the other side; a merge writes it, `promptpal resolve` resolves it."
            ),
            content("The text, a template unless syntax says none.", required: true),
        ])

    static let optionsKey = KeyDescription(
        "options", shape: .list(.object(option), atLeast: 1),
        summary: "Alternative texts, one of them the default.")
    static let useKey = KeyDescription(
        "use", shape: .text,
        summary:
            "A shared module, looked up in this folder and then in each parent; a leading / starts at prompts/."
    )
    static let useDefault = KeyDescription(
        "default", shape: .text,
        summary: "With use: the option to use instead of the shared module's own default.")

    static let slot = KeyDescription(
        "slot", shape: .text,
        summary:
            "The name of a place for the messages that `render --messages NAME=FILE` gives. Format 2.")

    /// The keys that may stand beside `slot`.
    static let besideSlot = ["slot", "id", "visible", "description", "metadata"]

    package static let moduleEntry = ObjectDescription(
        "module",
        keys: [
            id, name("The module's name; its slug is typed on the command line."), useKey, useDefault, slot,
            role,
            visible, separate,
            description, syntax, metadata, optionsKey, content("The text; short for one option."),
        ],
        exactlyOne: [["use", "options", "content", "slot"]],
        excludes: ["use": ["syntax"], "slot": ["name", "default", "role", "separate", "syntax"]],
        requires: ["default": ["use"]])

    package static let model = ObjectDescription(
        "model",
        keys: [
            KeyDescription("provider", shape: .text, summary: "anthropic, openai, …"),
            KeyDescription("name", shape: .text, summary: "The model's name, as its provider spells it."),
            KeyDescription(
                "parameters", shape: .map(.free, keyPattern: nil),
                summary: "Passed through in request bodies: temperature, max_tokens, …"),
        ])

    /// The keys of `*.prompt.yaml`.
    public static let prompt = ObjectDescription(
        "prompt",
        keys: [
            id, name("The prompt's name; default: from the file's name."), description, tags,
            createdAt,
            createdBy,
            KeyDescription(
                "model", shape: .object(model), summary: "Hints for request bodies; never interpreted."),
            KeyDescription(
                "separator", shape: .text,
                summary: "The text between modules of one message; default: a blank line."),
            syntax, variables, partials,
            KeyDescription(
                "modules", shape: .list(.object(moduleEntry), atLeast: 1),
                summary: "The parts of the prompt, in order."),
            content("The prompt's text; short for one module."), metadata, conflicts,
        ],
        exactlyOne: [["modules", "content"]])

    /// The keys of `*.module.yaml`.
    public static let module = ObjectDescription(
        "module",
        keys: [
            id, name("The module's name; default: from the file's name."), description, tags,
            createdAt,
            createdBy, useKey, useDefault, role, visible, separate, syntax, variables,
            partials, optionsKey,
            content("The text; short for one option."), metadata, conflicts,
        ],
        exactlyOne: [["use", "options", "content"]], excludes: ["use": ["syntax"]],
        requires: ["default": ["use"]])

    /// The keys of `folder.yaml`.
    public static let folder = ObjectDescription(
        "folder",
        keys: [
            id, name("The folder's name; default: the directory's name."), description, createdAt,
            createdBy,
            metadata, conflicts,
        ])

    package static let usage = ObjectDescription(
        "usage",
        keys: [
            KeyDescription(
                "record", shape: .boolean,
                summary: "true (the default): append an event for every use of a prompt."),
            KeyDescription(
                "share", shape: .boolean, summary: "true: events live in usage/ and travel with the library."),
        ])

    /// The keys of `promptpal.yaml`.
    public static let manifest = ObjectDescription(
        "manifest",
        keys: [
            KeyDescription(
                "format", shape: .oneOf(Format.allCases.map(\.rawValue)),
                summary: "The number of the on-disk format.",
                required: true),
            KeyDescription("name", shape: .text, summary: "The library's name."),
            KeyDescription("usage", shape: .object(usage), summary: "Settings for the record of uses."),
            KeyDescription(
                "layers", shape: .list(.text, atLeast: 0),
                summary:
                    "Directories of other stores; records that this store does not have are looked up there."),
            conflicts,
        ])

    /// Returns the description of a kind of file.
    public static func description(of kind: RecordKind) -> ObjectDescription {
        switch kind {
        case .prompt: prompt
        case .module: module
        case .variable: variable
        case .folder: folder
        case .manifest: manifest
        }
    }
}

extension Keys {
    static let choice = ObjectDescription(
        "choice",
        keys: [
            KeyDescription("value", shape: .text, summary: "The text that is inserted.", required: true),
            KeyDescription(
                "label", shape: .text, summary: "The text that people see; inserted by {{name.label}}."),
        ])

    /// The keys that every variable can have.
    private static let commonVariable: [KeyDescription] = [
        KeyDescription(
            "type", shape: .word(VariableType.allCases.map(\.rawValue)),
            summary: "The type of the values; default: text."),
        KeyDescription(
            "required", shape: .boolean,
            summary: "true: a value must be given; default: true if there is no default."),
        KeyDescription(
            "default", shape: .either([.text, .list(.text, atLeast: 0)]),
            summary: "The value if none is given."),
        KeyDescription("placeholder", shape: .text, summary: "An example shown when a value is asked for."),
        KeyDescription("help", shape: .text, summary: "What to enter, shown when a value is asked for."),
    ]

    /// The keys that only some types have, each with these types.
    static let typedVariable: [(key: KeyDescription, types: [VariableType])] = [
        (
            KeyDescription("min_length", shape: .count, summary: "The fewest Unicode scalars."),
            [.text, .multiline]
        ),
        (
            KeyDescription("max_length", shape: .count, summary: "The most Unicode scalars."),
            [.text, .multiline]
        ),
        (
            KeyDescription(
                "pattern", shape: .text, summary: "A regular expression the whole value must match."),
            [.text, .multiline]
        ),
        (
            KeyDescription("min", shape: .limit, summary: "The least number, or the earliest date."),
            [.number, .date]
        ),
        (
            KeyDescription("max", shape: .limit, summary: "The greatest number, or the latest date."),
            [.number, .date]
        ),
        (
            KeyDescription(
                "step", shape: .number, summary: "The distance between two values, counted from min or 0."),
            [.number]
        ),
        (
            KeyDescription("unit", shape: .text, summary: "The unit of the number; shown, not inserted."),
            [.number]
        ),
        (
            KeyDescription("true_label", shape: .text, summary: "The text that is inserted for true."),
            [.boolean]
        ),
        (
            KeyDescription("false_label", shape: .text, summary: "The text that is inserted for false."),
            [.boolean]
        ),
        (
            KeyDescription(
                "options", shape: .list(.either([.text, .object(choice)]), atLeast: 1),
                summary: "The values to choose from."),
            [.select, .multiselect]
        ),
        (
            KeyDescription("allow_custom", shape: .boolean, summary: "true: other values are accepted too."),
            [.select, .multiselect]
        ),
        (
            KeyDescription("min_selections", shape: .count, summary: "The fewest values to choose."),
            [.multiselect]
        ),
        (
            KeyDescription("max_selections", shape: .count, summary: "The most values to choose."),
            [.multiselect]
        ),
        (
            KeyDescription(
                "include_time", shape: .boolean, summary: "true: a time of day may follow the date."), [.date]
        ),
    ]

    /// A variable as an entry of `variables:`.
    package static let variableEntry = ObjectDescription(
        "variable", keys: commonVariable + typedVariable.map(\.key))

    /// The keys of `*.variable.yaml`.
    public static let variable = ObjectDescription(
        "variable",
        keys: [
            id, name("The variable's name in texts; default: from the file's name."), createdAt, createdBy,
        ]
            + commonVariable + typedVariable.map(\.key) + [conflicts])

    /// Returns the types that have `key`; `nil` if every type has it.
    static func types(knowing key: String) -> [VariableType]? {
        typedVariable.first { $0.key.name == key }?.types
    }
}
