import Testing

@testable import PromptCore

@Suite struct SlugTests {
    @Test(arguments: [
        ("Launch email", "launch-email"), ("  A  --  B  ", "a-b"), ("Été à Paris", "été-à-paris"),
        ("E\u{301}te\u{301}", "été"), ("产品发布", "产品发布"), ("رسالة ترحيب", "رسالة-ترحيب"), ("हिन्दी पत्र", "हिन्दी-पत्र"),
        ("İstanbul", "i\u{307}stanbul"), ("ΑΣ", "ασ"), ("!!!", "untitled"), ("", "untitled"),
        ("v2.0 (beta)", "v2-0-beta"),
        ("🙂 smile", "smile"), ("Ⅻ", "ⅻ"),
    ])
    func make(_ name: String, _ slug: String) {
        #expect(Array(Slug.make(name).utf8) == Array(slug.utf8))
        #expect(Slug.make(slug) == slug, "a slug is its own slug")
    }

    @Test func collisions() {
        var handles = UniqueHandles()
        let wished = ["a", "a-2", "a", "b", "a", "a-2"]
        #expect(wished.map { handles.take($0) } == ["a", "a-2", "a-3", "b", "a-4", "a-2-2"])
    }

    @Test(arguments: [("Straße", "STRASSE"), ("É", "e\u{301}"), ("ΣΑΣ", "σας"), ("Launch", "launch")])
    func twins(_ left: String, _ right: String) {
        #expect(Slug.foldingKey(left).utf8.elementsEqual(Slug.foldingKey(right).utf8))
    }
}

@Suite struct AddressTests {
    @Test(arguments: [
        "marketing/launch-email", "a", "a/b/c/d", "产品/发布", "with space/x", "été", "a.b", "con-sole",
        "comma,name", "git",
    ])
    func good(_ text: String) throws {
        #expect(try Address(validating: text).path == text)
    }

    @Test func slashesAreForgiven() throws {
        #expect(try Address(validating: "/a/b/").path == "a/b")
    }

    @Test(arguments: [
        ("", PathPart.Problem.empty), ("/", .empty), ("a//b", .empty), (".", .dots), ("..", .dots),
        ("a/../b", .dots),
        ("../../etc/passwd", .dots), (".git", .git), (".GIT", .git), (".gIt/config", .git), ("git~1", .git),
        (".g\u{200C}it", .git), (".git ", .git), (".git.", .git), ("a/.git . .", .git), (".hidden", .hidden),
        ("a.", .trailingDotOrSpace), ("a ", .trailingDotOrSpace), ("a\nb", .forbidden("\n")),
        ("a\0", .forbidden("\0")),
        ("a\\b", .forbidden("\\")), ("c:", .forbidden(":")), ("x@v3", .forbidden("@")),
        ("a\u{202E}b", .forbidden("\u{202E}")),
        ("con", .reserved), ("CON", .reserved), ("nul.txt", .reserved), ("com1", .reserved),
        ("LPT¹", .reserved),
        ("a/aux/b", .reserved),
    ])
    func bad(_ text: String, _ problem: PathPart.Problem) {
        #expect {
            try Address(validating: text)
        } throws: { error in
            (error as? AddressError)?.problem == problem && !"\(error)".isEmpty
        }
    }

    @Test func tooLong() {
        #expect(throws: AddressError.self) { try Address(validating: String(repeating: "a", count: 201)) }
    }

    @Test func parts() throws {
        let address = try Address(validating: "a/b/c")
        #expect(address.name == "c")
        #expect(address.folder.path == "a/b")
        #expect(address.folder.outward.map(\.path) == ["a/b", "a", ""])
        #expect(address.file(.prompt) == "prompts/a/b/c.prompt.yaml")
        #expect(Address.top.file(.folder) == "prompts/folder.yaml")
        #expect(Address.top.folder == .top)
    }

    @Test func fileKinds() {
        #expect(RecordKind(fileName: "a.prompt.yaml") == .prompt)
        #expect(RecordKind(fileName: "folder.yaml") == .folder)
        #expect(RecordKind(fileName: ".prompt.yaml") == nil)
        #expect(RecordKind(fileName: "a.yaml") == nil)
    }
}

@Suite struct SuggestionTests {
    @Test(arguments: [
        ("persno", "persona"), ("Persona", "persona"), ("taks", "task"), ("descripton", "description"),
        ("qqqqqq", nil),
    ])
    func nearest(_ word: String, _ expected: String?) {
        #expect(Suggestion.nearest(to: word, among: ["task", "persona", "description"]) == expected)
    }
}
