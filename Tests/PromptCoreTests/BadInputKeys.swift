extension BadInput {
    private static let id = "0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11"

    /// PP201–PP218 of prompts, modules, options, folders and the manifest; PP506, PP508.
    static let keys: [BadInput] = [
        BadInput(
            "unknown key of a prompt", "1️⃣nmae2️⃣: a\ncontent: x\n",
            .warning("PP201", "unknown key \"nmae\" in a prompt")),
        BadInput(
            "updated_at has no place", "content: x\n1️⃣updated_at2️⃣: 2026-11-24\n",
            .warning("PP201", "updated_at")),
        BadInput("unknown key in capitals", "1️⃣Name2️⃣: a\ncontent: x\n", .warning("PP201", "\"Name\"")),
        BadInput(
            "unknown key of a module", "modules:\n  - content: x\n    1️⃣rolle2️⃣: user\n",
            .warning("PP201", "in a module")),
        BadInput(
            "a key of files in a module entry", "modules:\n  - content: x\n    1️⃣tags2️⃣: [a]\n",
            .warning("PP201", "\"tags\" in a module")),
        BadInput(
            "unknown key of an option",
            "modules:\n  - options:\n      - content: x\n        1️⃣defualt2️⃣: true\n",
            .warning("PP201", "in an option")),
        BadInput(
            "unknown key of model", "content: x\nmodel: {1️⃣modle2️⃣: m}\n", .warning("PP201", "in a model")),
        BadInput(
            "unknown key of a variable", "variables:\n  a: {1️⃣defualt2️⃣: x}\ncontent: \"{{a}}\"\n",
            .warning("PP201", "in a variable")),
        BadInput(
            "unknown key of a choice",
            "variables:\n  a: {type: select, options: [{value: x, 1️⃣lable2️⃣: X}]}\ncontent: \"{{a}}\"\n",
            .warning("PP201", "in a choice")),
        BadInput(
            "unknown key of a shared module", "content: x\n1️⃣modules2️⃣: []\n", .warning("PP201", "in a module"),
            in: "m.module.yaml"),
        BadInput(
            "unknown key of a shared variable", "type: text\n1️⃣tags2️⃣: []\n",
            .warning("PP201", "in a variable"), in: "v.variable.yaml"),
        BadInput(
            "unknown key of a folder", "name: A\n1️⃣tags2️⃣: []\n", .warning("PP201", "in a folder"),
            in: "a/folder.yaml"),
        BadInput(
            "unknown key of the manifest", "format: 1\n1️⃣nmae2️⃣: A\n", .warning("PP201", "in a manifest"),
            in: "promptpal.yaml"),
        BadInput(
            "unknown key of usage", "format: 1\nusage: {1️⃣shared2️⃣: true}\n",
            .warning("PP201", "in a usage setting"), in: "promptpal.yaml"),
        BadInput(
            "tags as a text", "tags: 1️⃣marketing2️⃣\ncontent: x\n", .error("PP202", "`tags` must be a list")),
        BadInput(
            "a map among tags", "tags: [a, 1️⃣{b: c}2️⃣]\ncontent: x\n", .error("PP202", "`tags` must be text")),
        BadInput("a list as a name", "name: 1️⃣[a]2️⃣\ncontent: x\n", .error("PP202", "`name` must be text")),
        BadInput(
            "a map as a description", "description: 1️⃣{a: b}2️⃣\ncontent: x\n",
            .error("PP202", "`description` must be text, not a map")),
        BadInput(
            "metadata as a list", "content: x\nmetadata: 1️⃣[a]2️⃣\n", .error("PP202", "`metadata` must be a map")
        ),
        BadInput(
            "variables as a list", "variables: 1️⃣[a]2️⃣\ncontent: \"\\u0041\"\n",
            .error("PP202", "`variables` must be a map")),
        BadInput(
            "a variable as a list", "variables:\n  a: 1️⃣[x, y]2️⃣\ncontent: \"{{a}}\"\n",
            .error("PP202", "not a list")),
        BadInput(
            "model as a text", "model: 1️⃣claude2️⃣\ncontent: x\n", .error("PP202", "`model` must be a map")),
        BadInput(
            "modules as a map", "modules:\n  1️⃣task: {content: x}2️⃣\n",
            .error("PP202", "`modules` must be a list")),
        BadInput(
            "a module as a text", "modules:\n  - 1️⃣Write it.2️⃣\n", .error("PP202", "a module must be a map")),
        BadInput(
            "options as a map", "modules:\n  - options: 1️⃣{a: x}2️⃣\n",
            .error("PP202", "`options` must be a list")),
        BadInput(
            "an option as a text", "modules:\n  - options: [1️⃣Write it.2️⃣]\n",
            .error("PP202", "an option must be a map")),
        BadInput(
            "content as a list", "content:\n  1️⃣- Write it.2️⃣\n",
            .error("PP202", "`content` must be text, not a list")),
        BadInput(
            "usage as a text", "format: 1\nusage: 1️⃣on2️⃣\n", .error("PP202", "`usage` must be a map"),
            in: "promptpal.yaml"),
        BadInput("a prompt without a text", "1️⃣name2️⃣: a\n", .error("PP203", "needs `modules` or `content`")),
        BadInput("a module without a text", "modules:\n  - 1️⃣name2️⃣: M\n", .error("PP203", "a module needs")),
        BadInput(
            "an option without a text", "modules:\n  - options:\n      - 1️⃣name2️⃣: O\n",
            .error("PP203", "an option needs")),
        BadInput(
            "a shared module without a text", "1️⃣role2️⃣: system\n", .error("PP203", "a module needs"),
            in: "m.module.yaml"),
        BadInput("use without a name", "modules:\n  - 1️⃣use2️⃣:\n", .error("PP203", "`use` names no module")),
        BadInput(
            "modules and content", "1️⃣content2️⃣: x\nmodules: [{content: y}]\n", .error("PP204", "a prompt has")),
        BadInput(
            "options and content", "modules:\n  - 1️⃣content2️⃣: x\n    options: [{content: y}]\n",
            .error("PP204", "a module has")),
        BadInput(
            "a role in capitals", "modules:\n  - role: 1️⃣System2️⃣\n    content: x\n",
            .error("PP205", "`role` can't be \"System\"")),
        BadInput(
            "a role that is none", "modules:\n  - role: 1️⃣developer2️⃣\n    content: x\n",
            .error("PP205", "`role` can't be")),
        BadInput(
            "a syntax that is none", "syntax: 1️⃣jinja2️⃣\ncontent: x\n",
            .error("PP205", "`syntax` can't be \"jinja\"")),
        BadInput(
            "a type that is none", "variables:\n  a: {type: 1️⃣string2️⃣}\ncontent: \"{{a}}\"\n",
            .error("PP205", "`type` can't be \"string\"")),
        BadInput(
            "visible: never", "modules:\n  - visible: 1️⃣never2️⃣\n    content: x\n",
            .error("PP206", "`visible` is true or false")),
        BadInput(
            "a text as an option's default",
            "modules:\n  - options:\n      - {default: 1️⃣always2️⃣, content: x}\n", .error("PP206", "`default`")),
        BadInput(
            "an id that is no UUID", "id: 1️⃣launch-email2️⃣\ncontent: x\n", .error("PP207", "must be a UUID")),
        BadInput(
            "an id with a digit missing", "id: 1️⃣0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d12️⃣\ncontent: x\n",
            .error("PP207", "must be a UUID")),
        BadInput(
            "an id of an option", "modules:\n  - options: [{id: 1️⃣72️⃣, content: x}]\n",
            .error("PP207", "must be a UUID")),
        BadInput(
            "a date that is none", "created_at: 1️⃣24.11.20262️⃣\ncontent: x\n", .error("PP208", "date and time")),
        BadInput(
            "a day that is none", "created_at: 1️⃣2026-02-29T10:00:00Z2️⃣\ncontent: x\n",
            .error("PP208", "date and time")),
        BadInput("no format", "1️⃣name2️⃣: Acme\n", .error("PP209", "`format` is missing"), in: "promptpal.yaml"),
        BadInput(
            "a newer format", "format: 1️⃣22️⃣\nwhatever: x\n", .error("PP209", "written in format 2"),
            in: "promptpal.yaml"),
        BadInput("format 0", "format: 1️⃣02️⃣\n", .error("PP209", "no format 0"), in: "promptpal.yaml"),
        BadInput(
            "format as a text", "format: 1️⃣latest2️⃣\n", .error("PP210", "whole number"), in: "promptpal.yaml"),
        BadInput(
            "an empty format", "1️⃣format2️⃣:\n", .error("PP209", "`format` is empty"), in: "promptpal.yaml"),
        BadInput("no modules", "modules: 1️⃣[]2️⃣\n", .error("PP211", "no module")),
        BadInput("no options", "modules:\n  - options: 1️⃣[]2️⃣\n", .error("PP211", "no option")),
        BadInput(
            "use and content", "modules:\n  - use: tone\n    1️⃣content2️⃣: x\n",
            .error("PP212", "`content` can't stand beside `use`"),
            beside: ["tone.module.yaml": "content: t\n"]),
        BadInput(
            "use and options and syntax",
            "modules:\n  - use: tone\n    1️⃣options2️⃣: [{content: x}]\n    3️⃣syntax4️⃣: none\n",
            .error("PP212", "`options`"), .error("PP212", "`syntax`"),
            beside: ["tone.module.yaml": "content: t\n"]),
        BadInput(
            "default without use", "modules:\n  - 1️⃣default2️⃣: x\n    content: x\n",
            .error("PP212", "goes with `use`")),
        BadInput(
            "two defaults",
            """
            modules:
              - options:
                  - {default: true, content: a}
                  - {default: 1️⃣true2️⃣, content: b}
                  - {default: 3️⃣yes4️⃣, content: c}

            """, .error("PP213", "second option"), .error("PP213", "second option")),
        BadInput("content with nothing", "1️⃣content2️⃣:\n", .warning("PP218", "no text")),
        BadInput("content with an empty block", "1️⃣content2️⃣: |\n", .warning("PP218", "no text")),
        BadInput(
            "two modules with one id",
            "modules:\n  - {id: \(id), content: x}\n  - {id: 1️⃣\(id)2️⃣, content: y}\n",
            .error("PP506", "there twice")),
        BadInput(
            "an option with the prompt's id, in capitals",
            "id: \(id)\nmodules:\n  - options: [{id: 1️⃣\(id.uppercased())2️⃣, content: x}]\n",
            .error("PP506", "there twice")),
        BadInput(
            "keys in an unusual order", "content: x\n1️⃣name2️⃣: a\n",
            .note("PP508", "`name` usually stands further up")),
        BadInput(
            "four problems at once",
            """
            1️⃣nmae2️⃣: a
            tags: 3️⃣x4️⃣
            variables:
              a: {type: 5️⃣txt6️⃣}
            modules:
              - content: "{{a}}"
              - 7️⃣name8️⃣: M

            """, .warning("PP201", "nmae"), .error("PP202", "tags"), .error("PP205", "txt"),
            .error("PP203", "module needs")),
    ]
}
