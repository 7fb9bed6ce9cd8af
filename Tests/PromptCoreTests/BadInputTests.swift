import Diagnostics
import PromptTestSupport
import TestSupport
import Testing

@testable import PromptCore

/// All bad files of the tests of rules: how they are shown, and texts that are damaged anywhere.
@Suite struct BadInputTests {
    static let all = BadInput.all

    /// Lines and columns as people see them, through the renderers.
    @Test(arguments: all)
    func isShownWhereItIs(_ input: BadInput) {
        let source = SourceText(name: input.file, bytes: input.source.bytes)
        let found = input.check()
        let report = DiagnosticReport(
            fileCount: 1, files: [FileDiagnostics(source: source, diagnostics: found)])
        var text = ""
        TextRenderer(style: .plain).render(report, summary: true, into: &text)
        for place in input.source.places {
            #expect(text.contains("\(input.file):\(place.start.line):\(place.start.column): "))
        }
        #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x7F })
        let log = SARIFRenderer.render(report, version: "0", rules: RuleExampleTests.rules)
        #expect(found.allSatisfy { log.contains("\"ruleId\": \"\($0.code)\"") })
        #expect(found.isEmpty || log.contains("\"ruleIndex\""))
        #expect(JSONRenderer.render(report).contains("\"diagnostics\""))
        #expect(GitHubRenderer.render(report).split(separator: "\n").count >= found.count)
    }

    /// The errors that stop a rendering are those that a check finds, without possible secrets; also of a
    /// module that is checked without its tree.
    @Test(arguments: all)
    func errorsThatBlock(_ input: BadInput) {
        let bytes = input.source.bytes
        let kind = RecordKind(fileName: input.file) ?? .manifest
        let address = FileNames.address(of: input.file, kind: kind).address ?? .top
        let file = ParsedFile(
            SourceText(name: input.file, bytes: bytes), kind: kind, address: address, format: input.format)
        let library = DictionaryLibrary(input.beside, format: input.format)
        let errors = Checker.check(file, in: library)
            .filter { $0.severity == .error && !$0.code.hasPrefix("PP6") }
        #expect((Checker.blocking(file, in: library)?.diagnostics ?? []).map(\.code) == errors.map(\.code))
        guard let module = file.sharedModule else { return }
        let bare = Checker.blocking(ParsedFile(module), in: library)?.diagnostics ?? []
        #expect(bare.map(\.code) == errors.map(\.code))
        #expect(bare.map(\.range) == errors.map(\.range))
    }

    /// If a file is truncated at any position, the result is a prompt or problems, never a crash or a range
    /// outside the file.
    @Test func truncatedAnywhere() throws {
        let whole = Array(Self.wholePrompt.utf8)
        for length in 0..<whole.count {
            let file = ParsedFile(
                SourceText(name: "x", bytes: Array(whole[..<length])), kind: .prompt,
                address: Address(unchecked: "x"), format: .one)
            let found = Checker.check(file, in: DictionaryLibrary())
            for diagnostic in found {
                if let range = diagnostic.range { #expect(range.upperBound <= length, "cut at \(length)") }
            }
            #expect(file.record != nil || found.contains { $0.severity == .error }, "cut at \(length)")
        }
    }

    /// One byte at every position is changed to each of some awkward bytes.
    @Test func oneByteChangedAnywhere() {
        let whole = Array(Self.wholePrompt.utf8)
        for index in whole.indices {
            for byte in [
                0x00, 0x09, 0x0A, 0x0D, 0x22, 0x25, 0x26, 0x27, 0x2D, 0x3A, 0x5B, 0x7B, 0x7D, 0x80, 0xFF,
            ] as [UInt8] {
                var bytes = whole
                bytes[index] = byte
                let file = ParsedFile(
                    SourceText(name: "x", bytes: bytes), kind: .prompt, address: Address(unchecked: "x"),
                    format: .one)
                let found = Checker.check(file, in: DictionaryLibrary())
                let isInside = found.allSatisfy { ($0.range?.upperBound ?? 0) <= bytes.count }
                #expect(isInside, "byte \(byte) at \(index)")
                #expect(
                    file.record != nil || found.contains { $0.severity == .error }, "byte \(byte) at \(index)"
                )
            }
        }
    }

    static let wholePrompt = """
        # A prompt with a bit of everything
        id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11
        name: "Ünïcode \\u00e9"
        tags: [a, 'b']
        variables:
          n: {type: number, max: 9, default: 3}
          s: {type: select, options: [x, {value: y, label: Y}]}
        modules:
          - name: One
            role: system
            options:
              - default: true
                content: |
                  Hi {{n}} {{#s}}{{label}}{{/s}}
          - content: >-
              folded {{s.label}}
        metadata: {a: [1, {b: c}]}

        """
}
