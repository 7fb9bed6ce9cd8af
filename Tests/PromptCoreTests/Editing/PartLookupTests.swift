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
        #expect(PartLookup.match(text, handles: handles, names: names) == match)
    }
}
