internal import Diagnostics

extension Catalogue {
    /// PP2xx: keys and types.
    static let keyEntries: [CatalogueEntry] = [
        CatalogueEntry(
            "PP201", .warning, "unknown key",
            rule: """
                The key means nothing here, so it is mostly a slip. It is kept by every edit, since a newer promptpal may know it. \
                Correct it, remove it, or put what is your own below `metadata:`.
                """,
            wrong: "nmae: Launch email\ncontent: Write it.\n",
            right: "name: Launch email\ncontent: Write it.\n"),
        CatalogueEntry(
            "PP202", .error, "wrong type",
            rule: """
                The value has another form than the key wants: a text, a list (`[a, b]`, or one `- item` a line) or a map \
                (`key: value`). A file itself is a map. Write the value in the form that the message names.
                """,
            wrong: "tags: marketing\ncontent: Write it.\n",
            right: "tags: [marketing]\ncontent: Write it.\n"),
        CatalogueEntry(
            "PP203", .error, "required key missing",
            rule: """
                A prompt needs `modules` or `content`; a module needs `options`, `content` or `use`; an option needs `content`; a \
                choice of a select needs `value`. Without it there is nothing to render. Add one of them.
                """,
            wrong: "name: Launch email\n",
            right: "name: Launch email\ncontent: Write it.\n"),
        CatalogueEntry(
            "PP204", .error, "two sources of text",
            rule: """
                A prompt has `modules` or `content`, and a module has `options` or `content`: `content` is short for a single \
                one. With both it would not be clear which text counts. Make the content one of the modules or options.
                """,
            wrong: "content: Write it.\nmodules:\n  - content: Be brief.\n",
            right: "modules:\n  - content: Write it.\n  - content: Be brief.\n"),
        CatalogueEntry(
            "PP205", .error, "not one of the words",
            rule: """
                The key takes one of a few words, in lower case. `role` is system, user or assistant; `syntax` is mustache or none; \
                `type` is text, multiline, number, boolean, select, multiselect or date.
                """,
            wrong: "modules:\n  - role: System\n    content: Be brief.\n",
            right: "modules:\n  - role: system\n    content: Be brief.\n"),
        CatalogueEntry(
            "PP206", .error, "neither true nor false",
            rule: """
                The key is a switch: it takes true or false (yes, no, on, off, 1 and 0 do too). Anything else is mostly a \
                value that belongs to another key.
                """,
            wrong: "modules:\n  - visible: never\n    content: Be brief.\n",
            right: "modules:\n  - visible: false\n    content: Be brief.\n"),
        CatalogueEntry(
            "PP207", .error, "malformed id",
            rule: """
                An `id` is a UUID, which stays when the file is renamed, so that history and labels follow it. Remove a line \
                that is none; `promptpal validate --fix` writes a new one.
                """,
            wrong: "id: launch-email\ncontent: Write it.\n",
            right: "id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11\ncontent: Write it.\n"),
        CatalogueEntry(
            "PP208", .error, "not a date and time",
            rule: """
                `created_at` is a date and time as RFC 3339 has it, with a day that the calendar knows. It is written once, when \
                the record is made.
                """,
            wrong: "created_at: 24.11.2026\ncontent: Write it.\n",
            right: "created_at: 2026-11-24T09:30:00Z\ncontent: Write it.\n"),
        CatalogueEntry(
            "PP209", .error, "format missing or not supported", kind: .manifest,
            rule: """
                `format` in promptpal.yaml is the number of the on-disk format, now 1. It is required, so that an older promptpal \
                never misreads a newer store. For a newer number, get a newer promptpal.
                """,
            wrong: "format: 2\nname: Acme prompts\n",
            right: "format: 1\nname: Acme prompts\n"),
        CatalogueEntry(
            "PP210", .error, "limit can't be read",
            rule: """
                Lengths and numbers of selections are whole numbers from 0. The `min`, `max` and `step` of a number are decimal numbers \
                such as 12 or -0.5, without an exponent, and `step` is greater than 0. The limits of a date are ISO 8601 dates.
                """,
            wrong: "variables:\n  words: {type: number, max: many}\ncontent: \"{{words}}\"\n",
            right: "variables:\n  words: {type: number, max: 400}\ncontent: \"{{words}}\"\n"),
        CatalogueEntry(
            "PP211", .error, "empty list of modules or options",
            rule: """
                A prompt without a module, and a module without an option, render to nothing. Add one; the shortest is \
                `- content: …`.
                """,
            wrong: "modules: []\n",
            right: "modules:\n  - content: Write it.\n"),
        CatalogueEntry(
            "PP212", .error, "keys that don't go together",
            rule: """
                A module that says `use` takes its text from a shared module, so `options`, `content` and `syntax` can't stand beside \
                it. `default` on a module chooses an option of the one it uses; among own options, one says `default: true`.
                """,
            wrong: "modules:\n  - default: Brief\n    content: Be brief.\n",
            right:
                "modules:\n  - options:\n      - name: Brief\n        default: true\n        content: Be brief.\n"
        ),
        CatalogueEntry(
            "PP213", .error, "two defaults",
            rule: """
                At most one option of a module is the default; with none, the first is. Leave `default: true` on one of them.
                """,
            wrong: """
                modules:
                  - options:
                      - {name: Brief, default: true, content: Be brief.}
                      - {name: Full, default: true, content: Be thorough.}

                """,
            right: """
                modules:
                  - options:
                      - {name: Brief, default: true, content: Be brief.}
                      - {name: Full, content: Be thorough.}

                """),
        CatalogueEntry(
            "PP214", .error, "a select without choices",
            rule: """
                A variable of type select or multiselect needs `options`, the values to choose from. With `allow_custom: true` it may \
                go without, since any value is taken.
                """,
            wrong: "variables:\n  tone: {type: select}\ncontent: \"{{tone}}\"\n",
            right: "variables:\n  tone: {type: select, options: [warm, plain]}\ncontent: \"{{tone}}\"\n"),
        CatalogueEntry(
            "PP215", .warning, "a key of another variable type",
            rule: """
                The key belongs to variables of another type, so it does nothing here. Change `type`, which is text where it is not \
                written, or remove the key.
                """,
            wrong: "variables:\n  words: {max: 400}\ncontent: \"{{words}}\"\n",
            right: "variables:\n  words: {type: number, max: 400}\ncontent: \"{{words}}\"\n"),
        CatalogueEntry(
            "PP216", .error, "limits that no value meets",
            rule: """
                The upper limit lies below the lower one, so every value would be refused. Swap them, or remove one.
                """,
            wrong: "variables:\n  words: {type: number, min: 400, max: 50}\ncontent: \"{{words}}\"\n",
            right: "variables:\n  words: {type: number, min: 50, max: 400}\ncontent: \"{{words}}\"\n"),
        CatalogueEntry(
            "PP218", .warning, "content without a text",
            rule: """
                `content` is there and empty, which is mostly a text that is not indented or still to be written. Write it below \
                `content: |`, indented. A module that renders to nothing is left out of the result.
                """,
            wrong: "content: |\n",
            right: "content: |\n  Write it.\n"),
        CatalogueEntry(
            "PP219", .warning, "both sides of a merge are kept",
            rule: """
                Two people changed one text or one value in different ways, and a merge keeps both: a text as an option of its own with \
                `conflict`, another value under `conflicts`. The prompt goes on with ours. `promptpal resolve` takes one of them, or both.
                """,
            wrong: """
                description: Announces a launch
                content: Write it.
                conflicts:
                  - at: description
                    theirs: Announces a product

                """,
            right: "description: Announces a product\ncontent: Write it.\n"),
        CatalogueEntry(
            "PP220", .warning, "a layer that is not used", kind: .manifest,
            rule: """
                `layers` names directories of other stores, told from this one. What is not here is looked up there. A layer that is \
                missing, is no store, or lies outside of this store without your permission is passed over: a store from a stranger \
                must not read your other directories. `git config --global --add promptpal.layers DIRECTORY` allows one.
                """,
            wrong: "`layers: [../team]` where there is no such directory.",
            right: "`layers: [../team]` where it is a store that you have allowed.", isFile: false),
    ]
}
