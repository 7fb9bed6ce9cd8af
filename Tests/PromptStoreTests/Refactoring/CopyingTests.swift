import Diagnostics
import PromptCore
import TestSupport
import Testing

@testable import PromptStore

@Suite struct CopyingTests {
    static let text = """
        # kept
        id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d20
        name: Launch  # its name
        created_at: 2020-01-01T00:00:00Z
        created_by: Someone <s@example.com>
        modules:
          - {name: Task, id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d21, content: '{{> tone}}'}
          - name: Two
            options:
              - id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d22
                content: x

        """

    @Test func aCopyIsANewRecord() throws {
        let library = try LibraryFolder([
            "a/x.prompt.yaml": Self.text, "a/tone.module.yaml": "content: t\n",
        ])
        try library.copy("a/x.prompt.yaml", "b/x")
        #expect(library.text("a/x.prompt.yaml") == Self.text)
        var copy = try #require(library.text("b/x.prompt.yaml"))
        let old = Self.ids(Self.text)
        let new = Self.ids(copy)
        #expect(new.count == 3 && Set(new + old).count == 6)
        for (id, other) in zip(new, old) { copy = copy.replacing(id, with: other) }
        #expect(
            copy
                == Self.text.replacing("name: Launch", with: "name: Launch (copy)")
                .replacing("2020-01-01T00:00:00Z", with: LibraryFolder.now)
                .replacing("Someone <s@example.com>", with: LibraryFolder.author)
                .replacing("{{> tone}}", with: "{{> a/tone}}"))
    }

    @Test func names() throws {
        let library = try LibraryFolder(["a/x.prompt.yaml": Self.text, "a/tone.module.yaml": "content: t\n"])
        try library.copy("a/x.prompt.yaml", "a/x-2")
        try library.copy("a/x.prompt.yaml", "a/x-3")
        try library.copy("a/x.prompt.yaml", "a/x-4", name: "Mine")
        try library.copy("a/tone.module.yaml", "a/tone-2")
        let names = ["a/x-2", "a/x-3", "a/x-4"].map { path in
            (library.text(path + ".prompt.yaml") ?? "").split(separator: "\n").first { $0.hasPrefix("name") }
        }
        #expect(
            names == [
                "name: Launch (copy)  # its name", "name: Launch (copy 2)  # its name",
                "name: Mine  # its name",
            ])
        #expect(library.text("a/tone-2.module.yaml")?.contains("name") == false)
    }

    @Test func variablesAreCalledAfterTheCopy() throws {
        let library = try LibraryFolder([
            "a/brand.variable.yaml": "name: brand\ndefault: x\n",
            "a/x.prompt.yaml": "content: '{{brand}}'\n",
        ])
        try library.copy("a/brand.variable.yaml", "a/other-brand")
        #expect(library.text("a/other-brand.variable.yaml")?.contains("name: other_brand\n") == true)
        try library.copy("a/brand.variable.yaml", "b/brand")
        #expect(library.text("b/brand.variable.yaml")?.contains("name: brand\n") == true)
    }

    /// Names that refer to records in the copied folder refer to the copies, all others to the same records
    /// as before.
    @Test func folders() throws {
        let library = try LibraryFolder([
            "a/folder.yaml": "name: A\n", "a/tone.module.yaml": "content: t\n",
            "m/out.module.yaml": "content: o\n",
            "m/a/up.module.yaml": "content: u\n", "a/notes.md": "n",
            "a/b/x.prompt.yaml": "content: '{{> tone}} {{> a/tone}} {{> /a/tone}} {{> m/out}} {{> gone}}'\n",
        ])
        let copied = try library.copy("a/", "m/c")
        #expect(copied.files.count == 4 && copied.ids.count == 3)
        #expect(library.text("m/c/folder.yaml")?.hasSuffix("name: A (copy)\n") == true)
        #expect(library.text("m/c/notes.md") == "n")
        #expect(
            library.text("m/c/b/x.prompt.yaml")?.hasSuffix(
                "content: '{{> tone}} {{> a/tone}} {{> /a/tone}} {{> m/out}} {{> gone}}'\n") == true)
        // From there, `a/b` is found in `m` first, so the path from the top folder is used.
        try library.copy("a/b/x.prompt.yaml", "m/a/")
        #expect(
            library.text("m/a/x.prompt.yaml")?.hasSuffix(
                "content: '{{> a/tone}} {{> a/tone}} {{> /a/tone}} {{> m/out}} {{> gone}}'\n") == true)
    }

    @Test func refused() throws {
        let library = try LibraryFolder([
            "a/x.prompt.yaml": "content: '{{brand}}'\n", "a/brand.variable.yaml": "default: b\n",
            "a/bad.prompt.yaml": "content: [\n", "b/y.prompt.yaml": "content: x\n",
        ])
        let before = library.files
        let brand = NamePlace(name: "brand", path: "prompts/a/x.prompt.yaml")
        let meaning = RefactoringRefusal.meanings(
            [brand], by: .copying(try Address(validating: "a/x")), target: try Address(validating: "a/brand"),
            isVariable: true)
        let intoItself = RefactoringRefusal.copyIntoItself(try Address(validating: "a"))
        for (source, target, why) in [
            ("a/x.prompt.yaml", "b/", meaning), ("a/", "a/c", intoItself), ("a/", "a", intoItself),
            ("a/bad.prompt.yaml", "b/", .copy(path: "prompts/a/bad.prompt.yaml", .unreadable)),
            (
                "b/y.prompt.yaml", "B/y",
                .sameName(path: "prompts/B/y.prompt.yaml", other: "prompts/b/y.prompt.yaml")
            ),
        ] {
            #expect(failure { try library.copy(source, target) }?.refactoring == why, "\(source)")
        }
        #expect(throws: StoreError.self) { try library.copy("a/x.prompt.yaml", "a/x") }
        #expect(library.files == before)
    }

    private static func ids(_ text: String) -> [String] {
        text.split { !$0.isHexDigit && $0 != "-" }.filter { RecordID(String($0)) != nil }.map(String.init)
    }
}
