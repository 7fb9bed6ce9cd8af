/// The keys of every kind of file and part, in their usual order.
public enum Keys {
    static let id = KeyDescription(
        "id", shape: .uuid, summary: "The record's key, a UUID. The tool writes it; it stays when the file is renamed.")
    static let description = KeyDescription("description", shape: .text, summary: "What it is for, in a sentence or two.")
    static let tags = KeyDescription("tags", shape: .list(.text, atLeast: 0), summary: "Words to find it by.")
    static let createdAt = KeyDescription(
        "created_at", shape: .dateTime, summary: "When it was made (RFC 3339). Written once, never changed.")
    static let createdBy = KeyDescription("created_by", shape: .text, summary: "Who made it: Name <address>.")
    static let metadata = KeyDescription(
        "metadata", shape: .map(.free, keyPattern: nil),
        summary: "Anything you want to keep with it; shown and searchable, never interpreted.")
    static let syntax = KeyDescription(
        "syntax", shape: .word(Syntax.allCases.map(\.rawValue)),
        summary: "How texts are read: mustache (the default), or none for literal text, braces and all.")
    static let role = KeyDescription(
        "role", shape: .word(Role.allCases.map(\.rawValue)),
        summary: "Who says the text: system, user (the default) or assistant.")
    static let visible = KeyDescription(
        "visible", shape: .boolean, summary: "false leaves the module out unless it is asked for with --with.")

    static let conflict = ObjectDescription(
        "conflict",
        keys: [
            KeyDescription("at", shape: .text, summary: "The key of the value, as `promptpal set` takes it.", required: true),
            KeyDescription("theirs", shape: .free, summary: "What the other side says.", required: true),
        ])
    static let conflicts = KeyDescription(
        "conflicts", shape: .list(.object(conflict), atLeast: 0),
        summary: "Values that both sides of a merge changed; a merge writes it, `promptpal resolve` settles it.")

    static func name(_ summary: String) -> KeyDescription { KeyDescription("name", shape: .text, summary: summary) }

    static func content(_ summary: String, required: Bool = false) -> KeyDescription {
        KeyDescription("content", shape: .content, summary: summary, required: required)
    }

    static let variables = KeyDescription(
        "variables",
        shape: .map(.either([.text, .object(variableEntry)]), keyPattern: "^[A-Za-z_][A-Za-z0-9_]*$"),
        summary: "The values the texts ask for: name to definition, or to a text that is its default.")

    package static let option = ObjectDescription(
        "option",
        keys: [
            id, name("What people call this alternative; its slug is what one types after --option."),
            KeyDescription("default", shape: .boolean, summary: "true: taken unless another option is asked for."),
            description, tags, metadata,
            KeyDescription(
                "conflict", shape: .text,
                summary: "The option whose text this is another version of; a merge writes it, `promptpal resolve` settles it."
            ),
            content("The text, a template unless syntax says none.", required: true),
        ])

    static let optionsKey = KeyDescription(
        "options", shape: .list(.object(option), atLeast: 1), summary: "Alternative texts, one of them the default.")
    static let useKey = KeyDescription(
        "use", shape: .text,
        summary: "A shared module, looked for in this folder and then in each parent; a leading / starts at prompts/.")
    static let useDefault = KeyDescription(
        "default", shape: .text, summary: "With use: the option to take instead of the shared module's own default.")

    package static let moduleEntry = ObjectDescription(
        "module",
        keys: [
            id, name("What people call the module; its slug is what one types."), useKey, useDefault, role,
            visible,
            description, syntax, metadata, optionsKey, content("The text; short for one option."),
        ],
        exactlyOne: [["use", "options", "content"]], excludes: ["use": ["syntax"]],
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
            id, name("What people call the prompt; default: from the file's name."), description, tags,
            createdAt,
            createdBy,
            KeyDescription("model", shape: .object(model), summary: "Hints for request bodies; never interpreted."),
            KeyDescription(
                "separator", shape: .text, summary: "The text between modules of one message; default: a blank line."),
            syntax, variables,
            KeyDescription(
                "modules", shape: .list(.object(moduleEntry), atLeast: 1), summary: "The parts of the prompt, in order."),
            content("The prompt's text; short for one module."), metadata, conflicts,
        ],
        exactlyOne: [["modules", "content"]])

    /// The keys of `*.module.yaml`.
    public static let module = ObjectDescription(
        "module",
        keys: [
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
        keys: [
            id, name("What people call the folder; default: the directory's name."), description, createdAt,
            createdBy,
            metadata, conflicts,
        ])

    package static let usage = ObjectDescription(
        "usage",
        keys: [
            KeyDescription(
                "record", shape: .boolean, summary: "true (the default): append an event for every use of a prompt."),
            KeyDescription("share", shape: .boolean, summary: "true: events live in usage/ and travel with the library."),
        ])

    /// The keys of `promptpal.yaml`.
    public static let manifest = ObjectDescription(
        "manifest",
        keys: [
            KeyDescription(
                "format", shape: .constant(Manifest.currentFormat), summary: "The number of the on-disk format.",
                required: true),
            KeyDescription("name", shape: .text, summary: "What people call the library."),
            KeyDescription("usage", shape: .object(usage), summary: "What is kept of how prompts are used."),
            KeyDescription(
                "layers", shape: .list(.text, atLeast: 0),
                summary: "Directories of other stores, where what is not here is looked up."),
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
