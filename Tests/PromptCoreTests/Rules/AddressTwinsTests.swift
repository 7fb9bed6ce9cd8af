import Diagnostics
import Testing

@testable import PromptCore

@Suite struct AddressTwinsTests {
    private func check(_ paths: String...) -> [LibraryChecker.Finding] {
        LibraryChecker.check(
            paths.map { LibraryEntry(address: Address(unchecked: $0), kind: .prompt, id: nil) })
    }

    @Test(arguments: [("Email", "email"), ("a/\u{E9}", "a/e\u{301}"), ("stra\u{DF}e", "STRASSE")])
    func reportsFiles(_ first: String, _ second: String) throws {
        let found = check(first, second)
        let twin = try #require(found.first)
        #expect(found.count == 1 && twin.entry == 1)
        #expect(twin.diagnostic.breaks(.addressTwins) && twin.diagnostic.range == nil)
        #expect(twin.diagnostic.help == "rename one of them")
    }

    @Test func reportsFolders() throws {
        let found = check("Mail/a", "mail/b")
        #expect(found.map(\.diagnostic.help) == ["rename one of the folders"])
        #expect(
            found.map(\.diagnostic.message) == [
                "\"prompts/mail\" and \"prompts/Mail\" are the same name on many systems"
            ])
    }

    @Test func allowsOtherNames() {
        #expect(check("a", "b", "c/a", "d/a").isEmpty)
    }
}
