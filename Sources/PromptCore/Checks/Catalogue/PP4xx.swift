internal import Diagnostics

extension Catalogue {
    /// PP4xx: templates and variables.
    static let templateEntries: [CatalogueEntry] = [
        CatalogueEntry(
            "PP401", .error, "tag never closed",
            rule: """
                A tag opens with `{{` and closes with `}}`. Add the closing braces. For braces that are no tag, set other \
                delimiters in the text (`{{=<% %>=}}`) or give the text `syntax: none`.
                """,
            wrong: "variables: {name: {}}\ncontent: |\n  Dear {{name}\n  and all\n",
            right: "variables: {name: {}}\ncontent: |\n  Dear {{name}}\n  and all\n"),
        CatalogueEntry(
            "PP402", .error, "section never closed",
            rule: """
                A section `{{#x}}` or `{{^x}}` goes up to `{{/x}}` in the same text. Add the closing tag; the help says where the \
                section would end without it.
                """,
            wrong: "variables: {formal: {type: boolean}}\ncontent: \"Hello{{#formal}}, dear customer\"\n",
            right:
                "variables: {formal: {type: boolean}}\ncontent: \"Hello{{#formal}}, dear customer{{/formal}}\"\n"
        ),
        CatalogueEntry(
            "PP403", .error, "closing tag without its opening",
            rule: """
                `{{/x}}` closes the section that was opened last, by its name. Sections are nested, never crossed. Correct the name, \
                add the opening tag, or remove this one.
                """,
            wrong:
                "variables: {formal: {type: boolean}}\ncontent: \"Hello{{#formal}}, dear customer{{/fromal}}\"\n",
            right:
                "variables: {formal: {type: boolean}}\ncontent: \"Hello{{#formal}}, dear customer{{/formal}}\"\n"
        ),
        CatalogueEntry(
            "PP404", .error, "delimiters that can't be set",
            rule: """
                A tag that sets delimiters holds two of them between equals signs, with a space between, as in `{{=<% %>=}}`. A \
                delimiter has no space and no equals sign in it.
                """,
            wrong: "content: \"{{=<%=}}Hello\"\n", right: "content: \"{{=<% %>=}}Hello\"\n"),
        CatalogueEntry(
            "PP405", .error, "unusable name in a tag",
            rule: """
                A tag holds the name of a variable: letters, digits and `_`, with a dot before a field as in `{{audience.label}}`. \
                Mustache has no expressions and no helpers. Dynamic names, blocks and parents are not supported.
                """,
            wrong: "variables: {first_name: {}}\ncontent: \"Dear {{first name}}, … {{first_name}}\"\n",
            right: "variables: {first_name: {}}\ncontent: \"Dear {{first_name}}\"\n"),
        CatalogueEntry(
            "PP406", .warning, "undeclared variable",
            rule: """
                A text uses a name that neither the prompt, nor the module, nor a shared variable declares. It counts as a required \
                text, which is often a slip. Correct it, or declare it under `variables:`. Every option, section and partial is looked at.
                """,
            wrong: "variables: {audience: {}}\ncontent: \"For {{audience}} and {{audiense}}.\"\n",
            right: "variables: {audience: {}}\ncontent: \"For {{audience}}.\"\n"),
        CatalogueEntry(
            "PP407", .warning, "unused variable",
            rule: """
                The variable is declared and no text uses it, not in any option, section, partial or used module. Use it, or \
                remove it.
                """,
            wrong: "variables: {audience: {}, length: {}}\ncontent: \"For {{audience}}.\"\n",
            right: "variables: {audience: {}}\ncontent: \"For {{audience}}.\"\n"),
        CatalogueEntry(
            "PP408", .error, "a default that breaks its own rules",
            rule: """
                A default must be a value that the variable accepts: of its type, within its limits, among its options, matching its \
                pattern. Change the default or the rule.
                """,
            wrong: "variables:\n  words: {type: number, max: 400, default: 500}\ncontent: \"{{words}}\"\n",
            right: "variables:\n  words: {type: number, max: 400, default: 300}\ncontent: \"{{words}}\"\n"),
        CatalogueEntry(
            "PP409", .error, "unreadable pattern",
            rule: """
                A `pattern` is a regular expression that is matched in linear time over the whole value, so that no pattern and no \
                value hangs. Groups, classes, alternatives and counts are there; look-around and back-references are not.
                """,
            wrong: "variables:\n  code: {pattern: '[A-Z'}\ncontent: \"{{code}}\"\n",
            right: "variables:\n  code: {pattern: '[A-Z]+'}\ncontent: \"{{code}}\"\n"),
        CatalogueEntry(
            "PP411", .error, "unusable name of a variable",
            rule: """
                A variable's name is an ASCII letter or `_`, then letters, digits and `_`, so that a tag can name it without \
                doubt. A shared variable's name comes from its file's name, with `-` as `_`, unless `name` says otherwise.
                """,
            wrong: "variables:\n  first-name: {}\ncontent: Hello\n",
            right: "variables:\n  first_name: {}\ncontent: \"Hello {{first_name}}\"\n"),
        CatalogueEntry(
            "PP412", .warning, "a field that the type does not have",
            rule: """
                `{{x}}` inserts a variable's value. Only a select has fields: `{{x.label}}` and `{{x.value}}`. Inside a section over \
                a multiselect, `{{label}}` and `{{value}}` belong to the item.
                """,
            wrong: "variables: {topic: {}}\ncontent: \"{{topic.label}}\"\n",
            right: "variables: {topic: {}}\ncontent: \"{{topic}}\"\n"),
        CatalogueEntry(
            "PP413", .error, "a choice that is there twice",
            rule: """
                Each value of a select is there once, since it is what one types to choose it. Two choices may share a label, not a \
                value.
                """,
            wrong:
                "variables:\n  tone: {type: select, options: [warm, plain, warm]}\ncontent: \"{{tone}}\"\n",
            right: "variables:\n  tone: {type: select, options: [warm, plain]}\ncontent: \"{{tone}}\"\n"),
    ]
}
