import Diagnostics
import Foundation
import Testing

/// The log's message strings as a viewer shows them, by section 3.11.5 of SARIF 2.1.0.
@Suite("SARIF messages")
struct SARIFMessageTests {
    @Test(
        "braces arrive as they were written",
        arguments: [
            "write `{{audience}}`", "a map {a: 1}", "{0} is not the first argument", "}{", "no braces", "",
        ])
    func braces(text: String) throws {
        let log = SARIFRenderer.render(
            report(Diagnostic("PP101", .error, text, at: 0..<4, help: text)), version: "1.0.0",
            rules: [
                DiagnosticRule(
                    "PP101", severity: .error, title: text, explanation: text, wrong: "", right: "")
            ])
        let run = try run(log)
        let result = try #require((run["results"] as? [[String: Any]])?.first)
        #expect(try shown(result["message"]) == "\(text)\n\(text)")

        let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
        let rule = try #require((driver["rules"] as? [[String: Any]])?.first)
        #expect(try shown(rule["shortDescription"]) == text)
        #expect(try shown(rule["fullDescription"]) == text)
        #expect(try shown(rule["help"]) == "\(text) See `promptpal explain PP101`.")
    }

    @Test("what a fix inserts is no message")
    func insertedContent() throws {
        let fix = Fix.edits([TextEdit(0..<4, replacement: "'{{x}}'")])
        let log = SARIFRenderer.render(
            report(Diagnostic("PP101", .error, "m", at: 0..<4, fix: fix)), version: "1.0.0", rules: [])
        #expect(log.contains(#""text": "'{{x}}'""#))
    }

    private func report(_ diagnostic: Diagnostic) -> DiagnosticReport {
        let source = SourceText(name: "a.prompt.yaml", "name: x\n")
        return DiagnosticReport(
            fileCount: 1, files: [FileDiagnostics(source: source, diagnostics: [diagnostic])])
    }

    private func run(_ log: String) throws -> [String: Any] {
        let root = try JSONSerialization.jsonObject(with: Data(log.utf8)) as? [String: Any]
        return try #require((root?["runs"] as? [[String: Any]])?.first)
    }

    /// Reads a message string as a viewer does: a doubled brace is one brace, a single one must be a
    /// placeholder.
    private func shown(_ message: Any?) throws -> String {
        let text = try #require((message as? [String: Any])?["text"] as? String)
        let left = text.replacingOccurrences(of: "{{", with: "").replacingOccurrences(of: "}}", with: "")
        #expect(!left.contains("{") && !left.contains("}"))
        return text.replacingOccurrences(of: "{{", with: "{").replacingOccurrences(of: "}}", with: "}")
    }
}
