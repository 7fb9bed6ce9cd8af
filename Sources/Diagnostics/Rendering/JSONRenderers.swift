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

/// Writes diagnostics as a SARIF 2.1.0 log (OASIS standard) for code-scanning services.
public enum SARIFRenderer {
    /// Returns the whole log.
    ///
    /// - Parameters:
    ///   - version: the version of the program.
    ///   - rules: all rules, sorted by their ids.
    public static func render(_ report: DiagnosticReport, version: String, rules: [DiagnosticRule]) -> String
    {
        var json = JSONWriter(pretty: true)
        json.object { log in
            log.set("$schema", to: "https://json.schemastore.org/sarif-2.1.0.json")
            log.set("version", to: "2.1.0")
            log.array("runs") { runs in
                runs.object { run in
                    run.object("tool") {
                        $0.object("driver") { writeDriver(version: version, rules: rules, to: &$0) }
                    }
                    run.set("columnKind", to: "unicodeCodePoints")
                    run.object("originalUriBaseIds") { bases in
                        bases.object("SRCROOT") { base in
                            base.object("description") {
                                $0.set(
                                    "text",
                                    to:
                                        "The root of the repository, or the store's directory if there is no repository."
                                )
                            }
                        }
                    }
                    run.array("results") { results in
                        for file in report.files { write(file, rules: rules, to: &results) }
                    }
                }
            }
        }
        return json.text
    }

    private static func writeDriver(version: String, rules: [DiagnosticRule], to json: inout JSONWriter) {
        json.set("name", to: "promptpal")
        json.set("version", to: version)
        json.array("rules") { list in
            for rule in rules {
                list.object { object in
                    object.set("id", to: rule.code)
                    object.object("shortDescription") { $0.set("text", to: message(rule.title)) }
                    object.object("fullDescription") { $0.set("text", to: message(rule.explanation)) }
                    object.object("help") {
                        $0.set(
                            "text", to: message("\(rule.explanation) See `promptpal explain \(rule.code)`."))
                    }
                    object.object("defaultConfiguration") { $0.set("level", to: rule.severity.rawValue) }
                }
            }
        }
    }

    private static func write(_ file: FileDiagnostics, rules: [DiagnosticRule], to results: inout JSONWriter)
    {
        let lines = LineTable(file.source)
        for diagnostic in file.diagnostics.inOrder {
            results.object { result in
                result.set("ruleId", to: diagnostic.code)
                if let index = rules.firstIndex(where: { $0.code == diagnostic.code }) {
                    result.set("ruleIndex", to: index)
                }
                result.set("level", to: diagnostic.severity.rawValue)
                let help = diagnostic.help.map { "\n\($0)" } ?? ""
                result.object("message") { $0.set("text", to: message(diagnostic.message + help)) }
                result.array("locations") { locations in
                    locations.object { location in
                        location.object("physicalLocation") { physical in
                            physical.object("artifactLocation") { writeArtifact(file.source.name, to: &$0) }
                            if let range = diagnostic.range {
                                physical.object("region") { writeRegion(range, lines: lines, to: &$0) }
                            }
                        }
                    }
                }
                if case .edits(let edits)? = diagnostic.fix, !edits.isEmpty {
                    writeFixes(edits, of: file.source.name, lines: lines, to: &result)
                }
            }
        }
    }

    private static func writeFixes(
        _ edits: [TextEdit], of name: String, lines: LineTable, to result: inout JSONWriter
    ) {
        result.array("fixes") { list in
            list.object { fix in
                fix.array("artifactChanges") { changes in
                    changes.object { change in
                        change.object("artifactLocation") { writeArtifact(name, to: &$0) }
                        change.array("replacements") { replacements in
                            for edit in edits {
                                replacements.object { replacement in
                                    replacement.object("deletedRegion") {
                                        writeRegion(edit.range, lines: lines, to: &$0)
                                    }
                                    replacement.object("insertedContent") {
                                        $0.set("text", to: edit.replacement)
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private static func writeArtifact(_ name: String, to json: inout JSONWriter) {
        json.set("uri", to: uri(name))
        json.set("uriBaseId", to: "SRCROOT")
    }

    private static func writeRegion(_ range: Range<Int>, lines: LineTable, to json: inout JSONWriter) {
        let start = lines.position(at: range.lowerBound)
        let end = lines.position(at: range.upperBound)
        json.set("startLine", to: start.line)
        json.set("startColumn", to: start.column)
        json.set("endLine", to: end.line)
        json.set("endColumn", to: end.column)
    }

    /// Escapes a message string. `{0}` would be a placeholder, so braces are doubled (section 3.11.5 of the
    /// standard).
    private static func message(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 0x7B || $0 == 0x7D }) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            result.unicodeScalars.append(scalar)
            if scalar == "{" || scalar == "}" { result.unicodeScalars.append(scalar) }
        }
        return result
    }

    /// Returns a relative path as a URI reference (RFC 3986).
    private static func uri(_ path: String) -> String {
        var result = ""
        for byte in path.utf8 {
            switch byte {
            case 0x61...0x7A, 0x41...0x5A, 0x30...0x39, 0x2D, 0x2E, 0x2F, 0x5F, 0x7E:
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
            }
        }
        return result
    }
}
