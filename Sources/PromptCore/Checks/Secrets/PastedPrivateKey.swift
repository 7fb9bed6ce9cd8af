public import Diagnostics

extension DiagnosticRule {
    // The wrong example is joined at run time, so that no scanner takes this file for a leak.
    /// A block that holds a private key.
    public static let pastedPrivateKey = DiagnosticRule(
        "PP602", severity: .error, title: "a private key in a text",
        explanation: """
            The file holds a block that begins with `-----BEGIN … PRIVATE KEY-----` and a key behind it. Take it out and make a \
            new key: the history keeps this one. A text that only names such a block is no problem.
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
            .pastedPrivateKey, message: "a private key is in the file", at: range,
            help: "take it out, and make a new one: whoever reads the file has this one")
    }
}
