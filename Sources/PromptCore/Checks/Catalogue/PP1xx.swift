internal import Diagnostics

extension Catalogue {
    /// PP1xx: text and YAML.
    static let textEntries: [CatalogueEntry] = [
        CatalogueEntry(
            "PP101", .error, "not UTF-8",
            rule: """
                Files are UTF-8, so that every tool and every clone reads the same characters. The message names the first byte \
                that is none, and where it is. Save the file as UTF-8 in your editor; a byte-order mark is fine.
                """,
            wrong: "a file saved as Latin-1, in which `é` is the single byte 0xE9.",
            right: "the same file saved as UTF-8, in which `é` is the two bytes 0xC3 0xA9.", isFile: false),
        CatalogueEntry(
            "PP102", .error, "control character",
            rule: """
                YAML has no place for NUL and most other control characters, and different readers drop or keep them \
                differently. They mostly come from a copied terminal or a damaged file. Remove it, or write it in \
                double quotes as an escape such as "\\x1B".
                """,
            wrong: "a text in which a terminal's escape character (byte 0x1B) stands as it is.",
            right: "the same text without it, or as `\"\\x1B[1mbold\"` in double quotes.", isFile: false),
        CatalogueEntry(
            "PP103", .error, "file too large",
            rule: """
                A file is at most 4 MiB. A prompt is text for a model, and no model takes more; the limit keeps a hostile file \
                from costing time and memory. Split the file, or move long texts into modules of their own.
                """,
            wrong: "a prompt of 5 MB, into which a whole data set was pasted.",
            right: "a prompt with a variable for the data, which is given with `--var data=@FILE`.",
            isFile: false),
        CatalogueEntry(
            "PP104", .error, "nested too deep",
            rule: """
                Maps and lists may be nested 64 levels deep. No part of the format needs more than ten; deeper nesting comes from \
                damaged or hostile files. Flatten the structure.
                """,
            wrong: "content: x\nmetadata:\n  x: " + String(repeating: "[", count: 64)
                + String(repeating: "]", count: 64) + "\n",
            right: "content: x\nmetadata:\n  x: []\n"),
        CatalogueEntry(
            "PP105", .error, "not YAML",
            rule: """
                The text breaks the grammar of YAML, so that nothing after this place can be read. The usual causes are a colon in a \
                bare text, a quote or bracket that is never closed, and a line that is not lined up with its neighbours. Put such \
                a text in quotes, or below `content: |`, indented.
                """,
            wrong: "name: Launch: the email\ncontent: Write it.\n",
            right: "name: \"Launch: the email\"\ncontent: Write it.\n"),
        CatalogueEntry(
            "PP106", .error, "tab in the indentation",
            rule: """
                YAML is indented with spaces; a tab has no agreed width and is refused. Replace the tabs by spaces. Inside a text, \
                after its indentation, tabs are fine.
                """,
            wrong: "content: Hi\nmodel:\n\tprovider: anthropic\n",
            right: "content: Hi\nmodel:\n  provider: anthropic\n"),
        CatalogueEntry(
            "PP107", .error, "merge conflict",
            rule: """
                Git left both sides of a merge in the file, with markers between them. Keep what is right, remove the lines with \
                `<<<<<<<`, `=======` and `>>>>>>>`, then `git add` the file. One problem is reported for each conflict.
                """,
            wrong: """
                <<<<<<< HEAD
                name: Launch mail
                =======
                name: Launch email
                >>>>>>> theirs
                content: Write it.

                """,
            right: "name: Launch email\ncontent: Write it.\n"),
        CatalogueEntry(
            "PP108", .error, "anchor or alias",
            rule: """
                Anchors (`&x`) and aliases (`*x`) make a bomb of a small file and a puzzle of a merge, so the format has none. Write \
                the value out where it is used; share texts with a module and `use`. A text that starts with `&` or `*` needs quotes.
                """,
            wrong: "name: &n Launch email\ndescription: *n\ncontent: Write it.\n",
            right: "name: Launch email\ndescription: Launch email\ncontent: Write it.\n"),
        CatalogueEntry(
            "PP109", .error, "merge key",
            rule: """
                The merge key (`<<`) copies entries of another map, which needs aliases and is no part of YAML 1.2. Write the \
                entries out.
                """,
            wrong: "content: Hi\nmodel:\n  <<: {provider: anthropic}\n",
            right: "content: Hi\nmodel:\n  provider: anthropic\n"),
        CatalogueEntry(
            "PP110", .error, "tag",
            rule: """
                Each key knows its type, so explicit tags (`!!str`, `!x`) say nothing, and some tools run code for them. Remove the \
                tag. A text that starts with `!` needs quotes.
                """,
            wrong: "name: !!str 2026\ncontent: Hi\n",
            right: "name: 2026\ncontent: Hi\n"),
        CatalogueEntry(
            "PP111", .error, "duplicate key",
            rule: """
                A key that is there twice has two values, and readers disagree on which one counts. It often is the rest of a \
                merge. Keep one of them.
                """,
            wrong: "name: Launch mail\nname: Launch email\ncontent: Write it.\n",
            right: "name: Launch email\ncontent: Write it.\n"),
        CatalogueEntry(
            "PP112", .error, "second document",
            rule: """
                One file holds one record, so it holds one YAML document and no directives. Remove the second `---` or the `%` \
                line, or make a file of what follows.
                """,
            wrong: "content: Write it.\n---\ncontent: Write another.\n",
            right: "content: Write it.\n"),
        CatalogueEntry(
            "PP113", .error, "a bare value that starts with {{",
            rule: """
                To YAML, a bare value that starts with `{{` is a map in a map. Put the value in quotes, or write it below `content: |`. \
                `promptpal validate --fix` writes the quotes.
                """,
            wrong: "variables: {topic: {}}\ncontent: {{topic}} in one line\n",
            right: "variables: {topic: {}}\ncontent: \"{{topic}} in one line\"\n"),
        CatalogueEntry(
            "PP114", .warning, "mixed line ends",
            rule: """
                Some lines end with LF and some with CRLF, which makes differences that no one sees. End all lines alike; \
                `promptpal validate --fix` takes the ending that most lines have.
                """,
            wrong: "name: Hi\r\ndescription: A greeting\ncontent: Hi\n",
            right: "name: Hi\ndescription: A greeting\ncontent: Hi\n"),
        CatalogueEntry(
            "PP115", .error, "empty file",
            rule: """
                The file has no content, or only comments. The smallest prompt is `content: |` and a text below it. \
                `promptpal schema` shows the keys of each kind of file.
                """,
            wrong: "# to be written\n",
            right: "content: |\n  To be written.\n"),
        CatalogueEntry(
            "PP116", .error, "a key that is no plain text",
            rule: """
                Keys are texts, written as `key: value` on one line. YAML also has maps, lists and multi-line texts as keys, marked \
                with `?`; the format knows no such key. A key with braces or brackets in it needs quotes.
                """,
            wrong: "content: Hi\nmetadata:\n  [a, b]: 1\n",
            right: "content: Hi\nmetadata:\n  \"[a, b]\": 1\n"),
    ]
}
