internal import Diagnostics

/// PP601, PP602: a secret that was pasted into a file. Looked for in all its bytes, comments too, also where the file is no YAML.
enum SecretsInTexts {
    static func run(_ file: ParsedFile, _ report: inout [Diagnostic]) {
        for finding in SecretScan.findings(in: file.source.bytes) {
            report.append(
                finding.isBlock
                    ? Diagnostic(
                        "PP602", .error, "a private key is in the file", at: finding.range,
                        help: "take it out, and make a new one: whoever reads the file has this one")
                    : Diagnostic(
                        "PP601", .error, "this looks like \(finding.title): \(finding.masked)",
                        at: finding.range,
                        help: "take it out and revoke it; `promptpal key add` keeps keys sealed"))
        }
    }
}
