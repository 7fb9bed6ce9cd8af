internal import JSON

/// Writes diagnostics as one JSON object, for programs. Keys and order are stable.
///
/// Lines and columns start at 1 and count Unicode scalars; `end_line` and `end_column` are just past the last
/// scalar. A problem of the file as a whole is reported at 1:1.
public enum JSONRenderer {
    /// Returns the object, pretty-printed, without a final line end.
    public static func render(_ report: DiagnosticReport) -> String {
        var json = JSONWriter(pretty: true)
        json.object { root in
            root.member("files", report.fileCount)
            root.member("errors", report.count(.error))
            root.member("warnings", report.count(.warning))
            root.member("notes", report.count(.note))
            root.array("diagnostics") { list in
                for file in report.files {
                    let lines = LineTable(file.source)
                    for diagnostic in file.diagnostics.inOrder {
                        list.object { write(diagnostic, file.source, lines, &$0) }
                    }
                }
            }
        }
        return json.text
    }

    private static func write(
        _ diagnostic: Diagnostic, _ source: SourceText, _ lines: LineTable, _ json: inout JSONWriter
    ) {
        let range = diagnostic.range ?? 0..<0
        let start = lines.position(at: range.lowerBound)
        let end = lines.position(at: range.upperBound)
        json.member("code", diagnostic.code)
        json.member("severity", diagnostic.severity.rawValue)
        json.member("message", diagnostic.message)
        json.member("file", source.name)
        json.member("line", start.line)
        json.member("column", start.column)
        json.member("end_line", end.line)
        json.member("end_column", end.column)
        if let help = diagnostic.help { json.member("help", help) }
        if diagnostic.fix != nil { json.member("fixable", true) }
    }
}
