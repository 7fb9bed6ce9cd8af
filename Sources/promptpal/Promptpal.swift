internal import ArgumentParser

/// The whole command line: what it is called, and its commands in the order of `--help`.
struct Promptpal: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "promptpal",
        abstract: "Keep LLM prompts as plain YAML files: edit, check and render them.",
        discussion: """
            A store is a directory with a promptpal.yaml; commands work on the nearest one upward, on
            -C DIR, or on $PROMPTPAL_STORE.

            EXAMPLES:
              promptpal init prompts --example
              promptpal render welcome --var name=Ana
              promptpal validate --strict

            EXIT STATUS:
              0 done, 1 the answer is no, 2 it could not be done, 64 wrong usage
            """,
        version: promptpalVersion,
        groupedSubcommands: [
            CommandGroup(
                name: "Everyday",
                subcommands: [
                    Init.self, New.self, List.self, Tree.self, Show.self, Edit.self, Set.self, Render.self, Validate.self,
                ]),
            CommandGroup(name: "Reference", subcommands: [Explain.self, SchemaCommand.self]),
        ])
}

/// What `--version` says; the change log has an entry for it.
let promptpalVersion = "0.1.0"
