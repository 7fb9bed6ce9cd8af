package import Diagnostics

/// PP601, PP602: a secret that was pasted into a file. Looked for in all its bytes, comments too, also where the file is no YAML.
enum SecretsInTexts {
    static func run(_ file: ParsedFile, _ report: inout [Diagnostic]) {
        for finding in SecretScan.findings(in: file.source.bytes) {
            report.append(finding.diagnostic)
        }
    }
}

extension SecretScan.Finding {
    /// How it is reported; the secret itself is not in it.
    package var diagnostic: Diagnostic {
        isBlock
            ? Diagnostic(
                "PP602", .error, "a private key is in the file", at: range,
                help: "take it out, and make a new one: whoever reads the file has this one")
            : Diagnostic(
                "PP601", .error, "this looks like \(title): \(masked)", at: range,
                help: "take it out and revoke it; `promptpal key add` keeps keys sealed")
    }
}
