import PromptCore
import Testing

/// A pattern, values that match as a whole, and values that do not.
struct PatternMatchTests {
    struct Case: CustomTestStringConvertible {
        let pattern: String
        let yes: [String]
        let no: [String]

        init(_ pattern: String, _ yes: [String], not no: [String]) {
            self.pattern = pattern
            self.yes = yes
            self.no = no
        }

        var testDescription: String { pattern }
    }

    static let literals = [
        Case("", [""], not: ["a", "\n"]),
        Case("abc", ["abc"], not: ["", "ab", "abcd", "xabc", "ABC", "abc\n"]),
        Case("é😀", ["é😀"], not: ["e\u{301}😀", "é"]),
        Case(#"\.\*\+\?\(\)\[\]\{\}\|\^\$\\\/\-"#, [#".*+?()[]{}|^$\/-"#], not: ["x"]),
        Case(#"\t\n\r\f\v\0"#, ["\t\n\r\u{0C}\u{0B}\0"], not: [""]),
        Case(#"\x41\u0042\u{43}\u{1F600}\x{44}"#, ["ABC😀D"], not: ["abc😀d"]),
        Case("a{b}c{", ["a{b}c{"], not: ["ab"]),
        Case("a{,}", ["a{,}"], not: ["", "aa"]),
        Case("]}", ["]}"], not: ["]"]),
        Case("a b", ["a b"], not: ["ab"]),
    ]

    static let classes = [
        Case(".", ["a", " ", "é", "😀", "\t"], not: ["", "ab", "\n", "\r", "\u{2028}", "e\u{301}"]),
        Case("(?s).", ["a", "\n", "\r"], not: ["", "\r\n"]),
        Case("[abc]", ["a", "b", "c"], not: ["", "d", "ab"]),
        Case("[^abc]", ["d", "é", "\n"], not: ["", "a", "dd"]),
        Case("[a-cx-z0]", ["a", "c", "y", "0"], not: ["d", "w", "1", "-"]),
        Case("[a-]", ["a", "-"], not: ["b"]),
        Case("[-a]", ["a", "-"], not: ["b"]),
        Case(#"[a\-c]"#, ["a", "-", "c"], not: ["b"]),
        Case(#"[\]\\^]"#, ["]", "\\", "^"], not: ["["]),
        Case("[.*+?(){}|$]", [".", "*", "+", "(", "{", "|", "$"], not: ["a", "\\"]),
        Case(#"[\d\-x]"#, ["5", "-", "x"], not: ["y"]),
        Case(#"[\d-x]"#, ["5", "-", "x"], not: ["e"]),
        Case(#"[\D]"#, ["a", "é"], not: ["5"]),
        Case(#"[^\D]"#, ["5"], not: ["a", "é"]),
        Case(#"[\Wa]"#, ["a", " ", "é"], not: ["b", "_", "5"]),
        Case(#"[\S\n]"#, ["a", "\n"], not: [" ", "\t"]),
        Case("[à-ü]", ["é"], not: ["e", "Z", "Ā"]),
        Case("[Ā-ȀĐ-đĠ-ġ]", ["Ā", "Đ", "Ő", "Ȁ"], not: ["ȁ", "ÿ"]),
        Case("[Ġ-ġĀ-ĂĂ-Ĉ]", ["Ą", "ġ"], not: ["ĉ", "Ģ"]),
        Case("[😀-😃]", ["😁"], not: ["😄"]),
        Case(#"\d"#, ["0", "9"], not: ["a", "٣", ""]),
        Case(#"\D"#, ["a", "٣"], not: ["0", ""]),
        Case(#"\w+"#, ["aZ_09"], not: ["é", "a-b", ""]),
        Case(#"\W"#, ["é", "-", " "], not: ["a", "_"]),
        Case(#"\s+"#, [" \t\n\r\u{A0}\u{2003}\u{FEFF}"], not: ["a", "", "\u{200B}"]),
        Case(#"\S+"#, ["aé-"], not: ["a b", "\u{A0}"]),
        Case(#"\p{L}+"#, ["aéßЖ中ñ"], not: ["a1", "", "-"]),
        Case(#"\pL\pN"#, ["a1", "é٣"], not: ["1a"]),
        Case(#"\p{Lu}\p{Ll}"#, ["Éa", "Жж"], not: ["ÉA", "aa"]),
        Case(#"\p{Uppercase_Letter}"#, ["A"], not: ["a"]),
        Case(#"\P{L}"#, ["1", " ", "😀"], not: ["a", "é"]),
        Case(#"[\p{L}\p{Nd} ]+"#, ["Zürich 8001", "東京 ٣"], not: ["a-b"]),
        Case(#"[^\p{L}]"#, ["1"], not: ["a"]),
        Case(#"[\P{L}a]"#, ["1", "a"], not: ["b"]),
        Case(#"\p{Sc}\d+"#, ["€5", "$10"], not: ["5"]),
        Case(#"\p{Z}\p{P}\p{S}\p{M}"#, [" !+\u{301}"], not: ["a!+e"]),
    ]

    static let structure = [
        Case("a|b", ["a", "b"], not: ["", "ab", "c"]),
        Case("a|bc|", ["a", "bc", ""], not: ["b", "abc"]),
        Case("(a|b)c", ["ac", "bc"], not: ["a", "c"]),
        Case("(?:ab)+", ["ab", "abab"], not: ["", "aba"]),
        Case("(?<year>[0-9]{4})-(?P<month>[0-9]{2})", ["2026-11"], not: ["26-11"]),
        Case("()", [""], not: ["a"]),
        Case("(|a)+", ["", "a", "aaa"], not: ["b"]),
        Case("a*", ["", "a", "aaaa"], not: ["b", "ab"]),
        Case("a+", ["a", "aa"], not: ["", "ab"]),
        Case("a?", ["", "a"], not: ["aa"]),
        Case("a*?b+?c??", ["b", "aabb", "bc"], not: ["a", "bcc"]),
        Case("a{3}", ["aaa"], not: ["aa", "aaaa"]),
        Case("a{2,}", ["aa", "aaaaa"], not: ["a"]),
        Case("a{2,4}?", ["aa", "aaa", "aaaa"], not: ["a", "aaaaa"]),
        Case("a{0}", [""], not: ["a"]),
        Case("a{0,1}b", ["b", "ab"], not: ["aab"]),
        Case("(ab|c){2}", ["abab", "abc", "cc"], not: ["ab", "abcc"]),
        Case("(a*)*", ["", "aaa"], not: ["b"]),
        Case("(a*)+b", ["b", "aab"], not: ["a"]),
        Case("(a?){3}", ["", "a", "aaa"], not: ["aaaa"]),
        Case("((a|b)*c)*", ["", "abc", "cc", "abcbac"], not: ["ab"]),
        Case("(?:a|ab)(?:c|bcd)(?:d*)", ["acd", "abcd", "abc", "abcdd"], not: ["abd"]),
    ]

    static let anchors = [
        Case("^abc$", ["abc"], not: ["abcd", "\nabc"]),
        Case("^", [""], not: ["a"]),
        Case("$", [""], not: ["\n"]),
        Case("a^b", [], not: ["ab", "a\nb"]),
        Case("a$\n", [], not: ["a\n"]),
        Case("^a|b$", ["a", "b"], not: ["ab"]),
        Case("(^|,)a(,|$)", ["a", ",a", ",a,"], not: [",,a"]),
        Case(#"\ba\b"#, ["a"], not: ["ab"]),
        Case(#"a\b b"#, ["a b"], not: ["ab"]),
        Case(#"a\Bb"#, ["ab"], not: ["a b"]),
        Case(#".*\bcat\b.*"#, ["cat", "a cat!", "cat sat"], not: ["concat", "cats"]),
        Case(#"\B"#, [""], not: ["a"]),
        Case(#"\b"#, [], not: ["", "a"]),
        Case("(^a)*b", ["b", "ab"], not: ["aab"]),
    ]

    static let caseless = [
        Case("(?i)abc", ["abc", "ABC", "aBc"], not: ["abd"]),
        Case("(?i)é[a-c]", ["ÉB", "éc"], not: ["eb", "éd"]),
        Case("(?i)[^a]", ["b", "B"], not: ["a", "A"]),
        Case("(?i)[À-Ý]", ["é", "É"], not: ["e"]),
        Case("(?i)σ", ["σ", "ς", "Σ"], not: ["s"]),
        Case("(?i)Ж", ["ж", "Ж"], not: ["з"]),
        Case("(?is)a.b", ["A\nB"], not: ["A\n"]),
        Case(#"(?i)\p{Lu}"#, ["a", "A"], not: ["1"]),
    ]

    static let everyday = [
        Case(
            #"[^@\s]+@[^@\s]+\.[a-z]{2,}"#, ["ana.ruiz@example.com"],
            not: ["ana@example", "a b@c.de", "@a.bc"]),
        Case("[A-Z]{2,5}-[0-9]+", ["PROJ-12"], not: ["P-1", "PROJ-", "proj-1"]),
        Case(#"v?\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?"#, ["1.2.3", "v1.2.3-rc.1"], not: ["1.2", "1.2.3-"]),
        Case("#(?:[0-9a-f]{3}){1,2}", ["#fff", "#c0ffee"], not: ["#ffff", "fff"]),
        Case(#"(?:\d{1,3}\.){3}\d{1,3}"#, ["127.0.0.1"], not: ["127.0.0", "1.2.3.4.5"]),
        Case("(?:[01][0-9]|2[0-3]):[0-5][0-9]", ["00:00", "23:59"], not: ["24:00", "9:30"]),
        Case("https?://[^/ ]+(?:/.*)?", ["http://a", "https://a.b/c?d"], not: ["ftp://a", "http:// "]),
        Case("[a-z0-9]+(?:-[a-z0-9]+)*", ["launch-email", "a"], not: ["-a", "a--b", "A"]),
        Case(#"\+[1-9]\d{6,14}"#, ["+34600111222"], not: ["34600111222", "+0123456"]),
        Case(#"\S+(?: \S+){0,4}"#, ["one two three"], not: ["a b c d e f", " a"]),
    ]

    @Test(arguments: literals + classes + structure + anchors + caseless + everyday)
    func table(_ entry: Case) throws {
        let pattern = try Pattern(entry.pattern)
        for value in entry.yes {
            #expect(try pattern.matches(value), "\(value.debugDescription) should match")
        }
        for value in entry.no {
            #expect(try !pattern.matches(value), "\(value.debugDescription) should not match")
        }
    }
}
