package import Diagnostics

/// PP601, PP602: a secret pasted into a file. All bytes are searched, also in comments and in files that are
/// no YAML.
enum SecretsInTexts {
    static func run(_ file: ParsedFile, _ report: inout [Diagnostic]) {
        for finding in SecretScan.findings(in: file.source.bytes) {
            report.append(finding.diagnostic)
        }
    }
}

extension SecretScan.Finding {
    /// The diagnostic; it does not contain the secret.
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
