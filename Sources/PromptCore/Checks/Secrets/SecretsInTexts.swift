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

extension DiagnosticRule {
    // The wrong example is joined at run time, so that no scanner takes this file for a leak.
    /// A text with the form of an API key or token.
    public static let pastedAPIKey = DiagnosticRule(
        "PP601", severity: .error, title: "an API key in a text",
        explanation: """
            The file contains a text in the form of an API key or token of a well-known service. Anyone who \
            can read the file, its history or a request to a model has the key, so the key is never shown \
            here. Remove it, revoke it at the service, and seal the new key with `promptpal key add`. \
            `promptpal save` refuses the file; if it is a false alarm, `--allow-secret` saves the file.
            """,
        wrong: "id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11\ncontent: Call it with " + "sk-"
            + "ant-api03-Zq8Rk2Vt7Lm4Xw9Pn3Hs6Jd1Fb5Gc0Ty\n",
        right: "id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11\ncontent: Call it with your key.\n")
}

extension Diagnostic {
    /// Reports a key of the service `title`; `masked` is its text without the secret part.
    static func pastedAPIKey(_ title: String, masked: String, at range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .pastedAPIKey, message: "this looks like \(title): \(masked)", at: range,
            help: "remove it and revoke it; `promptpal key add` keeps keys sealed")
    }
}

extension DiagnosticRule {
    // The wrong example is joined at run time, so that no scanner takes this file for a leak.
    /// A block that holds a private key.
    public static let pastedPrivateKey = DiagnosticRule(
        "PP602", severity: .error, title: "a private key in a text",
        explanation: """
            The file contains a block that begins with `-----BEGIN … PRIVATE KEY-----`, followed by a key. \
            Remove it and create a new key: this one stays in the history. A text that only mentions such a \
            block is not reported.
            """,
        wrong: "id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11\ncontent: |\n  -----BEGIN PRIVATE"
            + " KEY-----\n"
            + "  MC4CAQAwBQYDK2VwBCIEIJ8Zq8Rk2Vt7Lm4Xw9Pn3Hs6Jd1Fb5Gc0TyVw2Kx\n  -----END PRIVATE KEY-----\n",
        right:
            "id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11\ncontent: A key begins with -----BEGIN PRIVATE KEY-----.\n"
    )
}

extension Diagnostic {
    /// Reports the block at `range`.
    static func pastedPrivateKey(at range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .pastedPrivateKey, message: "the file contains a private key", at: range,
            help: "remove it, and create a new key: anyone who can read the file has this one")
    }
}
