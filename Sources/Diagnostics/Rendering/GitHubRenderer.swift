/// Diagnostics as workflow commands of GitHub Actions, which shows them beside the lines of a pull request.
public enum GitHubRenderer {
    /// One line a diagnostic, and a last one that counts.
    public static func render(_ report: DiagnosticReport) -> String {
        var text = ""
        for file in report.files {
            let lines = LineTable(file.source)
            for diagnostic in file.diagnostics.inOrder {
                var properties = "file=\(property(file.source.name))"
                if let range = diagnostic.range {
                    let start = lines.position(at: range.lowerBound)
                    let end = lines.position(at: range.upperBound)
                    properties += ",line=\(start.line),endLine=\(end.line)"
                    // GitHub takes columns only within one line.
                    if start.line == end.line { properties += ",col=\(start.column),endColumn=\(end.column)" }
                }
                properties += ",title=\(property(diagnostic.code))"
                let help = diagnostic.help.map { "\n\($0)" } ?? ""
                text +=
                    "::\(command(diagnostic.severity)) \(properties)::\(data(diagnostic.message + help))\n"
            }
        }
        return text + TextRenderer.summary(report) + "\n"
    }

    private static func command(_ severity: Severity) -> String {
        switch severity {
        case .error: "error"
        case .warning: "warning"
        case .note: "notice"
        }
    }

    private static func data(_ text: String) -> String {
        escape(text, [("%", "%25"), ("\r", "%0D"), ("\n", "%0A")])
    }

    private static func property(_ text: String) -> String {
        escape(text, [("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C")])
    }

    private static func escape(_ text: String, _ table: [(Unicode.Scalar, String)]) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if let (_, escaped) = table.first(where: { $0.0 == scalar }) {
                result += escaped
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
