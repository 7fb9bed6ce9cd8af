import Diagnostics
import PromptCore
import SafeFiles
import TestSupport
import Testing

@testable import PromptStore

@Suite struct TrashTests {
    static let files = [
        "a/tone.module.yaml": "id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d10\ncontent: t\n",
        "a/x.prompt.yaml": "id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d20\ncontent: '{{> tone}}' # c\n",
        "a/notes.md": "n", "b/y.prompt.yaml": "content: y\n",
        "b/brand.variable.yaml": "default: b\n", "b/z.prompt.yaml": "content: '{{brand}}'\n",
    ]

    @Test(arguments: [
        ["a/x.prompt.yaml"], ["a/"], ["b/y.prompt.yaml", "a/x.prompt.yaml"],
        ["a/x.prompt.yaml", "a/tone.module.yaml"], ["a/", "a/x.prompt.yaml", "b/"],
    ])
    func thereAndBack(_ names: [String]) throws {
        let library = try LibraryFolder(Self.files)
        let deleted = try library.delete(names)
        #expect(library.files.count == Self.files.count - deleted.fileCount)
        #expect(library.store.trash().problems.isEmpty)
        #expect(library.store.trash().entries.map(\.id).sorted() == deleted.entries.map(\.id).sorted())
        for entry in deleted.entries { try library.restore(entry.id.description) }
        #expect(library.files == Self.files)
        #expect(library.store.trash().entries.isEmpty)
        #expect(library.folder.names("trash") == [])
    }

    @Test func anEntrySaysWhatItWas() throws {
        let library = try LibraryFolder(Self.files)
        let entry = try #require(try library.delete(["a/x.prompt.yaml"]).entries.first)
        #expect(
            library.folder.text(entry.directory + "/trash.yaml") == """
                id: \(entry.id)
                kind: prompt
                path: prompts/a/x.prompt.yaml
                deleted_at: 2026-11-24T09:30:00Z
                deleted_by: Ana Ruiz <ana@example.com>
                reason: test

                """)
        #expect(library.folder.text(entry.directory + "/x.prompt.yaml") == Self.files["a/x.prompt.yaml"])
        #expect(library.folder.names(entry.directory) == ["trash.yaml", "x.prompt.yaml"])
    }

    @Test func whatOthersUseStays() throws {
        let library = try LibraryFolder(Self.files)
        let tone = UsedRecord(
            address: try Address(validating: "a/tone"), users: [try Address(validating: "a/x")])
        let brand = UsedRecord(
            address: try Address(validating: "b/brand"), users: [try Address(validating: "b/z")])
        for (names, used) in [
            (["a/tone.module.yaml"], [tone]),
            (["b/brand.variable.yaml", "a/tone.module.yaml"], [tone, brand]),
        ] {
            #expect(failure { try library.delete(names) }?.trash == .used(used))
        }
        #expect(library.files == Self.files)
        let deleted = try library.delete(["a/tone.module.yaml"], force: true)
        #expect(deleted.users.map(\.path) == ["prompts/a/x.prompt.yaml"])
        #expect(deleted.entries.first?.usedBy == ["prompts/a/x.prompt.yaml"])
        #expect(library.store.trash().entries.first?.usedBy == ["prompts/a/x.prompt.yaml"])
    }

    /// A record whose module was deleted by force finds it again. A name that now refers to another record
    /// keeps that.
    @Test func restoringHidesNothing() throws {
        let library = try LibraryFolder(Self.files)
        try library.delete(["a/tone.module.yaml"], force: true)
        library.folder.put(
            "prompts/tone.module.yaml", "id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11\ncontent: top\n")
        let later = "id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d12\ncontent: '{{> tone}}'\n"
        library.folder.put("prompts/a/later.prompt.yaml", later)
        let restored = try library.restore("a/tone")
        #expect(restored.rewritten == ["prompts/a/later.prompt.yaml"])
        #expect(library.text("a/x.prompt.yaml") == Self.files["a/x.prompt.yaml"])
        #expect(library.text("a/later.prompt.yaml") == later.replacing("tone", with: "/tone"))
    }

    @Test func takenPlaces() throws {
        let library = try LibraryFolder(Self.files)
        let ids = try library.delete(["a/x.prompt.yaml", "b/"]).entries.map(\.id)
        library.folder.put("prompts/a/x.prompt.yaml", "content: new\n")
        library.folder.put("prompts/b/new.prompt.yaml", "content: new\n")
        #expect(
            failure { try library.restore("a/x") }?.trash
                == .taken(.prompt, try Address(validating: "a/x"), id: ids[0]))
        #expect(
            failure { try library.restore("b") }?.trash
                == .taken(.folder, try Address(validating: "b"), id: ids[1]))
        try library.restore("a/x", to: "c/d/x")
        try library.restore("b", to: "c/b")
        #expect(library.text("c/d/x.prompt.yaml") == Self.files["a/x.prompt.yaml"])
        #expect(library.text("c/b/y.prompt.yaml") == Self.files["b/y.prompt.yaml"])
    }

    @Test func anIDThatIsTakenMeanwhile() throws {
        let library = try LibraryFolder(Self.files)
        let old = try #require(Self.files["a/x.prompt.yaml"])
        try library.delete(["a/x.prompt.yaml"])
        library.folder.put("prompts/b/copy.prompt.yaml", old)
        let restored = try library.restore("a/x")
        let text = try #require(library.text("a/x.prompt.yaml"))
        let note = MoveNote.newID(path: "prompts/a/x.prompt.yaml", owner: "prompts/b/copy.prompt.yaml")
        #expect(restored.notes == [note] && restored.ids.isEmpty)
        #expect(text != old && text.split(separator: "\n").last == old.split(separator: "\n").last)
    }

    @Test func entriesByName() throws {
        let library = try LibraryFolder(Self.files)
        let first = try #require(try library.delete(["a/x.prompt.yaml"]).entries.first)
        library.folder.put("prompts/a/x.prompt.yaml", "content: again\n")
        let second = try #require(try library.delete(["a/x.prompt.yaml"]).entries.first)
        let found = try library.store.trashEntry("a/x")
        #expect(found.entry.id == second.id && found.older == 1)
        #expect(try library.store.trashEntry(first.id.description).entry.id == first.id)
        #expect(try library.store.trashEntry("prompts/a/x.prompt.yaml").entry.id == second.id)
        #expect(
            failure { try library.store.trashEntry("0") }?.trash
                == .ambiguous("0", ids: [second.id, first.id]))
        for name in ["nope", ""] {
            #expect(failure { try library.store.trashEntry(name) }?.trash == .noEntry(name, near: nil))
        }
    }

    @Test func purging() throws {
        let library = try LibraryFolder(Self.files)
        let kept = try #require(try library.delete(["b/y.prompt.yaml"]).entries.first)
        let entry = try #require(try library.delete(["a/"]).entries.first)
        var change = try library.store.begin(LibraryFolder.options)
        let purged = library.store.purge([entry.directory], in: &change.draft)
        _ = try change.commit(ChangeMessage("trash-purge", summary: "Purge"))
        #expect(purged.fileCount == 4 && purged.skipped.isEmpty)
        #expect(library.folder.names("trash") == [kept.id.description])
    }

    @Test(
        arguments: [
            ("30d", 1_000_000_000 - 30 * 86_400), ("12h", 1_000_000_000 - 12 * 3600),
            ("2w", 1_000_000_000 - 14 * 86_400), ("0m", 1_000_000_000), ("2001-09-09", 999_993_600),
            ("1", nil), ("d", nil), ("-1d", nil), ("", nil), ("9999999999999999999d", nil), ("30 d", nil),
        ] as [(String, Int64?)])
    func ages(_ text: String, _ expected: Int64?) {
        #expect(TrashAge.limit(text, now: 1_000_000_000) == expected)
    }
}

@Suite struct HostileTrashTests {
    static let id = "0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11"

    /// Invalid `trash.yaml` files, each with the message.
    @Test(arguments: [
        ("", "not a map"), ("[", ""), ("- x\n", "not a map"), ("id: 1\n", "not the name of the directory"),
        ("id: \(id)\n", "`kind` is missing"), ("id: \(id)\nkind: prompt\n", "`path` is missing"),
        ("id: \(id)\nkind: key\npath: prompts/a.prompt.yaml\n", "`kind` must be"),
        ("id: \(id)\nkind: manifest\npath: promptpal.yaml\n", "`kind` must be"),
        ("id: \(id)\nkind: [prompt]\npath: prompts/a.prompt.yaml\n", "`kind` must be text"),
        ("id: \(id)\nkind: prompt\npath: /etc/a.prompt.yaml\n", "below `prompts/`"),
        ("id: \(id)\nkind: prompt\npath: prompts/../../a.prompt.yaml\n", "below `prompts/`"),
        ("id: \(id)\nkind: prompt\npath: prompts/.git/a.prompt.yaml\n", "below `prompts/`"),
        ("id: \(id)\nkind: prompt\npath: prompts/a.module.yaml\n", "below `prompts/`"),
        ("id: \(id)\nkind: prompt\npath: prompts/a/../b.prompt.yaml\n", "below `prompts/`"),
        ("id: \(id)\nkind: folder\npath: prompts\n", "below `prompts/`"),
        ("id: \(id)\nkind: folder\npath: prompts/\n", "below `prompts/`"),
        ("id: \(id)\nkind: folder\npath: prompts/a/../../..\n", "below `prompts/`"),
        ("id: \(id)\nkind: folder\npath: \"prompts/a\\nb\"\n", "below `prompts/`"),
        ("id: &a \(id)\nkind: *a\n", ""),
    ])
    func brokenEntries(_ text: String, _ why: String) throws {
        let library = try LibraryFolder()
        library.folder.put("trash/\(Self.id)/trash.yaml", text)
        let trash = library.store.trash()
        #expect(trash.entries.isEmpty)
        let found = trash.problems.flatMap(\.diagnostics)
        #expect(found.map(\.code) == ["PP701"] && found[0].message.contains(why), "\(found)")
        #expect(trash.brokenDirectories == ["trash/\(Self.id)"])
        #expect(library.store.validate().files.flatMap(\.diagnostics).map(\.code) == ["PP701"])
    }

    @Test func strangeNames() throws {
        let library = try LibraryFolder()
        let outside = TemporaryFolder()
        outside.put("trash.yaml", "id: \(Self.id)\nkind: prompt\npath: prompts/a.prompt.yaml\n")
        library.folder.put("trash/notes.txt", "x")
        library.folder.put("trash/.gitkeep", "")
        library.folder.put("trash/not-an-id/trash.yaml", "x")
        library.folder.put("trash/\(Self.id.uppercased())/trash.yaml", "x")
        library.folder.put("trash/a\u{1B}[2J/x", "x")
        library.folder.link("trash/\(Self.id)", to: outside.path)
        let trash = library.store.trash()
        #expect(trash.entries.isEmpty && trash.brokenDirectories.isEmpty)
        #expect(trash.problems.flatMap(\.diagnostics).map(\.code) == Array(repeating: "PP703", count: 5))
    }

    @Test func aLinkInPlaceOfTheTrash() throws {
        let library = try LibraryFolder()
        let outside = TemporaryFolder()
        library.folder.link("trash", to: outside.path)
        #expect(library.store.trash().problems.flatMap(\.diagnostics).map(\.code) == ["PP703"])
    }

    @Test func linksInAnEntry() throws {
        let library = try LibraryFolder()
        library.folder.put("secret", "secret\n")
        library.folder.put(
            "trash/\(Self.id)/trash.yaml", "id: \(Self.id)\nkind: folder\npath: prompts/a\n")
        #expect(library.store.trash().problems.flatMap(\.diagnostics).map(\.code) == ["PP702"])
        #expect(
            failure { try library.restore(Self.id) }?.trash
                == .filesMissing(
                    .folder, id: try #require(RecordID(Self.id)), directory: "trash/\(Self.id)"))
        library.folder.put("trash/\(Self.id)/a/x.prompt.yaml", "content: x\n")
        library.folder.link("trash/\(Self.id)/a/y.prompt.yaml", to: library.folder.at("secret"))
        #expect(library.store.trash().problems.isEmpty)
        let link = RefactoringRefusal.immovable(
            path: "trash/\(Self.id)/a/y.prompt.yaml", .type(.symbolicLink))
        #expect(failure { try library.restore(Self.id) }?.refactoring == link)
        var change = try library.store.begin(LibraryFolder.options)
        let purged = library.store.purge(["trash/\(Self.id)"], in: &change.draft)
        #expect(purged.skipped.map(\.why.refactoring) == [link])
        #expect(purged.directories.isEmpty && change.draft.isEmpty)
        #expect(library.files.isEmpty && library.folder.text("secret") == "secret\n")
    }

    /// A file in a folder's entry that no library may contain is restored unchanged, and no command reads it.
    @Test func foldersMayHoldAnything() throws {
        let library = try LibraryFolder(["b/x.prompt.yaml": "content: x\n"])
        library.folder.put(
            "trash/\(Self.id)/trash.yaml", "id: \(Self.id)\nkind: folder\npath: prompts/a\n")
        library.folder.put("trash/\(Self.id)/a/con.prompt.yaml", "content: [\n")
        library.folder.put("trash/\(Self.id)/a/broken.module.yaml", "content: [\n")
        try library.restore("a")
        #expect(library.text("a/con.prompt.yaml") == "content: [\n")
        #expect(library.text("a/broken.module.yaml") == "content: [\n")
    }
}
