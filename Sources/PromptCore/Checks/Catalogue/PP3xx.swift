internal import Diagnostics

extension Catalogue {
    private static let tone = CatalogueFile(
        "tone.module.yaml",
        """
        options:
          - {name: Plain, default: true, content: Write plainly.}
          - {name: Warm, content: Write warmly.}

        """)

    /// PP3xx: references.
    static let referenceEntries: [CatalogueEntry] = [
        CatalogueEntry(
            "PP301", .error, "use of a module that is not there",
            rule: """
                `use` names a shared module, which is looked for in the prompt's own folder and then in each parent up to `prompts/`. \
                A leading `/` starts at `prompts/`. Correct the name, or make the module with `promptpal new module`.
                """,
            wrong: "modules:\n  - use: tune\n", right: "modules:\n  - use: tone\n", beside: [tone]),
        CatalogueEntry(
            "PP302", .error, "partial of a module that is not there",
            rule: """
                `{{> name}}` inserts the default option of a shared module, which is looked for from the folder of the file in which \
                the tag stands, then in each parent. Correct the name, or make the module.
                """,
            wrong: "content: \"Reply. {{> tune}}\"\n", right: "content: \"Reply. {{> tone}}\"\n",
            beside: [tone]),
        CatalogueEntry(
            "PP303", .error, "a ring of modules", kind: .module,
            rule: """
                Modules that use or insert each other in a ring never end. The message shows the chain. Take one of the references \
                out, or move what they share into a module of its own.
                """,
            wrong: "content: \"Be kind. {{> rules}}\"\n", right: "content: Be kind.\n",
            beside: [CatalogueFile("rules.module.yaml", "content: \"Follow the rules. {{> example}}\"\n")]),
        CatalogueEntry(
            "PP304", .error, "unknown option of a used module",
            rule: """
                `default` beside `use` names one of the shared module's options, by name or slug. The help lists them.
                """,
            wrong: "modules:\n  - {use: tone, default: warn}\n",
            right: "modules:\n  - {use: tone, default: warm}\n", beside: [tone]),
        CatalogueEntry(
            "PP305", .error, "a reference that can't be an address",
            rule: """
                A reference is a path below `prompts/` without the ending: it can't leave the library, so `..`, `\\`, drive names, \
                `.git`, names that Windows reserves and control characters are refused. Shared modules are looked for outward \
                anyway; write the name alone, or the path from `prompts/` after a `/`.
                """,
            wrong: "modules:\n  - use: ../tone\n", right: "modules:\n  - use: tone\n", beside: [tone]),
        CatalogueEntry(
            "PP306", .error, "a reference to a broken module",
            rule: """
                The module is there, but its file can't be read as one. Its own problems are reported where they are; mend that file.
                """,
            wrong: "# prompts/broken.module.yaml is a list, and so no module\nmodules:\n  - use: broken\n",
            right: "modules:\n  - use: tone\n",
            beside: [CatalogueFile("broken.module.yaml", "- content: Write plainly.\n"), tone]),
        CatalogueEntry(
            "PP307", .error, "a partial without a text",
            rule: """
                `{{> name}}` inserts a module's default option, and this module has no option with a text. Give it `content`.
                """,
            wrong: "# prompts/bare.module.yaml has no content\ncontent: \"Reply. {{> bare}}\"\n",
            right: "content: \"Reply. {{> tone}}\"\n",
            beside: [CatalogueFile("bare.module.yaml", "options:\n  - name: Plain\n"), tone]),
        CatalogueEntry(
            "PP308", .error, "partials or uses nested too deep",
            rule: """
                Partials may insert partials, and modules use modules, 32 levels deep, which keeps a hostile library from costing time and memory. No prompt that \
                people read needs more than three. Insert the inner texts directly.
                """,
            wrong: "a module that inserts a module that inserts a module, and so on through 33 files.",
            right: "a prompt that names the modules it needs, each with `use`.", isFile: false),
    ]
}
