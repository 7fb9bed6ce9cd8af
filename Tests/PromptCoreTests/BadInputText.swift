extension BadInput {
    /// PP101–PP103, PP107, PP114: bytes, before any YAML.
    static let text: [BadInput] = [
        BadInput(
            "UTF-8: a byte that starts nothing", "name: a1️⃣¿2️⃣b\ncontent: x\n",
            .error("PP101", "byte 0xFF at offset 7"), bytes: ["¿": [0xFF]]),
        BadInput(
            "UTF-8: Latin-1", "content: caf1️⃣¿2️⃣ noir\n", .error("PP101", "byte 0xE9"), bytes: ["¿": [0xE9]]),
        BadInput(
            "UTF-8: a scalar cut off at the end", "content: caf1️⃣¿2️⃣", .error("PP101", "byte 0xC3"),
            bytes: ["¿": [0xC3]]),
        BadInput(
            "UTF-8: a surrogate", "content: 1️⃣¿¡¬2️⃣\n", .error("PP101", "byte 0xED"),
            bytes: ["¿": [0xED], "¡": [0xA0], "¬": [0x80]]),
        BadInput(
            "UTF-8: overlong", "content: é1️⃣¿¡2️⃣\n", .error("PP101", "byte 0xC0"),
            bytes: ["¿": [0xC0], "¡": [0xAF]]),
        BadInput(
            "UTF-8: two places", "name: 1️⃣¿2️⃣\ncontent: 3️⃣¿4️⃣\n", .error("PP101", "offset 6"),
            .error("PP101", "offset 17"), bytes: ["¿": [0x80]]),
        BadInput(
            "UTF-16", "1️⃣¿¡2️⃣c\u{0}", .error("PP101", "UTF-16"), bytes: ["¿": [0xFF], "¡": [0xFE]]),
        BadInput("NUL", "name: a1️⃣\u{0}2️⃣b\ncontent: x\n", .error("PP102", "NUL")),
        BadInput("NULs at the end", "content: x\n1️⃣\u{0}\u{0}\u{0}2️⃣", .error("PP102", "NUL")),
        BadInput("an escape character", "content: |\n  1️⃣\u{1B}2️⃣[1mbold\n", .error("PP102", "U+001B")),
        BadInput("DEL", "content: a1️⃣\u{7F}2️⃣\n", .error("PP102", "U+007F")),
        BadInput("a C1 control", "content: a1️⃣\u{9B}2️⃣\n", .error("PP102", "U+009B")),
        BadInput("a form feed", "content: |\n  a\n1️⃣\u{0C}2️⃣\n", .error("PP102", "U+000C")),
        BadInput(
            "NUL and bad UTF-8", "a: 1️⃣\u{0}2️⃣\nb: 3️⃣¿4️⃣\n", .error("PP102", "NUL"), .error("PP101", "0xFE"),
            bytes: ["¿": [0xFE]]),
        BadInput(
            "a conflict",
            "1️⃣<<<<<<< HEAD2️⃣\nname: a\n=======\nname: b\n>>>>>>> theirs\ncontent: x\n",
            .error("PP107", "merge conflict between HEAD and theirs")),
        BadInput(
            "a conflict in diff3 style",
            "content: x\n1️⃣<<<<<<< ours2️⃣\ntags: [a]\n||||||| base\ntags: []\n=======\ntags: [b]\n>>>>>>> theirs\n",
            .error("PP107", "between ours and theirs")),
        BadInput(
            "a conflict inside a literal text",
            "content: |\n  Dear\n1️⃣<<<<<<< HEAD2️⃣\n  Ana\n=======\n  Bo\n>>>>>>> b\n  bye\n",
            .error("PP107", "merge conflict")),
        BadInput(
            "two conflicts, and a problem after them",
            """
            1️⃣<<<<<<< HEAD2️⃣
            name: a
            =======
            name: b
            >>>>>>> b
            3️⃣nmae4️⃣: x
            5️⃣<<<<<<< HEAD6️⃣
            content: x
            =======
            content: y
            >>>>>>> b

            """, .error("PP107", "HEAD and b"), .warning("PP201", "unknown key \"nmae\""),
            .error("PP107", "HEAD and b")),
        BadInput(
            "the end of a conflict alone", "content: x\n1️⃣>>>>>>> theirs2️⃣\n", .error("PP107", "merge conflict")
        ),
        BadInput(
            "a conflict cut off", "content: x\n1️⃣<<<<<<< HEAD2️⃣\nname: a\n", .error("PP107", "merge conflict")),
        BadInput(
            "mixed line ends, mostly LF", "name: a1️⃣\r\n2️⃣tags: []\ncontent: x\n",
            .warning("PP114", "than with LF")),
        BadInput(
            "mixed line ends, mostly CRLF", "name: a\r\ntags: []1️⃣\n2️⃣content: x\r\n",
            .warning("PP114", "than with CRLF")),
        BadInput(
            "a lone CR", "name: a1️⃣\r2️⃣tags: []\ncontent: x\n", .warning("PP114", "1 line ends otherwise")),
    ]

    /// Limits, and texts that are built to exhaust them.
    static let large: [BadInput] = [
        BadInput(
            "5 MB", "content: |\n  " + String(repeating: "x", count: 5_000_000),
            .ofFile("PP103", "5000013 bytes")),
        BadInput(
            "one byte over the limit", "content: " + String(repeating: "x", count: (4 << 20) - 8),
            .ofFile("PP103", "4194305 bytes; at most 4194304")),
        BadInput(
            "10,000 lists deep in brackets", "metadata:\n  x: " + marked("[", 10_000, at: 62),
            .error("PP104", "64 levels")),
        BadInput(
            "10,000 maps deep in braces", "metadata: " + marked("{a: ", 10_000, at: 63),
            .error("PP104", "64 levels")),
        BadInput(
            "10,000 lists deep in dashes", "content:\n  " + marked("- ", 10_000, at: 63),
            .error("PP104", "64 levels")),
        BadInput(
            "100 levels of indentation",
            (0..<100).map { String(repeating: " ", count: $0) + ($0 == 64 ? "1️⃣a2️⃣:\n" : "a:\n") }.joined(),
            .error("PP104", "64 levels")),
        BadInput(
            "an alias bomb",
            """
            content: x
            metadata:
              a: 1️⃣&a2️⃣ [x, x]
              b: 3️⃣&b4️⃣ [5️⃣*a6️⃣, 7️⃣*a8️⃣]

            """, .error("PP108", "`&a`"), .error("PP108", "`&b`"), .error("PP108", "`*a`"),
            .error("PP108", "`*a`")),
        BadInput(
            "a quote that is never closed over 1 MB", "name: 1️⃣\"2️⃣" + String(repeating: "x ", count: 500_000),
            .error("PP105", "never closed")),
        BadInput(
            "an anchor of 10,000 letters",
            "name: 1️⃣&\(String(repeating: "n", count: 10_000))2️⃣ a\ncontent: x\n", .error("PP108", "nnn…`")),
        BadInput(
            "a key of 1,000 letters", "content: x\n1️⃣\(String(repeating: "k", count: 1_000))2️⃣: a\n",
            .warning("PP201", "kkk…\"")),
        BadInput(
            "a conflict with a name of 10,000 letters",
            "content: x\n1️⃣>>>>>>> \(String(repeating: "b", count: 10_000))2️⃣\n",
            .error("PP107", "bbb…")),
        BadInput(
            "a duplicate key of two lines", "content: x\nmetadata:\n  \"a\\nb\": 1\n  1️⃣\"a\\nb\"2️⃣: 2\n",
            .error("PP111", "`a b`")),
        BadInput(
            "100,000 braces in a text", "content: |\n  1️⃣" + String(repeating: "{", count: 100_000) + "2️⃣\n",
            .error("PP401", "never closed")),
    ]

    /// Returns `text` repeated, with the first bracket or dash of the repetition `index` marked.
    private static func marked(_ text: String, _ count: Int, at index: Int) -> String {
        String(repeating: text, count: index) + "1️⃣\(text.prefix(1))2️⃣\(text.dropFirst())"
            + String(repeating: text, count: count - index - 1)
    }
}
