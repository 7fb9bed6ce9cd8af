internal import PromptCore
internal import SafeFiles

/// The files that `init` writes.
struct StarterFiles {
    let files: [(path: String, text: String, isOptional: Bool)]

    init(name: String?, hasExample: Bool, now: String, author: String, newID: @escaping () -> RecordID) {
        var manifest = "format: \(Manifest.currentFormat)\n"
        if let name { manifest += "name: \(YAMLText.scalar(name))\n" }
        var files: [(String, String, Bool)] = [
            ("promptpal.yaml", manifest, false), (".vscode/settings.json", StarterFiles.editorSettings, true),
            // Files that a killed process may leave.
            (".gitignore", ".promptpal-*.tmp\n", true),
            (MergeAttributes.file, MergeAttributes.text, true),
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
    static let editorSettings = """
        {
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
