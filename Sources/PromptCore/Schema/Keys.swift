/// The keys of every kind of file and part, in their usual order.
public enum Keys {
    static let id = KeyDescription(
        "id", .uuid, "The record's key, a UUID. The tool writes it; it stays when the file is renamed.")
    static let description = KeyDescription("description", .text, "What it is for, in a sentence or two.")
    static let tags = KeyDescription("tags", .list(.text, atLeast: 0), "Words to find it by.")
    static let createdAt = KeyDescription(
        "created_at", .dateTime, "When it was made (RFC 3339). Written once, never changed.")
    static let createdBy = KeyDescription("created_by", .text, "Who made it: Name <address>.")
    static let metadata = KeyDescription(
        "metadata", .map(.free, keyPattern: nil),
        "Anything you want to keep with it; shown and searchable, never interpreted.")
    static let syntax = KeyDescription(
        "syntax", .word(Syntax.allCases.map(\.rawValue)),
        "How texts are read: mustache (the default), or none for literal text, braces and all.")
    static let role = KeyDescription(
        "role", .word(Role.allCases.map(\.rawValue)),
        "Who says the text: system, user (the default) or assistant.")
    static let visible = KeyDescription(
        "visible", .boolean, "false leaves the module out unless it is asked for with --with.")

    static let conflict = ObjectDescription(
        "conflict",
        [
            KeyDescription("at", .text, "The key of the value, as `promptpal set` takes it.", required: true),
            KeyDescription("theirs", .free, "What the other side says.", required: true),
        ])
    static let conflicts = KeyDescription(
        "conflicts", .list(.object(conflict), atLeast: 0),
        "Values that both sides of a merge changed; a merge writes it, `promptpal resolve` settles it.")

    static func name(_ summary: String) -> KeyDescription { KeyDescription("name", .text, summary) }

    static func content(_ summary: String, required: Bool = false) -> KeyDescription {
        KeyDescription("content", .content, summary, required: required)
    }

    static let variables = KeyDescription(
        "variables",
        .map(.either([.text, .object(variableEntry)]), keyPattern: "^[A-Za-z_][A-Za-z0-9_]*$"),
        "The values the texts ask for: name to definition, or to a text that is its default.")

    package static let option = ObjectDescription(
        "option",
        [
            id, name("What people call this alternative; its slug is what one types after --option."),
            KeyDescription("default", .boolean, "true: taken unless another option is asked for."),
            description, tags, metadata,
            KeyDescription(
                "conflict", .text,
                "The option whose text this is another version of; a merge writes it, `promptpal resolve` settles it."
            ),
            content("The text, a template unless syntax says none.", required: true),
        ])

    static let optionsKey = KeyDescription(
        "options", .list(.object(option), atLeast: 1), "Alternative texts, one of them the default.")
    static let useKey = KeyDescription(
        "use", .text,
        "A shared module, looked for in this folder and then in each parent; a leading / starts at prompts/.")
    static let useDefault = KeyDescription(
        "default", .text, "With use: the option to take instead of the shared module's own default.")

    package static let moduleEntry = ObjectDescription(
        "module",
        [
            id, name("What people call the module; its slug is what one types."), useKey, useDefault, role,
            visible,
            description, syntax, metadata, optionsKey, content("The text; short for one option."),
        ],
        exactlyOne: [["use", "options", "content"]], excludes: ["use": ["syntax"]],
        requires: ["default": ["use"]])

    package static let model = ObjectDescription(
        "model",
        [
            KeyDescription("provider", .text, "anthropic, openai, …"),
            KeyDescription("name", .text, "The model's name, as its provider spells it."),
            KeyDescription(
                "parameters", .map(.free, keyPattern: nil),
                "Passed through in request bodies: temperature, max_tokens, …"),
        ])

    /// The keys of `*.prompt.yaml`.
    public static let prompt = ObjectDescription(
        "prompt",
        [
            id, name("What people call the prompt; default: from the file's name."), description, tags,
            createdAt,
            createdBy,
            KeyDescription("model", .object(model), "Hints for request bodies; never interpreted."),
            KeyDescription(
                "separator", .text, "The text between modules of one message; default: a blank line."),
            syntax, variables,
            KeyDescription(
                "modules", .list(.object(moduleEntry), atLeast: 1), "The parts of the prompt, in order."),
            content("The prompt's text; short for one module."), metadata, conflicts,
        ],
        exactlyOne: [["modules", "content"]])

    /// The keys of `*.module.yaml`.
    public static let module = ObjectDescription(
        "module",
        [
            id, name("What people call the module; default: from the file's name."), description, tags,
            createdAt,
            createdBy, useKey, useDefault, role, visible, syntax, variables, optionsKey,
            content("The text; short for one option."), metadata, conflicts,
        ],
        exactlyOne: [["use", "options", "content"]], excludes: ["use": ["syntax"]],
        requires: ["default": ["use"]])

    /// The keys of `folder.yaml`.
    public static let folder = ObjectDescription(
        "folder",
        [
            id, name("What people call the folder; default: the directory's name."), description, createdAt,
            createdBy,
            metadata, conflicts,
        ])

    package static let usage = ObjectDescription(
        "usage",
        [
            KeyDescription(
                "record", .boolean, "true (the default): append an event for every use of a prompt."),
            KeyDescription("share", .boolean, "true: events live in usage/ and travel with the library."),
        ])

    /// The keys of `promptpal.yaml`.
    public static let manifest = ObjectDescription(
        "manifest",
        [
            KeyDescription(
                "format", .constant(Manifest.currentFormat), "The number of the on-disk format.",
                required: true),
            KeyDescription("name", .text, "What people call the library."),
            KeyDescription("usage", .object(usage), "What is kept of how prompts are used."),
            KeyDescription(
                "layers", .list(.text, atLeast: 0),
                "Directories of other stores, where what is not here is looked up."),
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
