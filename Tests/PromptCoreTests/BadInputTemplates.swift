extension BadInput {
    /// A prompt with the variables `a`, a text, and `s`, a select, and a literal text of one line.
    private static func text(_ name: String, _ line: String, _ wanted: Wanted...) -> BadInput {
        BadInput(
            name: name, file: "x.prompt.yaml",
            source: MarkedSource(
                "variables: {a: {}, s: {type: select, options: [x]}}\ncontent: |\n  é {{a}} {{s}}\n  \(line)\n"
            ),
            beside: [:], wanted: wanted)
    }

    private init(name: String, file: String, source: MarkedSource, beside: [String: String], wanted: [Wanted])
    {
        (self.name, self.file, self.source, self.beside, self.wanted) = (name, file, source, beside, wanted)
    }

    /// PP401–PP407, PP412: tags and the names in them.
    static let templates: [BadInput] = [
        text("a tag cut off", "Dear 1️⃣{{a2️⃣", .error("PP401", "never closed")),
        text("a tag closed with one brace", "Dear 1️⃣{{a}2️⃣", .error("PP401", "never closed")),
        text("three braces closed with two", "Dear 1️⃣{{{a}}2️⃣!", .error("PP401", "three braces")),
        text("a tag that opens in a tag", "é1️⃣{{a2️⃣ {{s}}", .error("PP401", "never closed")),
        text("a section that is not closed", "{{#1️⃣a2️⃣}} text", .error("PP402", "`a` is never closed")),
        text(
            "an inverted section that is not closed", "x {{^1️⃣s2️⃣}} y", .error("PP402", "`s` is never closed")),
        text(
            "an inner section that is not closed", "{{#a}}{{#1️⃣s2️⃣}}{{/a}}",
            .error("PP402", "`s` is never closed")),
        text("a section closed by another name", "{{#a}}x{{/1️⃣b2️⃣}}", .error("PP403", "`a` that is open here")),
        text("a closing tag alone", "x{{/1️⃣a2️⃣}}", .error("PP403", "never opened")),
        text(
            "crossed sections", "{{#a}}{{#1️⃣s2️⃣}}{{/a}}{{/3️⃣s4️⃣}}", .error("PP402", "`s`"),
            .error("PP403", "never opened")),
        text("one delimiter", "1️⃣{{=<%=}}2️⃣", .error("PP404", "two of them")),
        text("delimiters without the second sign", "1️⃣{{=<% %>}}2️⃣", .error("PP404", "ends with `=`")),
        text("an empty tag", "x 1️⃣{{}}2️⃣", .error("PP405", "without a name")),
        text("a name with a space", "{{1️⃣first name2️⃣}}", .error("PP405", "space")),
        text("a helper of Handlebars", "{{#1️⃣if a2️⃣}}x{{/if}}", .error("PP405", "space")),
        text("a filter", "{{1️⃣a|upper2️⃣}}", .error("PP405", "`|`")),
        text("an index", "{{1️⃣a[0]2️⃣}}", .error("PP405", "`[`")),
        text("two dots", "{{1️⃣a..b2️⃣}}", .error("PP405", "dot")),
        text("a dynamic name", "{{>1️⃣*a2️⃣}}", .error("PP405", "not supported")),
        text("a parent", "1️⃣{{<a}}2️⃣x{{/a}}", .error("PP405", "not supported")),
        text("a block", "1️⃣{{$a}}2️⃣x{{/a}}", .error("PP405", "not supported")),
        text(
            "a name that is declared nowhere", "{{1️⃣product2️⃣}}",
            .warning("PP406", "\"product\" is declared nowhere")),
        text("an undeclared section", "{{#1️⃣formal2️⃣}}x{{/formal}}", .warning("PP406", "\"formal\"")),
        text("an undeclared name in a section", "{{#a}}{{1️⃣b2️⃣}}{{/a}}", .warning("PP406", "\"b\"")),
        text("an undeclared name, once", "{{1️⃣b2️⃣}} {{b}} {{#b}}{{/b}}", .warning("PP406", "\"b\"")),
        text("a label of a text", "{{1️⃣a.label2️⃣}}", .warning("PP412", "\"a\" is a text and has no \"label\"")),
        text("a field of a select", "{{1️⃣s.name2️⃣}}", .warning("PP412", "no \"name\"")),
        text("a label outside of a section", "{{1️⃣label2️⃣}}", .warning("PP406", "\"label\"")),
        BadInput(
            "an undeclared name in an option that is not the default",
            "modules:\n  - options:\n      - content: x\n      - content: \"a {{1️⃣b2️⃣}}\"\n",
            .warning("PP406", "\"b\"")),
        BadInput(
            "an undeclared name in a hidden module",
            "modules:\n  - {content: x}\n  - {visible: false, content: \"{{1️⃣b2️⃣}}\"}\n",
            .warning("PP406", "\"b\"")),
        BadInput(
            "an undeclared name in a partial", "content: \"{{> 1️⃣p2️⃣}}\"\n",
            .warning("PP406", "used by \"prompts/p.module.yaml\""),
            beside: ["p.module.yaml": "content: \"{{b}}\"\n"]),
        BadInput(
            "an undeclared name in a used module", "modules:\n  - use: 1️⃣p2️⃣\n", .warning("PP406", "\"b\""),
            beside: ["p.module.yaml": "content: \"{{b}}\"\n"]),
        BadInput(
            "an unused variable", "variables:\n  1️⃣a2️⃣: x\ncontent: y\n",
            .warning("PP407", "no text uses the variable \"a\"")),
        BadInput(
            "an unused variable with a near name",
            "variables:\n  1️⃣audience2️⃣: x\ncontent: \"{{3️⃣audiense4️⃣}}\"\n",
            .warning("PP407", "\"audience\""), .warning("PP406", "\"audiense\"")),
        BadInput(
            "an unused variable of a literal text", "syntax: none\nvariables: {1️⃣a2️⃣: x}\ncontent: \"{{a}}\"\n",
            .warning("PP407", "\"a\"")),
        BadInput(
            "an unused variable of a shared module", "variables: {1️⃣a2️⃣: x}\ncontent: y\n",
            .warning("PP407", "\"a\""), in: "m.module.yaml"),
        BadInput(
            "a tag in a quoted text with escapes", "content: \"a\\tb {{1️⃣x y2️⃣}}\"\n", .error("PP405", "space")),
        BadInput(
            "a tag in a folded text", "content: >\n  one\n  two {{1️⃣x y2️⃣}}\n  three\n",
            .error("PP405", "space")),
        BadInput(
            "a tag in a text with a byte-order mark and CRLF", "\u{FEFF}content: |\r\n  é\r\n  {{1️⃣x y2️⃣}}\r\n",
            .error("PP405", "space")),
        BadInput(
            "a tag that is broken in every option",
            "modules:\n  - options:\n      - content: \"1️⃣{{a2️⃣\"\n      - content: \"3️⃣{{b4️⃣\"\n",
            .error("PP401", "never closed"), .error("PP401", "never closed")),
    ]
}
