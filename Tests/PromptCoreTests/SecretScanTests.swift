import Diagnostics
import PromptTestSupport
import TestSupport
import Testing

@testable import PromptCore

/// Keys are joined from parts, so that no scanner takes this file for a leak.
@Suite struct SecretScanTests {
    private static func random(_ count: Int, _ alphabet: String, seed: Int) -> String {
        var source = SeededRandom(seed)
        let signs = Array(alphabet)
        return String((0..<count).map { _ in signs[Int.random(in: signs.indices, using: &source)] })
    }

    private static let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

    /// Returns a key of the given form.
    static func sample(_ shape: SecretShape, seed: Int) -> String {
        let count = min(shape.length.upperBound, max(shape.length.lowerBound, 48))
        let alphabet = shape.alphabet == .upper ? "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567" : letters
        return shape.prefix + random(count, alphabet, seed: seed)
    }

    private func found(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        return SecretScan.findings(in: bytes).map { String(decoding: bytes[$0.range], as: UTF8.self) }
    }

    @Test(arguments: SecretShape.searched)
    func eachFormIsFound(_ shape: SecretShape) {
        for seed in 0..<20 {
            let key = SecretScanTests.sample(shape, seed: seed)
            for (before, after) in [
                ("", ""), ("content: ", "\n"), ("key=", "&x=1"), ("\"", "\","), ("# ", " end"),
                ("Bearer ", "\r\n"),
                ("https://example.org/", "?a"), ("`", "`"), ("é", "é"), ("{{x}}", "{{y}}"), ("a: [", "]"),
            ] {
                #expect(found(before + key + after) == [key], "\(before)…\(after)")
            }
            #expect(found("\(key) \(key),\(key)").count == 3)
        }
    }

    /// A key is found at every position among ordinary words.
    @Test func atEveryPlace() {
        let key = SecretScanTests.sample(.openAIProject, seed: 1)
        let prose = String(repeating: "The quick brown fox jumps over the lazy dog. ", count: 3)
        for offset in 0..<prose.count {
            let place = prose.index(prose.startIndex, offsetBy: offset)
            guard place == prose.startIndex || prose[prose.index(before: place)] == " " else { continue }
            #expect(found(prose[..<place] + key + " " + prose[place...]) == [key], "\(offset)")
        }
    }

    @Test(arguments: [
        "", "sk-", "sk-proj-", "An OpenAI key begins with sk-proj- and is long.",
        "sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "sk-your-api-key-goes-here-0000000000000000",
        "sk-ant-api03-YOUR_KEY_HERE_1234567890_abcdefghijkl", "AKIAIOSFODNN7" + "EXAMPLE",
        "task-a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6e7f8", "risk-assessment-for-the-whole-team-2026-in-three-parts",
        "sk-learn-and-other-python-packages-for-2026-and-later-years", "0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11",
        "da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
        "hf_hub_download_and_other_functions_of_the_library",
        "npm_config_registry_and_other_settings_of_npm_2026",
        "-----BEGIN PRIVATE KEY-----", "-----BEGIN RSA PRIVATE KEY-----\n…\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu1SU1LfVLPHCozMxH2Mo\n",
        "-----BEGIN CERTIFICATE-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu1SU1LfVLPHCozMxH2Mo\n",
        "---------------------------------------------------------------", "gsk_",
        "xai-chat-and-completions-api-reference",
    ])
    func noFalseAlarm(_ text: String) {
        #expect(found(text) == [])
        #expect(found("content: |\n  \(text)\n") == [])
    }

    private static let body = "MC4CAQAwBQYDK2VwBCIEIJ8Zq8Rk2Vt7Lm4Xw9Pn3Hs6Jd1Fb5Gc0TyVw2Kx"

    @Test(arguments: [
        "PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY", "ENCRYPTED PRIVATE KEY",
    ])
    func privateKeys(_ label: String) throws {
        let block =
            "-----BEGIN \(label)-----\n\(SecretScanTests.body)\n\(SecretScanTests.body)\n-----END \(label)-----\n"
        for text in [
            block, "content: |\n  " + block.replacing("\n", with: "\n  "),
            "key: \"" + block.replacing("\n", with: "\\n") + "\"\n", "---\nx: 1\n" + block,
        ] {
            let findings = SecretScan.findings(in: Array(text.utf8))
            #expect(findings.count == 1 && findings[0].isBlock, "\(text)")
        }
    }

    /// No renderer shows a secret, even if another problem is on the same line.
    @Test func noRendererShowsIt() throws {
        let key = SecretScanTests.sample(.anthropic, seed: 3)
        let text = """
            name: \(key)
            \(key): 1
            variables:
              \(key): {type: nonsense \(key), default: \(key)}
            content: "{{\(key)}} {{> \(key)}} {{#\(key)}}"
            key: "-----BEGIN PRIVATE KEY-----\\n\(SecretScanTests.body)\\n"

            """
        let file = ParsedFile(
            SourceText(name: "prompts/\(key).prompt.yaml", text), kind: .prompt,
            address: Address(unchecked: "a"), format: .one)
        let found = Checker.check(file, in: DictionaryLibrary())
        #expect(found.count { $0.code == "PP601" } >= 6)
        #expect(found.contains { $0.code == "PP602" })
        let report = DiagnosticReport(
            fileCount: 1, files: [FileDiagnostics(source: file.source, diagnostics: found)])
        let secret = key.dropFirst("sk-ant-".count)
        for text in SecretScanTests.renderings(report.maskingSecrets) {
            #expect(!text.contains(secret) && !text.contains(SecretScanTests.body), "\(text)")
        }
        // Without masking, the same renderings show it. The ranges are equal.
        #expect(SecretScanTests.renderings(report).contains { $0.contains(secret) })
        let masked = report.maskingSecrets.files[0]
        #expect(masked.source.bytes.count == file.source.bytes.count)
        #expect(masked.diagnostics.map(\.range) == found.map(\.range))
    }

    private static func renderings(_ report: DiagnosticReport) -> [String] {
        var plain = ""
        TextRenderer(style: .plain).render(report, summary: true, into: &plain)
        var colour = ""
        TextRenderer(style: .colour).render(report, summary: true, into: &colour)
        return [
            plain, colour, JSONRenderer.render(report), GitHubRenderer.render(report),
            SARIFRenderer.render(report, version: "1", rules: RuleExampleTests.rules),
        ]
    }

    @Test func alsoWhereItIsNoYAML() {
        let key = SecretScanTests.sample(.github, seed: 4)
        let file = ParsedFile(
            SourceText(name: "a", "a: [\n\(key)\n\t- }"), kind: .prompt, address: Address(unchecked: "a"),
            format: .one)
        #expect(Checker.check(file, in: DictionaryLibrary()).contains { $0.code == "PP601" })
    }

    @Test func providersKnowTheirKeys() throws {
        let openAI = try #require(KeyProvider.named("openai"))
        #expect(openAI.accepts(Array(SecretScanTests.sample(.openAIProject, seed: 5).utf8)))
        #expect(!openAI.accepts(Array(SecretScanTests.sample(.groq, seed: 5).utf8)))
        #expect(!openAI.accepts(Array("sk-short".utf8)))
        #expect(KeyProvider.variable(for: "openai") == "OPENAI_API_KEY")
        #expect(KeyProvider.variable(for: "acme-ai") == "ACME_AI_API_KEY")
        #expect(KeyProvider.known.map(\.name) == KeyProvider.known.map(\.name).sorted())
    }
}
