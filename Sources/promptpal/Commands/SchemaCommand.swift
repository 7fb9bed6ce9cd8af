internal import ArgumentParser
internal import PromptCore

/// `promptpal schema`
struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema of a kind of file.",
        discussion: """
            `init` puts the schemas into a store, where editors find them.

            EXAMPLES:
              promptpal schema prompt > prompt.schema.json
            """)

    enum Kind: String, ExpressibleByArgument, CaseIterable {
        case prompt, module, variable, folder, manifest
    }

    @OptionGroup var globals: Globals

    @Argument(help: "prompt, module, variable, folder or manifest.")
    var kind: Kind

    @Flag(help: "Does nothing: a schema is JSON.")
    var json = false

    func run() throws {
        guard let record = RecordKind(rawValue: kind.rawValue) else { return }
        Output.standard.write(JSONSchema.text(for: record))
    }
}
