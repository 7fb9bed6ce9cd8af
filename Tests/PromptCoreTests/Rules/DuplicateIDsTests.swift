import Diagnostics
import Testing

@testable import PromptCore

@Suite struct DuplicateIDsTests {
    private let id = RecordID("0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11")

    private func entry(_ path: String, _ id: RecordID?) -> LibraryEntry {
        LibraryEntry(
            address: Address(unchecked: path), kind: .prompt, id: id.map { Located($0, at: 4..<40) })
    }

    @Test func reportsEachCopy() throws {
        let id = try #require(id)
        let found = LibraryChecker.check([entry("a", id), entry("b", nil), entry("c", id), entry("d", id)])
        #expect(found.map(\.entry) == [2, 3])
        #expect(found.allSatisfy { $0.diagnostic.breaks(.duplicateIDs) && $0.diagnostic.range == 4..<40 })
        #expect(
            found.map(\.diagnostic.message)
                == Array(repeating: "the id \(id) is also that of \"prompts/a.prompt.yaml\"", count: 2))
    }

    @Test func allowsDifferentIDs() throws {
        let other = try #require(RecordID("0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d12"))
        #expect(LibraryChecker.check([entry("a", id), entry("b", other), entry("c", nil)]).isEmpty)
    }
}
