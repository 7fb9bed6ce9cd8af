import Testing

@testable import PromptCore

@Suite struct PastedPrivateKeyTests {
    @Test(arguments: BadInput.pastedPrivateKey)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    /// Joined at run time, so that no scanner takes this file for a leak.
    private static let begin = "-----BEGIN PRIVATE" + " KEY-----"
    private static let key = "MC4CAQAwBQYDK2VwBCIEIJ8Zq8Rk2Vt7Lm4Xw9Pn3Hs6Jd1Fb5Gc0TyVw2Kx"

    static let pastedPrivateKey: [BadInput] = [
        BadInput(
            "a private key in a text",
            "content: |\n  1️⃣\(begin)\n  \(key)2️⃣\n  -----END PRIVATE KEY-----\n",
            .error(.pastedPrivateKey, "the file contains a private key"))
    ]
}
