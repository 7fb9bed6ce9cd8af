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
            root.set("files", to: report.fileCount)
            root.set("errors", to: report.count(.error))
            root.set("warnings", to: report.count(.warning))
            root.set("notes", to: report.count(.note))
            root.array("diagnostics") { list in
                for file in report.files {
                    let lines = LineTable(file.source)
                    for diagnostic in file.diagnostics.inOrder {
                        list.object { write(diagnostic, in: file.source, lines: lines, to: &$0) }
                    }
                }
            }
        }
        return json.text
    }

    private static func write(
        _ diagnostic: Diagnostic, in source: SourceText, lines: LineTable, to json: inout JSONWriter
    ) {
        let range = diagnostic.range ?? 0..<0
        let start = lines.position(at: range.lowerBound)
        let end = lines.position(at: range.upperBound)
        json.set("code", to: diagnostic.code)
        json.set("severity", to: diagnostic.severity.rawValue)
        json.set("message", to: diagnostic.message)
        json.set("file", to: source.name)
        json.set("line", to: start.line)
        json.set("column", to: start.column)
        json.set("end_line", to: end.line)
        json.set("end_column", to: end.column)
        if let help = diagnostic.help { json.set("help", to: help) }
        if diagnostic.fix != nil { json.set("fixable", to: true) }
    }
}
