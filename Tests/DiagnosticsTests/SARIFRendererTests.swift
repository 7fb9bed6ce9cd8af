import Diagnostics
import Foundation
import Testing

/// The requirements of the SARIF 2.1.0 schema and section 3 of the standard, checked with another JSON
/// reader.
@Suite("SARIF renderer")
struct SARIFRendererTests {
    private let rules = [
        DiagnosticRule(
            "PP105", severity: .error, title: "Bare braces", explanation: "Quote it.", wrong: "", right: ""),
        DiagnosticRule(
            "PP501", severity: .note, title: "No id", explanation: "A file has an id.", wrong: "", right: ""),
    ]

    private func run(_ report: DiagnosticReport) throws -> [String: Any] {
        let text = SARIFRenderer.render(report, version: "1.2.3", rules: rules)
        let log = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(log["version"] as? String == "2.1.0")
        #expect((log["$schema"] as? String)?.hasSuffix("sarif-2.1.0.json") == true)
        #expect(Set(log.keys) == ["$schema", "version", "runs"])
        let runs = try #require(log["runs"] as? [[String: Any]])
        #expect(runs.count == 1)
        return runs[0]
    }

    private func results(_ sample: Sample) throws -> [[String: Any]] {
        try #require(try run(sample.report)["results"] as? [[String: Any]])
    }

    /// Returns the value at a path of keys and indices.
    private func at(_ value: Any?, _ path: Any...) -> Any? {
        path.reduce(value) { value, step in
            if let index = step as? Int {
                let array = value as? [Any]
                return array.flatMap { $0.indices.contains(index) ? $0[index] : nil }
            }
            return (value as? [String: Any])?["\(step)"]
        }
    }

    private func region(_ value: Any?) -> [Int?] {
        ["startLine", "startColumn", "endLine", "endColumn"].map { at(value, $0) as? Int }
    }

    @Test("the run says which tool, which rules and how columns count")
    func tool() throws {
        let run = try run(DiagnosticReport(fileCount: 1, files: []))
        #expect(Set(run.keys) == ["tool", "columnKind", "originalUriBaseIds", "results"])
        #expect(at(run, "columnKind") as? String == "unicodeCodePoints")
        #expect(at(run, "tool", "driver", "name") as? String == "promptpal")
        #expect(at(run, "tool", "driver", "version") as? String == "1.2.3")
        #expect((at(run, "tool", "driver", "rules") as? [Any])?.count == 2)
        #expect(at(run, "tool", "driver", "rules", 1, "id") as? String == "PP501")
        #expect(at(run, "tool", "driver", "rules", 1, "shortDescription", "text") as? String == "No id")
        #expect(
            at(run, "tool", "driver", "rules", 1, "fullDescription", "text") as? String == "A file has an id."
        )
        #expect(
            at(run, "tool", "driver", "rules", 1, "help", "text") as? String
                == "A file has an id. See `promptpal explain PP501`.")
        #expect(at(run, "tool", "driver", "rules", 1, "defaultConfiguration", "level") as? String == "note")
        #expect(
            (at(run, "originalUriBaseIds", "SRCROOT", "description", "text") as? String)?.isEmpty == false)
        #expect((run["results"] as? [Any])?.isEmpty == true)
    }

    @Test("a result has its rule, level, message and place")
    func result() throws {
        let results = try results(
            Sample("a: é日\nb: x\n").with("PP105", .warning, "bad", at: "日\nb", help: "do this"))
        #expect(results.count == 1)
        #expect(Set(results[0].keys) == ["ruleId", "ruleIndex", "level", "message", "locations"])
        #expect(at(results[0], "ruleId") as? String == "PP105")
        #expect(at(results[0], "ruleIndex") as? Int == 0)
        #expect(at(results[0], "level") as? String == "warning")
        #expect(at(results[0], "message", "text") as? String == "bad\ndo this")
        let place = at(results[0], "locations", 0, "physicalLocation")
        #expect(at(place, "artifactLocation", "uri") as? String == "prompts/a.prompt.yaml")
        #expect(at(place, "artifactLocation", "uriBaseId") as? String == "SRCROOT")
        #expect(region(at(place, "region")) == [1, 5, 2, 2])
    }

    @Test("a code that is in no catalogue has no index; a problem of the whole file no region")
    func unknownRule() throws {
        let results = try results(Sample("a\n").with("PP999", .error, at: nil).with("PP501", .note, at: "a"))
        #expect(Set(results[0].keys) == ["ruleId", "level", "message", "locations"])
        #expect(at(results[0], "locations", 0, "physicalLocation", "region") == nil)
        #expect(at(results[0], "level") as? String == "error")
        #expect(at(results[1], "ruleIndex") as? Int == 1)
        #expect(at(results[1], "level") as? String == "note")
    }

    @Test(
        "a path is a URI reference",
        arguments: [
            ("prompts/a b.yaml", "prompts/a%20b.yaml"), ("prompts/é.yaml", "prompts/%C3%A9.yaml"),
            ("a:b#c?d%.yaml", "a%3Ab%23c%3Fd%25.yaml"), ("a-b_c.d~e/F9.yaml", "a-b_c.d~e/F9.yaml"),
            ("日\n.yaml", "%E6%97%A5%0A.yaml"),
        ])
    func paths(path: String, uri: String) throws {
        let results = try results(Sample("a\n", name: path).with("PP105", at: "a"))
        let found = at(results[0], "locations", 0, "physicalLocation", "artifactLocation", "uri") as? String
        #expect(found == uri)
        #expect(found?.removingPercentEncoding == path)
    }

    @Test("a repair by edits is a fix; other repairs, and none, are not")
    func fixes() throws {
        let sample = Sample("a: {{b}}\nc: é x\n")
        let edits = [
            TextEdit(sample.range(of: "{{b}}"), replacement: "\"{{b}}\""),
            TextEdit(sample.range(of: "x"), replacement: ""),
        ]
        let results = try results(
            sample.with("PP105", at: "{{b}}", fix: .edits(edits)).with("PP501", at: "c", fix: .assignID)
                .with("PP502", at: "x", fix: .edits([])))
        let change = at(results[0], "fixes", 0, "artifactChanges", 0)
        #expect(at(change, "artifactLocation", "uri") as? String == "prompts/a.prompt.yaml")
        #expect((at(change, "replacements") as? [Any])?.count == 2)
        #expect(region(at(change, "replacements", 0, "deletedRegion")) == [1, 4, 1, 9])
        #expect(at(change, "replacements", 0, "insertedContent", "text") as? String == "\"{{b}}\"")
        #expect(region(at(change, "replacements", 1, "deletedRegion")) == [2, 6, 2, 7])
        #expect(at(change, "replacements", 1, "insertedContent", "text") as? String == "")
        #expect(results[1]["fixes"] == nil)
        #expect(results[2]["fixes"] == nil)
    }
}
