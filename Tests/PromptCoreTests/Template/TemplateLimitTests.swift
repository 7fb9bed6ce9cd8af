import PromptCore
import Testing

/// Hostile templates and values: the work is limited, and nothing crashes. The time limits are wide, for slow
/// machines; they catch quadratic work, which takes minutes here.
struct TemplateLimitTests {
    static let deep = 100_000

    /// A debug build takes one second for this number of steps.
    static var fewSteps: TemplateOptions {
        var options = TemplateOptions()
        options.maxSteps = 1_000_000
        return options
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            "{", "{{", "{{#a}}", "{{^a}}", "{{a", "{{{", "{{!", "{{=", "{{/a}}", " {{", "{{a {{", "{{=| |=}}",
        ])
    func muchOfOneThing(_ piece: String) throws {
        let text = String(repeating: piece, count: (256 << 10) / piece.utf8.count)
        for text in [text, text + "}}", "{{#a}}" + text + "{{/a}}", text + "\n}}}\n"] {
            let template = Template(text)
            #expect(template.problems.count <= TemplateLimits.maxProblems)
            _ = try template.render(["a": true])
        }
    }

    @Test(.timeLimit(.minutes(1)), arguments: ["#", "^"])
    func deepSections(_ sign: String) throws {
        let text =
            String(repeating: "{{\(sign)a}}", count: Self.deep) + "x"
            + String(repeating: "{{/a}}", count: Self.deep)
        let template = Template(text)
        #expect(template.problems.isEmpty)
        #expect(template.references.count == Self.deep)
        #expect(
            template.references.last?.sections.count == (sign == "#" ? TemplateLimits.maxNamedSections : 0))
        #expect(try template.render(["a": .bool(sign == "#")]) == "x")
    }

    @Test(.timeLimit(.minutes(1))) func deepSectionsOverFieldsStop() throws {
        // Each opens a context with names, but only the first one has the name.
        let text =
            String(repeating: "{{#a}}", count: Self.deep) + "{{x}}"
            + String(repeating: "{{/a}}", count: Self.deep)
        let context: TemplateValue = ["a": .labelled("a", fields: ["label": "A"]), "x": "x"]
        #expect(throws: TemplateError.tooMuchWork(limit: Self.fewSteps.maxSteps)) {
            try Template(text).render(context, options: Self.fewSteps)
        }
    }

    @Test(.timeLimit(.minutes(1))) func aHundredMegabytesStop() throws {
        let context: TemplateValue = [
            "list": .list(Array(repeating: "", count: 100_000) + ["x"]),
            "text": .text(String(repeating: "x", count: 1_000)),
        ]
        #expect(throws: TemplateError.outputTooLarge(limit: TemplateLimits.maxOutputBytes)) {
            try Template("{{#list}}{{text}}{{/list}}").render(context)
        }
    }

    @Test func aFailedRenderingLeavesTheOutput() throws {
        var output = Array("before".utf8)
        var options = TemplateOptions()
        options.maxOutputBytes = 10
        #expect(throws: TemplateError.outputTooLarge(limit: 10)) {
            try Template("{{x}}{{x}}").render(["x": "123456"], into: &output, options: options) { _, _ in nil
            }
        }
        #expect(output == Array("before".utf8))
        try Template("{{x}}").render(["x": "1234567890"], into: &output, options: options) { _, _ in nil }
        #expect(output == Array("before1234567890".utf8))
    }

    @Test(.timeLimit(.minutes(1))) func loopsWithoutOutputStop() throws {
        let list = TemplateValue.list(Array(repeating: "x", count: 1_000))
        let text = "{{#a}}{{#a}}{{#a}}{{#a}}{{/a}}{{/a}}{{/a}}{{/a}}"
        #expect(throws: TemplateError.tooMuchWork(limit: Self.fewSteps.maxSteps)) {
            try Template(text).render(["a": list], options: Self.fewSteps)
        }
    }

    @Test(.timeLimit(.minutes(1))) func partialsThatDoubleStop() throws {
        // p31 inserts p30 twice, and so on: two thousand million insertions of an empty text.
        let last = 31
        let templates = Dictionary(
            uniqueKeysWithValues: (1...last).map { ("p\($0)", Template("{{>p\($0 - 1)}}{{>p\($0 - 1)}}")) })
        var lookups = 0
        #expect(throws: TemplateError.tooMuchWork(limit: Self.fewSteps.maxSteps)) {
            try Template("{{>p\(last)}}").render([:], options: Self.fewSteps) {
                lookups += 1
                return templates[$0] ?? Template("")
            }
        }
        // A look-up may cost the caller much more than a step.
        #expect(lookups < Self.fewSteps.maxSteps / 30)
    }

    @Test func partialsInARingStop() throws {
        let ring = ["a": Template("a{{>b}}"), "b": Template("b{{>a}}")]
        let names = (0...TemplateLimits.maxPartialDepth).map { $0.isMultiple(of: 2) ? "a" : "b" }
        #expect(throws: TemplateError.tooDeep(chain: names)) {
            try Template("{{>a}}").render([:]) { ring[$0] }
        }
    }
}
