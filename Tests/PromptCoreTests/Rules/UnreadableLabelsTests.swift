import Diagnostics
import Testing

@testable import PromptCore

@Suite struct UnreadableLabelsTests {
    private static let id = "0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11"
    private static let commit = String(repeating: "3f2a", count: 10)

    private func check(_ marked: String) -> ([Diagnostic], MarkedSource) {
        let source = MarkedSource(marked)
        return (Labels(SourceText(name: Labels.file, bytes: source.bytes)).diagnostics, source)
    }

    @Test(arguments: [
        ("1️⃣v32️⃣: {}\n", "the label \"v3\""),
        ("live: 1️⃣[a]2️⃣\n", "must be a map of records"),
        ("live: {1️⃣a2️⃣: {}}\n", "\"a\" is not an id"),
        ("live: {\(id): 1️⃣a2️⃣}\n", "must be a map"),
        ("live: {1️⃣\(id)2️⃣: {address: a}}\n", "`commit` is missing"),
        ("live: {\(id): {commit: 1️⃣3f2a9c12️⃣}}\n", "40 digits"),
    ])
    func reports(_ marked: String, _ message: String) throws {
        let (found, source) = check(marked)
        let problem = try #require(found.first)
        #expect(found.count == 1 && problem.breaks(.unreadableLabels) && problem.severity == .error)
        #expect(problem.message.contains(message), "\(problem.message)")
        #expect(problem.range == source.places[0].start.offset..<source.places[0].end.offset)
    }

    @Test func allowsLabels() {
        #expect(check("live: {\(Self.id): {address: a, commit: \(Self.commit)}}\nold:\n").0.isEmpty)
    }
}
