import Diagnostics
import PromptCore
import Testing

/// Bad templates: each case has the codes in the order of the text, and the marked ranges.
struct TemplateProblemTests {
    struct Case: CustomTestStringConvertible {
        let text: String
        let codes: [String]
        /// A part of the message or the help of the first problem.
        let says: String

        init(_ text: String, _ codes: String..., says: String = "") {
            self.text = text
            self.codes = codes
            self.says = says
        }

        var testDescription: String { text }
    }

    static let cases = [
        Case("Hello «{{name»", "PP401", says: "add `}}`"),
        Case("Hello «{{name»\nand more\n", "PP401"),
        Case("Hello «{{name» {{other}}", "PP401"),
        Case("{{{«{x»}}}}", "PP405", says: "`{`"),
        Case("«{{{»{{x}}}}}", "PP401"),
        Case("«{{{x}}» y", "PP401", says: "three"),
        Case("é «{{ü»", "PP401"),
        Case("{{=<% %>=}}«<%x»", "PP401", says: "add `%>`"),
        Case("«{{! never closed»", "PP401"),
        Case("{{#«items»}}x", "PP402", says: "add `{{/items}}` at the end of the text"),
        Case("{{^«items»}}x", "PP402"),
        Case("{{#a}}{{#«b»}}x{{/a}}", "PP402", says: "add `{{/b}}` before `{{/a}}`"),
        Case("{{#«a»}}{{#«b»}}x", "PP402", "PP402"),
        Case("x{{/«a»}}", "PP403", says: "`{{/a}}` closes a section that was never opened"),
        Case("{{#a}}x{{/«b»}}", "PP403", says: "`{{/b}}` does not close the section `a`"),
        Case("{{#a}}x{{/«b»}}y{{/a}}", "PP403", says: "write `{{/a}}`"),
        Case("{{#x}}{{#a}}{{/«b»}}{{/x}}", "PP403"),
        Case("{{#a}}{{/a}}{{/«a»}}", "PP403"),
        Case("«{{=| =}}»", "PP404", says: "needs two of them, not 1"),
        Case("«{{=a b c=}}»", "PP404", says: "not 3"),
        Case("«{{=a b}}»", "PP404", says: "ends with `=`"),
        Case("«{{==}}»", "PP404"),
        Case("«{{=<= =>=}}»", "PP404", says: "can't contain `=`"),
        Case("«{{=12345678901234567 x=}}»", "PP404", says: "16 bytes"),
        Case("«{{}}»", "PP405", says: "without a name"),
        Case("«{{  }}»", "PP405"),
        Case("«{{#}}»", "PP405"),
        Case("«{{>}}»", "PP405"),
        Case("«{{&}}»", "PP405"),
        Case("«{{{}}}»", "PP405"),
        Case("{{«first name»}}", "PP405", says: "write `first_name`"),
        Case("{{ «first name» }}", "PP405", says: "space"),
        Case("{{#«if vip»}}x{{/if}}", "PP405", says: "write `{{#vip}}…{{/vip}}`"),
        Case("{{#«each items»}}x{{/each}}", "PP405", says: "Mustache has no `each`"),
        Case("{{#«unless vip»}}x{{/unless}}", "PP405", says: "write `{{^vip}}…{{/vip}}`"),
        Case("{{«\"a\":1»}}", "PP405", says: "syntax: none"),
        Case("{{«x|upper»}}", "PP405", says: "`|`"),
        Case("{{«a..b»}}", "PP405", says: "dot"),
        Case("{{«.a»}}", "PP405"),
        Case("{{«a.»}}", "PP405"),
        Case("{{>«*which»}}", "PP405", says: "not supported"),
        Case("{{> «my module»}}", "PP405"),
        Case("«{{<parent}}»{{/parent}}", "PP405", says: "parents"),
        Case("«{{$block}}»x{{/block}}", "PP405", says: "blocks"),
        Case("{{«a b»}} {{#«c»}} {{/«d»}}", "PP405", "PP403"),
    ]

    @Test(arguments: cases) func problem(_ bad: Case) throws {
        let marked = MarkedText(bad.text)
        let problems = Template(marked.text).problems
        #expect(problems.map(\.code) == bad.codes)
        // A wrong closing tag is reported in place of the section that it left open.
        let ranges = problems.compactMap(\.range)
        #expect(ranges.count == problems.count)
        #expect(ranges.allSatisfy(marked.ranges.contains), "\(ranges) in \(marked.ranges)")
        let first = try #require(problems.first)
        #expect(
            "\(first.message) \(first.help ?? "")".contains(bad.says), "\(first.message) \(first.help ?? "")")
        #expect(first.message.last != ".")
        _ = try Template(marked.text).render(["a": true, "items": ["x"]])
    }

    @Test(arguments: [
        ("Hello {{first name}}!", "Hello {{first name}}!"),
        ("Hello {{name", "Hello {{name"),
        ("{{name {{x}}", "{{name X"),
        ("{{#x}}open", "open"),
        ("{{#gone}}open", ""),
        ("a{{/x}}b", "ab"),
        ("{{#x}}a{{/y}}b{{/x}}", "ab"),
        ("{{=| =}}{{x}}", "{{=| =}}X"),
        ("{{#if x}}a{{/if}}", "{{#if x}}a{{/if}}"),
    ])
    func whatIsWrongComesOutAsTyped(text: String, expected: String) throws {
        #expect(try Template(text).render(["x": "X"]) == expected)
    }

    @Test func problemsAreCounted() {
        let problems = Template(String(repeating: "{{}}", count: 5_000)).problems
        #expect(problems.count == TemplateLimits.maxProblems)
    }
}
