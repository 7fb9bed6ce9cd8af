import Diagnostics
import PromptTestSupport
import Testing

@testable import PromptCore

@Suite struct VariableNameTests {
    @Test(arguments: [
        // Format 1 and format 2.
        ("user_name", true, true), ("_x", true, true), ("x1", true, true), ("A", true, true),
        ("_", true, true),
        ("user-name", false, true), ("größe", false, true), ("名前", false, true), ("имя", false, true),
        ("e\u{301}t", false, true), ("_1", true, true), ("a·b", false, true), ("क्षेत्र", false, true),
        ("a--b", false, true),
        ("", false, false), ("1st", false, false), ("-a", false, false), ("a-", false, false),
        ("-", false, false),
        ("first name", false, false), ("a.b", false, false), ("😀", false, false), ("a'b", false, false),
        ("\u{301}a", false, false), ("٣a", false, false),
        ("a\u{2028}b", false, false),
    ])
    func names(_ name: String, _ one: Bool, _ two: Bool) {
        #expect(Variable.isName(name, in: .one) == one)
        #expect(Variable.isName(name, in: .two) == two)
    }

    @Test(
        arguments: [
            ("user-name", "user_name", "user-name"), ("1st", "_1st", "_1st"),
            ("first name", "first_name", "first_name"),
            ("naïve", "naive", "naïve"), ("größe", nil, "größe"), ("名前", nil, "名前"), ("-", nil, nil),
            ("a-", "a_", "a"), ("😀", nil, nil), ("", nil, nil), ("2-go", "_2_go", "_2-go"),
        ] as [(String, String?, String?)])
    func declarable(_ name: String, _ one: String?, _ two: String?) {
        for (format, wanted) in [(Format.one, one), (.two, two)] {
            let found = Variable.declarableName(for: name, in: format)
            #expect(found == wanted)
            if let found { #expect(Variable.isName(found, in: format)) }
        }
    }

    /// The help gives a name that can be declared, or the migration if format 2 can declare this one.
    @Test(arguments: [
        ("{{user-name}}", Format.one, "declare and write \"user_name\", or run `promptpal migrate`"),
        ("{{user-name}}", .two, "declare it under `variables:`: `user-name: {type: text}`"),
        ("{{größe}}", .one, "run `promptpal migrate`: format 2 can declare \"größe\""),
        ("{{1st}}", .one, "this name can't be declared: declare and write \"_1st\""),
        ("{{other-name}} {{user}}", .one, "declare and write \"other_name\""),
        ("{{1st}}", .two, "this name can't be declared: declare and write \"_1st\""),
        ("{{first name}}", .one, "write `first_name`"), ("{{1st name}}", .one, "write `_1st_name`"),
        ("{{first name}}", .two, "write `first_name`"), ("{{name}}", .one, "`name: {type: text}`"),
    ])
    func helpInTexts(_ text: String, _ format: Format, _ help: String) {
        let problems = BadInput("help", "content: '\(text)'\n", format: format).check()
        #expect(problems.contains { $0.help?.contains(help) == true }, "\(problems)")
        if text == "{{1st}}" { #expect(!problems.contains { $0.help?.contains("migrate") == true }) }
    }

    @Test(arguments: [
        ("user-name", Format.one, ": \"user_name\", or run `promptpal migrate`"),
        ("1st", .one, "`_`: \"_1st\""),
        ("a-", .two, "`-` inside: \"a\""),
    ])
    func helpInDeclarations(_ name: String, _ format: Format, _ help: String) throws {
        let problems = BadInput("help", "variables: {\(name): {}}\ncontent: x\n", format: format).check()
        let found = try #require(problems.first { $0.breaks(.unusableVariableName) })
        #expect(
            found.help?.hasSuffix(help) == true || found.help?.contains(help) == true, "\(found.help ?? "")")
    }

    /// A name means the same in all its Unicode forms, and is written in NFC.
    @Test func unicodeForms() throws {
        let (composed, split) = ("größe", "gro\u{308}ße")
        let text =
            "variables: {\(split): {default: a}}\ncontent: '{{\(composed)}}{{#\(split)}}b{{/\(split)}}{{\(split).json}}'\n"
        let rendered = try render(text, format: .two)
        #expect(rendered.text == "ab\"a\"")
        #expect(rendered.values.map { Array($0.name.utf8) } == [Array(composed.utf8)])
        #expect(try render(text, values: [split: .text("c")], format: .two).text == "cb\"c\"")
        #expect(try render(text, values: [composed: .text("c")], format: .two).text == "cb\"c\"")
    }

    @Test func sharedVariables() throws {
        let files = [
            "user-name.variable.yaml": "default: file\n",
            "other.variable.yaml": "name: user-name\ndefault: named\n",
        ]
        let library = DictionaryLibrary(files, format: .two)
        let text = "content: '{{user_name}} {{user-name}}'\n"
        #expect(try render(text, at: "p.prompt.yaml", library: library, format: .two).text == "file named")
    }

    @Test(arguments: [
        ("user-name", "user_name"), ("Straße", "STRASSE"), ("ﬁx", "fix"), ("Ａb", "ab"), ("xª", "xa"),
        ("é", "e\u{301}"),
        ("ΣΑΣ", "σας"), ("𝐀𝐳", "az"), ("ﻉ", "ع"), ("a\u{200D}b", "ab"),
    ])
    func alike(_ one: String, _ other: String) {
        #expect(NameSkeleton.of(one) == NameSkeleton.of(other))
    }

    @Test(arguments: [("user", "users"), ("a_b", "ab"), ("é", "e"), ("о", "o"), ("x1", "xl")])
    func unlike(_ one: String, _ other: String) {
        #expect(NameSkeleton.of(one) != NameSkeleton.of(other))
    }
}
