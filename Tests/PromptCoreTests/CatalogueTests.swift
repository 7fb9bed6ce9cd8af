import Diagnostics
import Foundation
import PromptTestSupport
import Testing

@testable import PromptCore

@Suite struct CatalogueTests {
    static let files = Catalogue.entries.filter(\.isFile)

    @Test(arguments: files)
    func wrongExampleGetsItsCode(_ entry: CatalogueEntry) {
        let found = Self.check(entry, entry.wrong).filter { $0.code == entry.code }
        #expect(!found.isEmpty)
        #expect(found.allSatisfy { $0.severity == entry.severity })
    }

    @Test(arguments: files)
    func rightExampleIsClean(_ entry: CatalogueEntry) {
        let found = Self.check(entry, entry.right)
        #expect(found.filter { $0.severity > .note || $0.code == entry.code } == [])
    }

    @Test(arguments: Catalogue.entries)
    func entriesAreComplete(_ entry: CatalogueEntry) {
        #expect(!entry.title.isEmpty && entry.title.count <= 50 && !entry.title.hasSuffix("."))
        #expect(entry.rule.hasSuffix(".") && !entry.rule.contains("\n"))
        #expect((2...4).contains(entry.rule.split(separator: ". ").count), "two to four plain sentences")
        #expect(entry.isFile == entry.wrong.hasSuffix("\n") && entry.isFile == entry.right.hasSuffix("\n"))
    }

    @Test func codesAreInOrderAndOnce() {
        let codes = Catalogue.entries.map(\.code)
        #expect(codes == Set(codes).sorted())
    }

    /// Every code that is a literal in the sources has an entry, and every entry's code is reported by some
    /// source.
    @Test func catalogueAndProgramAgree() throws {
        let sources = Repository.root.appending(path: "Sources")
        var emitted: Set<String> = []
        for case let file as URL in try #require(
            FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        {
            guard file.pathExtension == "swift", !file.path.contains("/Checks/Catalogue/") else { continue }
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
                guard !line.drop(while: { $0 == " " }).hasPrefix("//") else { continue }
                for match in line.matches(of: /"(PP[0-9]{3})"/) { emitted.insert(String(match.1)) }
            }
        }
        #expect(
            emitted.subtracting(Catalogue.entries.map(\.code)).sorted() == [],
            "emitted, and not in the catalogue")
        #expect(
            Set(Catalogue.entries.map(\.code)).subtracting(emitted).sorted() == [],
            "in the catalogue, and never emitted")
    }

    @Test func sarifHasEveryRule() {
        #expect(Catalogue.sarifRules.map(\.id) == Catalogue.entries.map(\.code))
    }

    /// Checks the example, with the address `example`, in a library of itself and the files beside it.
    private static func check(_ entry: CatalogueEntry, _ text: String) -> [Diagnostic] {
        let isTop = entry.kind == .manifest || entry.kind == .folder
        let address = isTop ? Address.top : Address(unchecked: "example")
        var files = Dictionary(uniqueKeysWithValues: entry.beside.map { ($0.name, $0.text) })
        if entry.kind == .module { files["example.module.yaml"] = text }
        let file = ParsedFile(
            SourceText(name: address.file(entry.kind), text), kind: entry.kind, address: address)
        return Checker.check(file, in: DictionaryLibrary(files))
    }
}

/// The files generated from the program's data. If `PROMPTPAL_UPDATE=1` is set, they are written.
@Suite struct GeneratedFileTests {
    @Test func diagnosticsPage() throws { try expect("docs/diagnostics.md", holds: Catalogue.markdown) }

    @Test(arguments: RecordKind.allCases)
    func schema(_ kind: RecordKind) throws {
        try expect("docs/schemas/\(kind.rawValue).schema.json", holds: JSONSchema.text(for: kind))
    }

    private func expect(_ path: String, holds text: String) throws {
        let file = Repository.root.appending(path: path)
        if ProcessInfo.processInfo.environment["PROMPTPAL_UPDATE"] == "1" {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        let committed = try? String(contentsOf: file, encoding: .utf8)
        #expect(committed == text, "\(path) is stale: run the tests once with PROMPTPAL_UPDATE=1")
    }
}

enum Repository {
    /// The directory that contains Package.swift, derived from the path of this file.
    static let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent()
        .deletingLastPathComponent()
}
