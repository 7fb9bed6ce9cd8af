extension BadInput {
    private static let tone = "options:\n  - {name: Plain, content: p}\n  - {name: Warm, content: w}\n"

    private static func use(
        _ name: String, _ reference: String, _ wanted: Wanted, in file: String = "a/x.prompt.yaml",
        beside: [String: String] = [:]
    )
        -> BadInput
    {
        BadInput(name, "modules:\n  - use: 1️⃣\(reference)2️⃣\n", wanted, in: file, beside: beside)
    }

    private static func partial(
        _ name: String, _ reference: String, _ wanted: Wanted, beside: [String: String] = [:]
    ) -> BadInput {
        BadInput(
            name, "content: |\n  Hello\n  {{> 1️⃣\(reference)2️⃣}}\n", wanted, in: "a/x.prompt.yaml",
            beside: beside)
    }

    /// PP301–PP307: `use` and partials.
    static let references: [BadInput] = [
        use(
            "use: nothing there", "tone",
            .error("PP301", "no module \"tone\" in prompts/a/ or the folders above")),
        use(
            "use: in another folder", "tone", .error("PP301", "no module"),
            beside: ["b/tone.module.yaml": tone]),
        use("use: a near name", "tune", .error("PP301", "no module"), beside: ["tone.module.yaml": tone]),
        use(
            "use: from the top", "/b/tone", .error("PP301", "no module \"/b/tone\""),
            beside: ["tone.module.yaml": tone]),
        use(
            "use: a folder up", "../tone", .error("PP305", "\"..\" would leave its folder"),
            beside: ["tone.module.yaml": tone]),
        use("use: /etc/passwd", "../../etc/passwd", .error("PP305", "would leave its folder")),
        use("use: absolute", "/etc/passwd", .error("PP301", "no module \"/etc/passwd\"")),
        use(
            "use: dots in the middle", "b/../tone", .error("PP305", "would leave its folder"),
            beside: ["a/tone.module.yaml": tone]),
        use(
            "use: a lone dot", "./tone", .error("PP305", "would leave its folder"),
            beside: ["a/tone.module.yaml": tone]),
        use("use: a backslash", "'..\\tone'", .error("PP305", "contains `\\`")),
        use("use: a drive", "\"C:/tone\"", .error("PP305", "contains `:`")),
        use("use: Git's folder", ".git/config", .error("PP305", "Git's own name")),
        use("use: Git's folder in disguise", ".GIT/config", .error("PP305", "Git's own name")),
        use("use: Git's folder as NTFS has it", "git~1/config", .error("PP305", "Git's own name")),
        use(
            "use: Git's folder with an invisible letter", ".g\u{200C}it/config",
            .error("PP305", "Git's own name")),
        use("use: a device", "con", .error("PP305", "reserved name")),
        use("use: a device with an ending", "NUL.txt", .error("PP305", "reserved name")),
        use("use: two slashes", "b//tone", .error("PP305", "is empty")),
        use("use: a slash alone", "/", .error("PP305", "can't be empty")),
        use("use: NUL", "\"a\\0b\"", .error("PP305", "control character")),
        use("use: a line end", "\"a\\nb\"", .error("PP305", "control character")),
        use("use: right-to-left", "\"a\\u202Eb\"", .error("PP305", "invisible character")),
        use("use: a trailing dot", "tone.", .error("PP305", "ends in a dot")),
        use("use: a version", "tone@v3", .error("PP305", "`@`")),
        use("use: a very long name", String(repeating: "n", count: 201), .error("PP305", "200 bytes")),
        use(
            "use: a ring of two", "one", .error("PP303", "one → two → one"),
            beside: ["one.module.yaml": "use: two\n", "two.module.yaml": "use: one\n"]),
        use(
            "use: a ring of three", "one", .error("PP303", "one → two → three → one"),
            beside: [
                "one.module.yaml": "use: two\n", "two.module.yaml": "use: three\n",
                "three.module.yaml": "use: one\n",
            ]),
        use(
            "use: a ring further on", "in", .error("PP303", "one → two → one"),
            beside: [
                "in.module.yaml": "use: one\n", "one.module.yaml": "use: two\n",
                "two.module.yaml": "use: one\n",
            ]),
        BadInput("use: itself", "use: 1️⃣me2️⃣\n", .error("PP303", "me → me"), in: "me.module.yaml"),
        use(
            "use: a broken module", "tone", .error("PP306", "\"tone\" can't be read"),
            beside: ["tone.module.yaml": "content: [\n"]),
        BadInput(
            "use: an option that is not there", "modules:\n  - {use: tone, default: 1️⃣warn2️⃣}\n",
            .error("PP304", "no option \"warn\""), beside: ["tone.module.yaml": tone]),
        BadInput(
            "use: each broken in its own way",
            "modules:\n  - use: 1️⃣x2️⃣\n  - use: 3️⃣../y4️⃣\n  - {use: tone, default: 5️⃣z6️⃣}\n",
            .error("PP301", "\"x\""), .error("PP305", "\"../y\""), .error("PP304", "\"z\""),
            beside: ["tone.module.yaml": tone]),
        partial("partial: nothing there", "tone", .error("PP302", "no module \"tone\" in prompts/a/")),
        partial(
            "partial: a folder up", "../tone", .error("PP305", "would leave its folder"),
            beside: ["tone.module.yaml": tone]),
        partial("partial: /etc/passwd", "../../../etc/passwd", .error("PP305", "would leave its folder")),
        partial("partial: Git's folder", ".git/config", .error("PP305", "Git's own name")),
        partial("partial: a drive", "C:/tone", .error("PP305", "contains `:`")),
        partial(
            "partial: no text", "bare", .error("PP307", "no text"),
            beside: ["bare.module.yaml": "options: [{name: Plain}]\n"]),
        partial(
            "partial: a broken module", "tone", .error("PP306", "can't be read"),
            beside: ["tone.module.yaml": "- a\n"]),
        partial(
            "partial: a ring of two", "one", .error("PP303", "one → two → one"),
            beside: [
                "one.module.yaml": "content: \"{{> two}}\"\n", "two.module.yaml": "content: \"{{> one}}\"\n",
            ]),
        partial(
            "partial: a ring of three", "one", .error("PP303", "one → two → three → one"),
            beside: [
                "one.module.yaml": "content: \"{{> two}}\"\n",
                "two.module.yaml": "content: \"{{> three}}\"\n",
                "three.module.yaml": "content: \"{{> one}}\"\n",
            ]),
        BadInput(
            "partial: itself", "content: \"again {{> 1️⃣me2️⃣}}\"\n", .error("PP303", "me → me"),
            in: "me.module.yaml"),
        BadInput(
            "partial: back to the module itself", "content: \"{{> 1️⃣two2️⃣}}\"\n",
            .error("PP303", "one → two → one"),
            in: "one.module.yaml", beside: ["two.module.yaml": "content: \"{{> one}}\"\n"]),
        partial(
            "partial: 40 deep", "p39", .error("PP308", "more than 32 deep"),
            beside: Dictionary(
                uniqueKeysWithValues: (0..<40).map {
                    ("p\($0).module.yaml", $0 == 0 ? "content: x" : "content: \"{{> p\($0 - 1)}}\"")
                })),
        partial(
            "partial: two of the next at each of 30 levels", "p29", .error("PP302", "no module"),
            beside: Dictionary(
                uniqueKeysWithValues: (0..<29).map {
                    (
                        "p\($0).module.yaml",
                        $0 == 0 ? "content: x" : "content: \"{{> p\($0 - 1)}}{{> p\($0 - 1)}}\""
                    )
                })),
        BadInput(
            "partial: a module that uses itself", "content: \"{{> 1️⃣one2️⃣}}\"\n",
            .error("PP303", "one → two → one"),
            beside: ["one.module.yaml": "use: two\n", "two.module.yaml": "use: one\n"]),
    ]
}
