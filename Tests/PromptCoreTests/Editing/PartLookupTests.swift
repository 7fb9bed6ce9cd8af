import Testing

@testable import PromptCore

@Suite struct PartLookupTests {
    private let handles = ["task", "task-2", "uber-uns", "4"]
    private let names: [String?] = ["Task", "TASK", "Über uns", nil]

    @Test(arguments: [
        ("task", PartLookup.Match.one(0)), ("task-2", .one(1)),
        // An exact name goes before its slug, which another one has.
        ("TASK", .one(1)), ("Task", .one(0)),
        ("tAsk", .several([0, 1])),
        ("über uns", .one(2)), ("UBER UNS", .one(2)),
        ("2", .one(1)), ("4", .one(3)), ("5", .none), ("0", .none), ("none", .none),
    ])
    func finds(_ text: String, _ match: PartLookup.Match) {
        #expect(PartLookup.typed(text, handles: handles, names: names) == match)
    }

    private static let languages = ["C", "C++", "C#", "Objective-C", "!!", "Go", "Go"]
    private static let handles = ["c", "c-2", "c-3", "objective-c", "untitled", "go", "go-2"]

    /// Names that have the same slug.
    @Test(arguments: [
        ("C", PartLookup.Match.one(0)), ("C++", .one(1)), ("C#", .one(2)), ("c", .one(0)), ("c-2", .one(1)),
        ("c-3", .one(2)), ("c#", .several([0, 1, 2])), ("C-2", .one(1)), ("!!", .one(4)), ("??", .none),
        ("", .none), ("Go", .one(5)), ("go", .one(5)), ("GO", .several([5, 6])),
        ("objective C", .one(3)), ("1", .none),
    ])
    func sameSlugs(_ text: String, _ match: PartLookup.Match) {
        #expect(PartLookup.match(text, handles: Self.handles, names: Self.languages) == match)
    }

    @Test func listsWhatIsMeant() {
        let words = PartLookup.several(
            for: "c#", among: ["c", "c-2", "x"], names: ["C", "C++", nil], part: "option")
        #expect(words.message == "\"c#\" may mean several options: c (\"C\"), c-2 (\"C++\"), x")
    }
}
