import Diagnostics
import Foundation
import PromptStore
import TestSupport
import Testing

/// The list of all rules, and their declarations in `Sources/`.
@Suite struct DiagnosticCatalogTests {
    @Test func everyCodeIsDeclaredOnce() throws {
        var codes: [String] = []
        for (_, text) in try ProjectFiles.sources() {
            for line in text.split(separator: "\n") where !line.drop(while: { $0 == " " }).hasPrefix("//") {
                codes += line.matches(of: /"(PP[0-9]{3})"/).map { String($0.1) }
            }
        }
        #expect(codes.sorted() == DiagnosticCatalog.all.rules.map(\.code))
        #expect(Set(codes).count == codes.count, "a code is spelled twice")
    }

    @Test func everyDeclarationIsListed() throws {
        let declared = try ProjectFiles.sources().reduce(0) { count, source in
            count + source.text.matches(of: /static let \w+ = DiagnosticRule\(\s*"PP[0-9]{3}"/).count
        }
        #expect(declared == DiagnosticCatalog.all.rules.count)
    }

    /// The tests of a rule are found by its name: `missingID` has `MissingIDTests.swift`. The rules of the
    /// disk have theirs beside those of the operations that meet them.
    @Test func everyRuleHasATestOfItsName() throws {
        let folder = ProjectFiles.root.appending(path: "Tests/PromptCoreTests/Rules")
        let tests = Set(try FileManager.default.contentsOfDirectory(atPath: folder.path))
        for (path, text) in try ProjectFiles.sources() where !path.hasPrefix("PromptStore/") {
            for declaration in text.matches(of: /static let (\w)(\w+) = DiagnosticRule\(\s*"PP[0-9]{3}"/) {
                let name = declaration.1.uppercased() + declaration.2
                #expect(tests.contains(name + "Tests.swift"), "\(name) in \(path)")
            }
        }
    }

    @Test func noDecisionComparesACode() throws {
        for (path, text) in try ProjectFiles.sources() {
            #expect(!text.contains(/(hasPrefix\(|starts\(with: |== )"PP[0-9]/), "\(path)")
        }
    }

    @Test(arguments: DiagnosticCatalog.all.rules)
    func isComplete(_ rule: DiagnosticRule) {
        #expect(!rule.title.isEmpty && rule.title.count <= 50 && !rule.title.hasSuffix("."))
        #expect(rule.explanation.hasSuffix(".") && !rule.explanation.contains("\n"))
        #expect(
            (2...4).contains(rule.explanation.split(separator: ". ").count), "two to four plain sentences")
        #expect(rule.isFile == rule.wrong.hasSuffix("\n") && rule.isFile == rule.right.hasSuffix("\n"))
        #expect(DiagnosticCatalog.all[rule.code] == rule)
    }

    @Test func codesAreInOrder() {
        let codes = DiagnosticCatalog.all.rules.map(\.code)
        #expect(codes == codes.sorted())
    }
}

@Suite struct GeneratedFileTests {
    @Test func diagnosticsPage() throws {
        let text = DiagnosticCatalog.all.markdown
        #expect(
            try GeneratedFile.committed("docs/diagnostics.md", updatingTo: text) == text,
            "docs/diagnostics.md is stale: run the tests once with PROMPTPAL_UPDATE=1")
    }
}
