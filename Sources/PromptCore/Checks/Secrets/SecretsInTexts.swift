public import Diagnostics

/// A secret pasted into a file. All bytes are searched, also in comments and in files that are
/// no YAML.
enum SecretsInTexts {
    static func run(on file: ParsedFile, into report: inout [Diagnostic]) {
        for finding in SecretScan.findings(in: file.source.bytes) {
            report.append(finding.diagnostic)
        }
    }
}

extension SecretScan.Finding {
    /// The diagnostic; it does not contain the secret.
    package var diagnostic: Diagnostic {
        isBlock
            ? .pastedPrivateKey(at: range)
            : .pastedAPIKey(title, masked: masked, at: range)
    }
}

extension Diagnostic {
    /// True if it reports a secret. It may be a false alarm.
    public var isSecret: Bool { breaksOne(of: DiagnosticRule.secretRules) }
}
