import Diagnostics
import PromptTestSupport
import TestSupport
import Testing

@testable import PromptCore

/// Renderings that must be refused quickly, with a message.
@Suite struct BadRenderTests {
    /// A section over 100 choices that inserts 1 MB each time.
    @Test func hundredMegabytesBySection() throws {
        let choices = (0..<100).map { "c\($0)" }
        let text = """
            variables: {m: {type: multiselect, options: [\(choices.joined(separator: ", "))]}}
            content: "{{#m}}{{> page}}{{/m}}"
            """
        try expectTooLarge(
            text, values: ["m": .list(choices)],
            ["page.module.yaml": "content: \"\(String(repeating: "x", count: 1 << 20))\""])
    }

    /// Partials that double the text at each of 20 levels.
    @Test func partialsThatDouble() throws {
        var files = ["p0.module.yaml": "content: \"\(String(repeating: "x", count: 100))\""]
        for level in 1...20 {
            files["p\(level).module.yaml"] = "content: \"{{> p\(level - 1)}}{{> p\(level - 1)}}\""
        }
        try expectTooLarge("content: \"{{> p20}}\"", values: [:], files)
    }

    /// Partials that double and never print a byte: work is limited too.
    @Test func partialsThatDoubleAndPrintNothing() throws {
        var files = ["p0.module.yaml": "content: \"{{#none}}x{{/none}}\""]
        for level in 1...30 {
            files["p\(level).module.yaml"] = "content: \"{{> p\(level - 1)}}{{> p\(level - 1)}}\""
        }
        let problem = try refused(
            "variables: {none: {required: false}}\ncontent: \"{{> p30}}\"", values: [:], files,
            within: .seconds(10))
        #expect(problem.message.contains("steps"))
    }

    /// One value of 1 MB, inserted 100 times.
    @Test func aValueManyTimes() throws {
        let text = "variables: {v: {type: multiline}}\ncontent: \"\(String(repeating: "{{v}}", count: 100))\""
        try expectTooLarge(text, values: ["v": .text(String(repeating: "é", count: 1 << 19))], [:])
    }

    /// Many modules, each within the limit and together beyond it.
    @Test func manyModules() throws {
        let module = "  - use: page\n"
        let text = "modules:\n" + String(repeating: module, count: 40)
        try expectTooLarge(
            text, values: [:], ["page.module.yaml": "content: \"\(String(repeating: "x", count: 1 << 20))\""])
    }

    @Test(arguments: [
        ("use: a ring", "use: one", "PP303"), ("use: /etc/passwd", "use: ../../etc/passwd", "PP305"),
        ("partial: /etc/passwd", "content: \"{{> ../../etc/passwd}}\"", "PP305"),
        ("partial: a ring by use", "use: ring", "PP303"),
        ("partial: a ring", "content: \"{{> ring}}\"", "PP303"),
        ("a broken module", "use: broken", "PP306"), ("an open tag", "content: \"{{a\"", "PP401"),
    ])
    func brokenPromptsAreNotRendered(_ name: String, _ module: String, _ code: String) throws {
        let files = [
            "one.module.yaml": "use: two", "two.module.yaml": "use: one", "broken.module.yaml": "- x",
            "ring.module.yaml": "content: \"{{> ring2}}\"", "ring2.module.yaml": "content: \"{{> ring}}\"",
        ]
        let problem = try refused("modules:\n  - \(module)\n", values: [:], files, within: .seconds(1))
        #expect(problem.name == code)
    }

    @Test(arguments: ["(a+)+$", "(a|a)*$", "((a*)*)*b", "(.*a){20}"])
    func hostilePatternAgainstAValue(_ pattern: String) throws {
        let text = "variables: {v: {pattern: '\(pattern)'}}\ncontent: \"{{v}}\""
        for value in [String(repeating: "a", count: 50) + "b!", String(repeating: "a", count: 5_000) + "!"] {
            let problem = try refused(text, values: ["v": .text(value)], [:], within: .seconds(5))
            #expect(problem.message.contains("pattern"))
        }
    }

    private func expectTooLarge(_ text: String, values: [String: RawValue], _ files: [String: String]) throws
    {
        let problem = try refused(text, values: values, files, within: .seconds(10))
        #expect(problem.message.contains("16 MiB"))
        #expect(problem.help?.isEmpty == false)
    }

    /// Returns the problem for which a rendering is refused. The time limits are for a debug build on a busy
    /// machine.
    private func refused(
        _ text: String, values: [String: RawValue], _ files: [String: String], within limit: Duration
    ) throws -> RenderProblem {
        let library = DictionaryLibrary(files)
        let started = threadTime()
        let problem = #expect(throws: RenderProblem.self) {
            try render(text, at: "x.prompt.yaml", values: values, library: library)
        }
        #expect(threadTime() - started < limit)
        return try #require(problem)
    }
}
