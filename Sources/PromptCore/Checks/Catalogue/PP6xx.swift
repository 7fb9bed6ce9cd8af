internal import Diagnostics

extension Catalogue {
    /// PP6xx: secrets in texts. The wrong examples are joined at run time, so that no scanner takes this file
    /// for a leak.
    static let secretEntries: [CatalogueEntry] = [
        CatalogueEntry(
            "PP601", .error, "an API key in a text",
            rule: """
                The file holds what has the form of an API key or token of a well-known service. Whoever reads the file, its history \
                or what is sent to a model has the key, which is why it is never shown here. Take it out, revoke it where it came from, and keep the new one sealed: \
                `promptpal key add`. `promptpal save` refuses the file; `--allow-secret` saves it where the alarm is false.
                """,
            wrong: "id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11\ncontent: Call it with " + "sk-"
                + "ant-api03-Zq8Rk2Vt7Lm4Xw9Pn3Hs6Jd1Fb5Gc0Ty\n",
            right: "id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11\ncontent: Call it with your key.\n"),
        CatalogueEntry(
            "PP602", .error, "a private key in a text",
            rule: """
                The file holds a block that begins with `-----BEGIN … PRIVATE KEY-----` and a key behind it. Take it out and make a \
                new key: the history keeps this one. A text that only names such a block is no problem.
                """,
            wrong: "id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11\ncontent: |\n  -----BEGIN PRIVATE"
                + " KEY-----\n"
                + "  MC4CAQAwBQYDK2VwBCIEIJ8Zq8Rk2Vt7Lm4Xw9Pn3Hs6Jd1Fb5Gc0TyVw2Kx\n  -----END PRIVATE KEY-----\n",
            right:
                "id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11\ncontent: A key begins with -----BEGIN PRIVATE KEY-----.\n"
        ),
    ]
}
