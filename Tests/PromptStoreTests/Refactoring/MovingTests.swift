import Diagnostics
import PromptCore
import SafeFiles
import TestSupport
import Testing

@testable import PromptStore

@Suite struct MovingTests {
    /// The effect of a move on the files of a small library. Files that are not listed stay unchanged.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let files: [String: String]
        let source: String
        let target: String
        /// The files after the move; `nil` if the file no longer exists.
        let after: [String: String?]
    }

    private static let id = "id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d"
    private static func module(_ number: Int, _ text: String = "x") -> String {
        "\(id)\(number)\ncontent: \(text)\n"
    }
    private static func prompt(_ number: Int, _ names: String...) -> String {
        "\(id)\(number)\nmodules:\n" + names.map { "  - use: \($0) # a\n" }.joined()
    }

    static let cases = [
        Case(
            testDescription: "a renamed module is followed by each kind of reference",
            files: [
                "a/tone.module.yaml": module(10),
                "a/x.prompt.yaml": prompt(20, "tone", "a/tone", "/a/tone"),
                "b/y.prompt.yaml": "\(id)21\ncontent: |\n  {{> a/tone}} and {{>/a/tone }}.\n",
                "b/z.module.yaml": "\(id)22\nuse: a/tone\n",
            ],
            source: "a/tone.module.yaml", target: "a/voice",
            after: [
                "a/tone.module.yaml": nil, "a/voice.module.yaml": module(10),
                "a/x.prompt.yaml": prompt(20, "voice", "voice", "/a/voice"),
                "b/y.prompt.yaml": "\(id)21\ncontent: |\n  {{> a/voice}} and {{>/a/voice }}.\n",
                "b/z.module.yaml": "\(id)22\nuse: a/voice\n",
            ]),
        Case(
            testDescription: "references in what moves lead to the same modules",
            files: [
                "tone.module.yaml": module(10), "a/tone.module.yaml": module(11),
                "a/b/near.module.yaml": module(12), "a/x.prompt.yaml": prompt(20, "tone", "b/near", "gone"),
            ],
            source: "a/x.prompt.yaml", target: "c/",
            after: [
                "a/x.prompt.yaml": nil, "c/x.prompt.yaml": prompt(20, "a/tone", "a/b/near", "gone"),
            ]),
        Case(
            testDescription: "a module that would hide another from its users does not",
            files: [
                "tone.module.yaml": module(10), "a/tone.module.yaml": module(11),
                "b/x.prompt.yaml": prompt(20, "tone"), "a/y.prompt.yaml": prompt(21, "tone"),
            ],
            source: "a/tone.module.yaml", target: "b/",
            after: [
                "a/tone.module.yaml": nil, "b/tone.module.yaml": module(11),
                "b/x.prompt.yaml": prompt(20, "/tone"), "a/y.prompt.yaml": prompt(21, "b/tone"),
            ]),
        Case(
            testDescription: "a broken reference that a move mends is left as it is",
            files: ["a/tone.module.yaml": module(10), "b/x.prompt.yaml": prompt(20, "tone")],
            source: "a/tone.module.yaml", target: "tone",
            after: ["tone.module.yaml": module(10), "a/tone.module.yaml": nil]),
        Case(
            testDescription: "a folder moves with notes and pictures, and leaves no folder behind",
            files: [
                "a/b/folder.yaml": "\(id)01\n", "a/b/x.prompt.yaml": prompt(20, "tone"),
                "a/b/tone.module.yaml": module(10), "a/b/notes.md": "n", "a/b/c/.gitkeep": "",
                "z.prompt.yaml": prompt(21, "a/b/tone"),
            ],
            source: "a/b/", target: "d/e",
            after: [
                "a/b/folder.yaml": nil, "a/b/x.prompt.yaml": nil, "a/b/tone.module.yaml": nil,
                "a/b/notes.md": nil, "a/b/c/.gitkeep": nil, "d/e/folder.yaml": "\(id)01\n",
                "d/e/x.prompt.yaml": prompt(20, "tone"), "d/e/tone.module.yaml": module(10),
                "d/e/notes.md": "n", "d/e/c/.gitkeep": "", "z.prompt.yaml": prompt(21, "d/e/tone"),
            ]),
        Case(
            testDescription: "a folder whose name changes in case only",
            files: ["mail/x.prompt.yaml": prompt(20, "/mail/tone"), "mail/tone.module.yaml": module(10)],
            source: "mail/", target: "Mail",
            after: [
                "mail/x.prompt.yaml": nil, "mail/tone.module.yaml": nil,
                "Mail/x.prompt.yaml": prompt(20, "/Mail/tone"), "Mail/tone.module.yaml": module(10),
            ]),
        Case(
            testDescription: "a module whose name changes in case only",
            files: ["tone.module.yaml": module(10), "x.prompt.yaml": prompt(20, "tone")],
            source: "tone.module.yaml", target: "Tone",
            after: [
                "tone.module.yaml": nil, "Tone.module.yaml": module(10),
                "x.prompt.yaml": prompt(20, "Tone"),
            ]),
        Case(
            testDescription: "a folder that is there takes what comes in",
            files: ["a/x.prompt.yaml": prompt(20), "b/y.prompt.yaml": prompt(21)],
            source: "a/", target: "b", after: ["a/x.prompt.yaml": nil, "b/a/x.prompt.yaml": prompt(20)]),
        Case(
            testDescription: "what was not read as a record moves as it is",
            files: ["a/x.prompt.yaml": "content: [\n"],
            source: "a/x.prompt.yaml", target: "y",
            after: ["a/x.prompt.yaml": nil, "y.prompt.yaml": "content: [\n"]),
        Case(
            testDescription: "a variable keeps the name that texts call it by",
            files: [
                "a/brand-name.variable.yaml": "\(id)30 # id\ndefault: Acme\n",
                "a/x.prompt.yaml": "\(id)20\ncontent: '{{brand_name}}'\n",
            ],
            source: "a/brand-name.variable.yaml", target: "label",
            after: [
                "a/brand-name.variable.yaml": nil,
                "label.variable.yaml": "\(id)30 # id\nname: brand_name\ndefault: Acme\n",
            ]),
        Case(
            testDescription: "a variable that no text asks for is called after its file",
            files: ["a/brand.variable.yaml": "\(id)30\ndefault: Acme\n"],
            source: "a/brand.variable.yaml", target: "label",
            after: [
                "a/brand.variable.yaml": nil, "label.variable.yaml": "\(id)30\ndefault: Acme\n",
            ]),
    ]

    @Test(arguments: cases)
    func table(_ test: Case) throws {
        let library = try LibraryFolder(test.files)
        let before = library.files
        try library.move(test.source, test.target)
        var expected = before
        for (name, text) in test.after { expected[name] = text }
        #expect(library.files == expected)
    }

    /// Names composed differently on the disk (`é` as two scalars).
    @Test func decomposedNames() throws {
        let library = try LibraryFolder([
            "e\u{301}te\u{301}/tone.module.yaml": Self.module(10),
            "e\u{301}te\u{301}/x.prompt.yaml": Self.prompt(20, "tone"),
            "y.prompt.yaml": Self.prompt(21, "\u{E9}t\u{E9}/tone"),
        ])
        try library.move("y.prompt.yaml", "\u{E9}t\u{E9}/")
        #expect(library.folder.names("prompts") == ["e\u{301}te\u{301}"])
        try library.move("\u{E9}t\u{E9}/tone.module.yaml", "/")
        try library.move("\u{E9}t\u{E9}/", "winter")
        #expect(
            library.files == [
                "tone.module.yaml": Self.module(10), "winter/x.prompt.yaml": Self.prompt(20, "tone"),
                "winter/y.prompt.yaml": Self.prompt(21, "tone"),
            ])
    }

    @Test func aRecordWithoutAnIDGetsOne() throws {
        let library = try LibraryFolder(["a.prompt.yaml": "# top\ncontent: x\n"])
        let moved = try library.move("a.prompt.yaml", "b")
        let id = try #require(moved.ids.first)
        #expect(library.files == ["b.prompt.yaml": "# top\nid: \(id)\ncontent: x\n"])
    }

    /// Refused moves; nothing has changed then.
    @Test(arguments: [
        (
            "a/brand.variable.yaml", "c/",
            meaning(of: ["a/deep/y", "a/x"], moving: "a/brand", target: "a/brand")
        ),
        ("a/x.prompt.yaml", "b/", meaning(of: ["a/x"], moving: "a/x", target: "a/brand")),
        (
            "b/brand.variable.yaml", "a/deep/",
            meaning(of: ["a/deep/y"], moving: "b/brand", target: "a/brand")
        ),
        ("a/x.prompt.yaml", "a/x", .isTarget(Address(unchecked: "a/x"))),
        ("a/", "a/b/c", .moveIntoItself(Address(unchecked: "a"))),
        ("a/x.prompt.yaml", "B/x", .sameName(path: "prompts/B", other: "prompts/b")),
        (
            "a/x.prompt.yaml", "b/Taken",
            .sameName(path: "prompts/b/Taken.prompt.yaml", other: "prompts/b/taken.prompt.yaml")
        ),
        (
            "a/tone.module.yaml", "x y/tone",
            .unnamed([NamePlace(name: "tone", path: "prompts/a/x.prompt.yaml")])
        ),
    ])
    func refused(_ source: String, _ target: String, _ why: RefactoringRefusal) throws {
        let library = try LibraryFolder([
            "a/x.prompt.yaml": "\(Self.id)20\ncontent: '{{brand}} {{> tone}}'\n",
            "a/deep/y.prompt.yaml": "\(Self.id)21\ncontent: '{{brand}}'\n",
            "a/brand.variable.yaml": "\(Self.id)30\ndefault: a\n",
            "b/brand.variable.yaml": "\(Self.id)31\ndefault: b\n",
            "a/tone.module.yaml": Self.module(10), "b/taken.prompt.yaml": Self.prompt(22),
        ])
        let before = library.files
        #expect(failure { try library.move(source, target) }?.refactoring == why)
        #expect(library.files == before)
    }

    private static func meaning(
        of files: [String], moving source: String, target: String
    ) -> RefactoringRefusal {
        .meanings(
            files.map { NamePlace(name: "brand", path: "prompts/\($0).prompt.yaml") },
            by: .moving(Address(unchecked: source)), target: Address(unchecked: target), isVariable: true)
    }

    @Test func takenPlaces() throws {
        let library = try LibraryFolder([
            "a/x.prompt.yaml": Self.prompt(20), "b/x.prompt.yaml": Self.prompt(21),
            "c/a/z.prompt.yaml": Self.prompt(22),
        ])
        for (source, target) in [("a/x.prompt.yaml", "b/"), ("a/x.prompt.yaml", "b/x"), ("a/", "c")] {
            #expect {
                try library.move(source, target)
            } throws: { error in
                if case .exists? = error as? StoreError { true } else { false }
            }
        }
    }

    /// A move of one prompt does not read the others.
    @Test func linksInAFolderAreNotMoved() throws {
        let library = try LibraryFolder(["a/x.prompt.yaml": Self.prompt(20)])
        library.folder.link("prompts/a/y.prompt.yaml", to: "/etc/hostname")
        #expect(
            failure { try library.move("a/", "b") }?.refactoring
                == .immovable(path: "prompts/a/y.prompt.yaml", .type(.symbolicLink)))
        try library.move("a/x.prompt.yaml", "b/x")
        #expect(library.text("b/x.prompt.yaml") == Self.prompt(20))
        // A folder with its own repository belongs to somebody else.
        library.folder.folder("prompts/b/.git")
        #expect(throws: StoreError.self) { try library.move("b/x.prompt.yaml", "c/x") }
        #expect(
            failure { try library.move("b/", "c") }?.refactoring
                == .immovable(path: "prompts/b", .repository))
        #expect(library.text("b/x.prompt.yaml") == Self.prompt(20))
    }

    @Test func leftoversOfSystemsStayBehind() throws {
        let library = try LibraryFolder(["a/x.prompt.yaml": Self.prompt(20), "a/.DS_Store": "junk"])
        try library.move("a/", "b")
        #expect(library.files == ["b/x.prompt.yaml": Self.prompt(20), "a/.DS_Store": "junk"])
        try library.move("b/", "a")
        #expect(library.files == ["a/x.prompt.yaml": Self.prompt(20), "a/.DS_Store": "junk"])
    }

    @Test func dissolvedFolder() throws {
        let library = try LibraryFolder([
            "a/b/folder.yaml": "\(Self.id)01\nname: B\n", "a/b/x.prompt.yaml": Self.prompt(20, "b/tone"),
            "a/b/b/tone.module.yaml": Self.module(10), "a/b/b/x.prompt.yaml": Self.prompt(21, "tone"),
            "a/y.prompt.yaml": Self.prompt(22, "b/b/tone", "gone"),
        ])
        let done = try library.dissolve("a/b")
        #expect(
            library.files == [
                "a/x.prompt.yaml": Self.prompt(20, "b/tone"), "a/b/tone.module.yaml": Self.module(10),
                "a/b/x.prompt.yaml": Self.prompt(21, "tone"),
                "a/y.prompt.yaml": Self.prompt(22, "b/tone", "gone"),
            ])
        #expect(done.deleted.entries.map(\.path) == ["prompts/a/b"])
        try library.restore("a/b", to: "c")
        #expect(library.text("c/folder.yaml") == "\(Self.id)01\nname: B\n")
    }
}
