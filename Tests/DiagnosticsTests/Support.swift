import Diagnostics

/// A report of one file in which each problem has the range of a piece of its text.
struct Sample {
    var name = "prompts/a.prompt.yaml"
    let text: String
    private(set) var diagnostics: [Diagnostic] = []

    init(_ text: String, name: String = "prompts/a.prompt.yaml") {
        self.text = text
        self.name = name
    }

    /// Returns the sample with one more problem, at the first occurrence of `piece`; `nil` means the file as
    /// a whole.
    func with(
        _ code: String, _ severity: Severity = .error, _ message: String = "no good", at piece: String?,
        help: String? = nil, fix: Fix? = nil
    ) -> Sample {
        var sample = self
        let range = piece.map(self.range(of:))
        sample.diagnostics.append(Diagnostic(code, severity, message, at: range, help: help, fix: fix))
        return sample
    }

    /// Returns the UTF-8 range of the first occurrence of `piece`.
    func range(of piece: String) -> Range<Int> {
        let text = Array(text.utf8)
        let piece = Array(piece.utf8)
        let start = (0...text.count - piece.count).first { Array(text[$0..<$0 + piece.count]) == piece } ?? -1
        precondition(start >= 0, "the text has no such piece")
        return start..<(start + piece.count)
    }

    var file: FileDiagnostics {
        FileDiagnostics(source: SourceText(name: name, text), diagnostics: diagnostics)
    }

    var report: DiagnosticReport { DiagnosticReport(fileCount: 1, files: [file]) }

    /// Returns the report as text, without the summary.
    func rendered(_ style: TextRenderer.Style = .plain) -> String {
        var text = ""
        TextRenderer(style: style).render(report, summary: false, into: &text)
        return text
    }
}

extension Diagnostic {
    /// Creates a diagnostic of a rule that exists only in tests.
    init(
        _ code: String, _ severity: Severity, _ message: String, at range: Range<Int>?, help: String? = nil,
        fix: Fix? = nil
    ) {
        let rule = DiagnosticRule(
            code, severity: severity, title: "a test", explanation: "A test.", wrong: "", right: "")
        self.init(rule, message: message, at: range, help: help, fix: fix)
    }
}
