internal import Diagnostics
public import PromptCore
internal import SafeFiles
public import SystemPackage

/// A store to make.
public struct InitialiseRequest: Sendable {
    /// The directory; made if it is missing, with its parents.
    public var path: FilePath
    /// The display name of the library; `nil` for no name.
    public var name: String?
    /// True to add a few prompts to try.
    public var hasExample: Bool
    /// The format of the new store.
    public var format: Format
    /// The options of the commit.
    public var write: WriteOptions

    /// The format of new stores, if no other is requested.
    public static let usualFormat = Format.one

    /// A request; see the properties for the parts.
    public init(
        at path: FilePath, name: String? = nil, hasExample: Bool = false, format: Format = usualFormat,
        write: WriteOptions = WriteOptions()
    ) {
        self.path = path
        self.name = name
        self.hasExample = hasExample
        self.format = format
        self.write = write
    }
}

/// The result of ``Store/initialise(_:in:)``.
public struct InitialiseOutcome: Sendable {
    /// The repository, the commit and the skipped files.
    public let initialised: Initialised
    /// The number of files below `prompts/`.
    public let fileCount: Int
}

extension Store {
    /// Makes a store: its manifest, folders, schemas for editors and merge attributes, as one commit of the
    /// repository that contains the directory, or of a new one. Existing files stay unchanged, except
    /// `.gitattributes`, to which lines are added.
    ///
    /// - Throws: `alreadyAStore`, `file`, `repository`; as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public static func initialise(
        _ request: InitialiseRequest, in environment: StoreEnvironment
    ) throws(StoreError) -> InitialiseOutcome {
        let message = ChangeMessage(
            "init", summary: request.name.map { "Make the store \($0)" } ?? "Make the store")
        let made = try initialise(
            request.path, format: request.format,
            files: { author in
                StarterFiles(
                    name: request.name, hasExample: request.hasExample, format: request.format,
                    now: environment.clock.text,
                    author: author,
                    newID: environment.ids.next
                ).files
            }, message: message, options: request.write, in: environment)
        let report = try Store(opening: request.path, in: environment).validate()
        return InitialiseOutcome(initialised: made, fileCount: report.fileCount - 1)
    }
}

/// The files that `init` writes.
struct StarterFiles {
    let files: [(path: String, text: String, isOptional: Bool)]

    init(
        name: String?, hasExample: Bool, format: Format, now: String, author: String,
        newID: @escaping () -> RecordID
    ) {
        var manifest = "format: \(format.rawValue)\n"
        if let name { manifest += "name: \(YAMLText.scalar(name))\n" }
        var files: [(String, String, Bool)] = [
            ("promptpal.yaml", manifest, false),
            (".vscode/settings.json", StarterFiles.editorSettings(for: format), true),
            // Files that a killed process may leave.
            (".gitignore", ".promptpal-*.tmp\n", true),
            (MergeAttributes.file, MergeAttributes.text(for: format), true),
        ]
        for kind in RecordKind.allCases {
            files.append(
                (".promptpal/schemas/\(kind.rawValue).schema.json", JSONSchema.text(for: kind), true))
        }
        let head = { (title: String) in
            "id: \(newID())\nname: \(YAMLText.scalar(title))\n"
        }
        let made = "created_at: \(now)\ncreated_by: \(YAMLText.scalar(author))\n"
        files.append(
            ("prompts/folder.yaml", "id: \(newID())\nname: \(YAMLText.scalar(name ?? "Prompts"))\n", true))
        if hasExample {
            for example in ExampleStore.files {
                let text = example.text.replacing("CREATED\n", with: made)
                files.append((example.path, head(example.title) + text, true))
            }
        }
        self.files = files
    }

    /// The schemas are part of the store, so this works in every clone and without a network.
    static func editorSettings(for format: Format) -> String {
        // Copies in labels would be found beside each text.
        let search = "  \"search.exclude\": {\"labels/**\": true},\n"
        return "{\n" + (format < .two ? "" : search) + editorSchemas
    }

    private static let editorSchemas = """
          "yaml.schemas": {
            ".promptpal/schemas/prompt.schema.json": ["**/prompts/**/*.prompt.yaml"],
            ".promptpal/schemas/module.schema.json": ["**/prompts/**/*.module.yaml"],
            ".promptpal/schemas/variable.schema.json": ["**/prompts/**/*.variable.yaml"],
            ".promptpal/schemas/folder.schema.json": ["**/prompts/**/folder.yaml"],
            ".promptpal/schemas/manifest.schema.json": ["**/promptpal.yaml"]
          },
          "yaml.schemaStore.enable": false
        }

        """
}

/// The prompts of `init --example`, small enough to read in one go. `CREATED` stands for the keys
/// `created_at` and `created_by`.
enum ExampleStore {
    struct File {
        let path: String
        let title: String
        let text: String
    }

    static let files = [
        File(
            path: "prompts/welcome.prompt.yaml", title: "Welcome",
            text: """
                description: The smallest useful prompt, to see how things work.
                tags: [start]
                CREATED
                variables:
                  name: {type: text, help: Who is greeted, placeholder: Ana}
                content: |
                  Greet {{name}} in one warm sentence, and ask what they want to write today.

                """),
        File(
            path: "prompts/writing/tone.module.yaml", title: "Tone",
            text: """
                description: How a text should sound. Shared by every prompt in this folder.
                CREATED
                role: system
                options:
                  - name: Friendly
                    default: true
                    content: |
                      Write as a helpful colleague would: plain words, short sentences, no jargon.
                  - name: Formal
                    content: |
                      Write formally and precisely. Avoid contractions and exclamation marks.

                """),
        File(
            path: "prompts/writing/rewrite.prompt.yaml", title: "Rewrite a text",
            text: """
                description: Makes a text clearer without changing what it says.
                tags: [writing, editing]
                CREATED
                variables:
                  text: {type: multiline, help: The text to rewrite}
                  length:
                    type: select
                    options: [shorter, same, {value: longer, label: longer, with examples}]
                    default: same
                  keep_terms: {type: boolean, default: true}
                modules:
                  - use: tone
                  - name: Task
                    content: |
                      Rewrite the text below so that it is clearer. Length: {{length}}.
                      {{#keep_terms}}
                      Keep technical terms exactly as they are.
                      {{/keep_terms}}
                  - name: Text
                    content: |
                      {{text}}

                """.replacing("longer, with examples", with: "\"longer, with examples\"")),
    ]
}
