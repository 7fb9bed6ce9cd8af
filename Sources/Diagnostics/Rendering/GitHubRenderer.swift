/// Writes diagnostics as workflow commands of GitHub Actions, which shows them beside the lines of a pull
/// request.
public enum GitHubRenderer {
    /// Returns one line per diagnostic, and a last line with the counts.
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
                    // GitHub accepts columns only if the range is within one line.
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

    /// Escapes the text after the `::`. The log is shown in a browser or a terminal, so control characters
    /// for either one are made visible too.
    private static func data(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "%": result += "%25"
            case "\r": result += "%0D"
            case "\n": result += "%0A"
            default: result += Cell(scalar).text
            }
        }
        return result
    }

    /// Escapes a property's value; the name of a file must not change.
    private static func property(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "%": result += "%25"
            case "\r": result += "%0D"
            case "\n": result += "%0A"
            case ":": result += "%3A"
            case ",": result += "%2C"
            case "\0"..."\u{1F}", "\u{7F}"..."\u{9F}": result += Cell(scalar).text
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
