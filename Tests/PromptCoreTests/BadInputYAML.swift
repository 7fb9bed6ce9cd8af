extension BadInput {
    /// PP104–PP106, PP108–PP113, PP115, PP116: invalid YAML, and YAML that is refused.
    static let yaml: [BadInput] = [
        BadInput("nothing", "1️⃣2️⃣", .error("PP115", "empty")),
        BadInput("only a comment", "1️⃣2️⃣# to do\n", .error("PP115", "empty")),
        BadInput("only a document start", "1️⃣2️⃣---\n", .error("PP115", "empty")),
        BadInput("null", "1️⃣2️⃣~\n", .error("PP115", "empty")),
        BadInput("only a byte-order mark", "\u{FEFF}1️⃣2️⃣", .error("PP115", "empty")),
        BadInput(
            "a colon in a bare text", "name: Launch1️⃣:2️⃣ the email\ncontent: x\n",
            .error("PP105", "`:` can't stand here")),
        BadInput(
            "a colon, behind letters of two bytes", "name: Größe1️⃣:2️⃣ groß\ncontent: x\n",
            .error("PP105", "`:` can't stand here")),
        BadInput("cut off in a double quote", "content: 1️⃣\"2️⃣Write it", .error("PP105", "never closed")),
        BadInput(
            "cut off in a single quote", "name: a\ncontent: 1️⃣'2️⃣Write it\n", .error("PP105", "never closed")),
        BadInput(
            "cut off in a list", "content: x\ntags: [a, b1️⃣2️⃣",
            .error("PP105", "list that opens on line 2 is not closed")),
        BadInput(
            "cut off in a map", "content: x\nmodel: {provider: a1️⃣2️⃣",
            .error("PP105", "map that opens on line 2 is not closed")),
        BadInput("cut off in a key", "content: x\n1️⃣desc2️⃣", .error("PP105", "neither `key: value`")),
        BadInput("cut off after a key", "name:\nmodules:1️⃣2️⃣", .error("PP202", "`modules` must be a list")),
        BadInput(
            "a quoted text with a quote in it", "name: \"a \"1️⃣b2️⃣\" c\"\ncontent: x\n",
            .error("PP105", "can't follow a closing quote")),
        BadInput(
            "an escape that means nothing", "name: \"C:1️⃣\\d2️⃣ata\"\ncontent: x\n",
            .error("PP105", "means nothing in double quotes")),
        BadInput(
            "a line that is not lined up", "content: x\n name1️⃣:2️⃣ a\n", .error("PP105", "can't stand here")),
        BadInput(
            "no space after the colon", "content: x\n1️⃣name:a2️⃣\ntags: []\n",
            .error("PP105", "neither `key: value`")),
        BadInput(
            "a bare value with @", "created_by: 1️⃣@2️⃣ana\ncontent: x\n", .error("PP105", "can't start with `@`")
        ),
        BadInput(
            "a bare value with a backtick", "name: 1️⃣`2️⃣code`\ncontent: x\n",
            .error("PP105", "can't start with")),
        BadInput("a percent sign", "name: 1️⃣%2️⃣d\ncontent: x\n", .error("PP105", "can't start with `%`")),
        BadInput("text after a block's sign", "content: | 1️⃣W2️⃣rite it\n", .error("PP105", "can't follow `|`")),
        BadInput(
            "a tab for indentation", "content: x\nmodel:\n1️⃣\t2️⃣name: m\n",
            .error("PP106", "tab in the indentation")),
        BadInput(
            "spaces, then a tab", "content: x\nmodel:\n  1️⃣\t2️⃣name: m\n  provider: p\n",
            .error("PP106", "tab in the indentation")),
        BadInput(
            "tabs on three lines", "model:\n1️⃣\t2️⃣name: m\n3️⃣\t4️⃣provider: p\nmodules:\n5️⃣\t6️⃣- content: x\n",
            .error("PP106", "tab"), .error("PP106", "tab"), .error("PP106", "tab")),
        BadInput("an anchor", "name: 1️⃣&n2️⃣ Mail\ncontent: x\n", .error("PP108", "`&n`")),
        BadInput("an alias", "name: 1️⃣*n2️⃣\ncontent: x\n", .error("PP108", "`*n`")),
        BadInput("a bold text", "name: 1️⃣*2️⃣*bold**\ncontent: x\n", .error("PP108", "alias or anchor")),
        BadInput("a merge key", "content: x\nmodel:\n  1️⃣<<2️⃣: {name: m}\n", .error("PP109", "merge key")),
        BadInput("a tag of the core", "name: 1️⃣!!str2️⃣ 12\ncontent: x\n", .error("PP110", "`!!str`")),
        BadInput("a tag of one's own", "content: 1️⃣!python/object2️⃣ x\n", .error("PP110", "`!python/object`")),
        BadInput(
            "a duplicate key", "name: a\ncontent: x\n1️⃣name2️⃣: b\n", .error("PP111", "`name` is there twice")),
        BadInput(
            "a duplicate key, spelt otherwise", "name: a\ncontent: x\n1️⃣\"na\\x6de\"2️⃣: b\n",
            .error("PP111", "`name` is there twice")),
        BadInput(
            "duplicate keys in a module, an option and a choice",
            """
            variables:
              s: {type: select, options: [{value: a, 1️⃣value2️⃣: b}]}
            modules:
              - name: M
                3️⃣name4️⃣: N
                options:
                  - content: "{{s}}"
                    5️⃣content6️⃣: "{{s}}"

            """, .error("PP111", "`value`"), .error("PP111", "`name`"), .error("PP111", "`content`")),
        BadInput(
            "a variable that is there twice", "variables:\n  a: x\n  1️⃣a2️⃣: y\ncontent: \"{{a}}\"\n",
            .error("PP111", "`a` is there twice")),
        BadInput(
            "duplicate keys of one's own", "content: x\nmetadata: {a: 1, 1️⃣a2️⃣: 2}\n", .error("PP111", "`a`")),
        BadInput("a second document", "content: x\n1️⃣---2️⃣\ncontent: y\n", .error("PP112", "second document")),
        BadInput("a directive", "1️⃣%YAML 1.22️⃣\n---\ncontent: x\n", .error("PP112", "directive")),
        BadInput("bare braces", "variables: {a: {}}\ncontent: 1️⃣{{a}}2️⃣\n", .error("PP113", "as a map")),
        BadInput(
            "bare braces with text after", "variables: {a: {}}\ncontent: 1️⃣{{a}} and {{a}}2️⃣\n",
            .error("PP113", "as a map")),
        BadInput(
            "bare braces in a list, and a comment",
            "variables: {a: {}}\nmodules:\n  - content: 1️⃣{{a}}!2️⃣ # greets\n", .error("PP113", "as a map")),
        BadInput(
            "bare braces, and a problem after them", "description: 1️⃣{{a}} b2️⃣\ncontent: x\n3️⃣tgas4️⃣: []\n",
            .error("PP113", "as a map"),
            .warning("PP201", "tgas")),
        BadInput(
            "a list as a key", "content: x\nmetadata:\n  1️⃣[2️⃣a, b]: 1\n", .error("PP116", "can't be a key")),
        BadInput(
            "an explicit key", "content: x\nmetadata:\n  1️⃣? a2️⃣\n  : b\n", .error("PP116", "explicit key")),
        BadInput("a text", "1️⃣Write it.2️⃣\n", .error("PP202", "a prompt file is a map of keys, not the text")),
        BadInput("a list", "1️⃣- content: x2️⃣\n", .error("PP202", "not a list")),
    ]
}
