import Diagnostics
import PromptTestSupport
import Testing

@testable import PromptCore

@Suite struct CutTextsTests {
    @Test(arguments: BadInput.cutTexts)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }

    @Test(arguments: [
        "content: Fix issue # 5 and be brief\n", "content: Fix issue#5 and be brief\n",
        "content: \"Fix issue #5\"\n",
        "content: |\n  Fix issue #5\n", "content: 'x' #5\n", "content: x\n#5\n", "content: x #\t5\n",
        "model:\n  name: gpt-5 #fast\ncontent: x\n",
        "variables:\n  n: {type: number}\n  m:\n    type: number #int\n    min: 5 #five\n    default: 6 #six\ncontent: \"{{n}}{{m}}\"\n",
    ])
    func accepts(_ text: String) {
        let file = ParsedFile(
            SourceText(name: "prompts/p.prompt.yaml", text), kind: .prompt, address: Address(unchecked: "p"),
            format: .one)
        #expect(!Checker.check(file, in: DictionaryLibrary([:])).contains { $0.breaks(.cutTexts) })
    }

    @Test(arguments: [
        ("content: Fix issue #5 and be brief\n", "content: \"Fix issue #5 and be brief\"\n"),
        ("content: The \"C\" language #1  \n", "content: 'The \"C\" language #1'  \n"),
        ("content: two\n  lines  #5\n", "content: \"two lines  #5\"\n"),
        (
            "tags:\n  - #urgent\n  - a #b # c\ncontent: x\n",
            "tags:\n  - \"#urgent\"\n  - \"a #b # c\"\ncontent: x\n"
        ),
        ("description: Ask #team\r\ncontent: x\r\n", "description: \"Ask #team\"\r\ncontent: x\r\n"),
        ("content: [a #b\n  ]\n", "content: [a #b\n  ]\n"),
    ])
    func fixes(_ text: String, _ mended: String) {
        let file = ParsedFile(
            SourceText(name: "prompts/p.prompt.yaml", text), kind: .prompt, address: Address(unchecked: "p"),
            format: .one)
        var edits: [TextEdit] = []
        for problem in Checker.check(file, in: DictionaryLibrary([:])) where problem.breaks(.cutTexts) {
            if case .edits(let more)? = problem.fix { edits += more }
        }
        let fixed = TextEdit.apply(edits, to: Array(text.utf8))
        #expect(String(decoding: fixed, as: UTF8.self) == mended)
    }
}

extension BadInput {
    static let cutTexts: [BadInput] = [
        BadInput(
            "a content cut by a comment", "content: Fix issue 1️⃣#5 and be brief2️⃣\n",
            .warning(.cutTexts, "the text ends at this `#`")),
        BadInput(
            "descriptions, tags and names cut by a comment",
            "name: Mail 1️⃣#12️⃣\ndescription: For 3️⃣##team4️⃣\ntags: [a 5️⃣#b6️⃣\n  ]\ncontent: x\n",
            .warning(.cutTexts, "#"), .warning(.cutTexts, "#"), .warning(.cutTexts, "#")),
        BadInput(
            "a variable's help and default, and its short form, cut by a comment",
            "variables:\n  a: one 1️⃣#two2️⃣\n  b:\n    default: c 3️⃣#d4️⃣\n    help: e 5️⃣#f6️⃣\ncontent: \"{{a}}{{b}}\"\n",
            .warning(.cutTexts, "#"), .warning(.cutTexts, "#"), .warning(.cutTexts, "#")),
        BadInput(
            "an option's text and free data cut by a comment",
            "options:\n  - content: a 1️⃣#b2️⃣\nmetadata:\n  note: [x, {y: z 3️⃣#4️⃣\n    }]\n",
            .warning(.cutTexts, "#"), .warning(.cutTexts, "#"), in: "m.module.yaml"),
    ]
}
