public import Diagnostics
import PromptTestSupport
import TestSupport
public import Testing
import YAMLTree

@testable import PromptCore

/// The examples of each rule: the wrong one breaks the rule, the right one is clean.
@Suite struct RuleExampleTests {
    static let rules = DiagnosticCatalog(DiagnosticRule.yamlTreeRules, DiagnosticRule.promptCoreRules).rules
    static let withFiles = rules.filter(\.isFile)

    @Test(arguments: withFiles)
    func wrongExampleBreaksTheRule(_ rule: DiagnosticRule) throws {
        let found = try check(rule, rule.wrong).filter { $0.breaks(rule) }
        #expect(!found.isEmpty)
        #expect(found.allSatisfy { $0.severity == rule.severity })
    }

    @Test(arguments: withFiles)
    func wrongExampleBreaksNoOtherRule(_ rule: DiagnosticRule) throws {
        let others = try check(rule, rule.wrong).filter { $0.severity > .note && !$0.breaks(rule) }
        // The tag that is not closed is the only use of its variable.
        let expected: [DiagnosticRule] = rule == .unclosedTag ? [.unusedVariables] : []
        #expect(others.map(\.code) == expected.map(\.code), "\(others)")
    }

    @Test(arguments: withFiles)
    func rightExampleIsClean(_ rule: DiagnosticRule) throws {
        #expect(try check(rule, rule.right).filter { $0.severity > .note || $0.breaks(rule) } == [])
    }

    /// Checks the example in a store of the files beside it and itself.
    private func check(_ rule: DiagnosticRule, _ text: String) throws -> [Diagnostic] {
        let isManifest = rule.exampleName == "promptpal.yaml"
        let name = String(rule.exampleName.dropFirst(isManifest ? 0 : "prompts/".count))
        let kind = try #require(
            isManifest ? .manifest : RecordKind.addressable.first { name.hasSuffix($0.fileEnding) })
        let address = isManifest ? .top : try #require(FileNames.address(of: name, kind: kind).address)
        // A rule of format 2 shows the manifest beside its examples.
        let isNew = rule.beside.contains { $0.name == "promptpal.yaml" && $0.text.hasPrefix("format: 2") }
        let format = isNew ? Format.two : .one
        let beside = rule.beside.filter { $0.name.hasPrefix("prompts/") }
        var files = Dictionary(
            uniqueKeysWithValues: beside.map { (String($0.name.dropFirst("prompts/".count)), $0.text) })
        if kind == .module { files[name] = text }
        let file = ParsedFile(
            SourceText(name: rule.exampleName, text), kind: kind, address: address, format: format)
        return Checker.check(file, in: DictionaryLibrary(files, format: format))
    }
}

@Suite struct GeneratedFileTests {
    @Test(arguments: RecordKind.allCases)
    func schema(_ kind: RecordKind) throws {
        let path = "docs/schemas/\(kind.rawValue).schema.json"
        let text = JSONSchema.text(for: kind)
        #expect(
            try GeneratedFile.committed(path, updatingTo: text) == text,
            "\(path) is stale: run the tests once with PROMPTPAL_UPDATE=1")
    }
}

extension DiagnosticRule: CustomTestStringConvertible {
    /// The rule's name in test output.
    public var testDescription: String { "\(code): \(title)" }
}
