import PromptCore
import Testing

@testable import PromptIndex

@Suite struct SearchMatchTests {
    private static let file = SearchCollection.file(
        """
        # A comment with launch.
        name: Launch email
        description: >
          Announces a product,
          at its launch.
        tags: [launch]
        modules:
          - name: Task
            description: When to launch.
            options:
              - name: Formal launch
                content: |
                  First line.
                  Then launch the Launch-Email,
                    and relaunch.
              - name: Short
                content: "one\\ntwo launch"
        variables:
          launch_date:
            type: select
            help: Day of the launch.
            options:
              - launch day
              - later
        """, .prompt, "marketing/launch-email")

    @Test func everyMatchHasItsLine() throws {
        let matches = Self.file.searchMatches(try SearchQuery("launch"))
        #expect(
            matches.map { "\($0.field) \($0.line ?? 0): \($0.text)" } == [
                "name 2: Launch email", "address 0: marketing/launch-email", "tag 6: launch",
                "option 11: Formal launch", "variable 19: launch_date",
                "description 5: Announces a product, at its launch.",
                "description 9: When to launch.", "text 14: Then launch the Launch-Email,",
                "text 17: two launch", "text 21: Day of the launch.", "text 23: launch day",
            ])
    }

    @Test func marksAreTheWordsThatAnswer() throws {
        func marked(_ query: String, _ field: String, _ line: Int?) throws -> [String] {
            let match = Self.file.searchMatches(try SearchQuery(query)).first {
                $0.field == field && $0.line == line
            }
            return match?.ranges.map {
                String(decoding: Array(match?.text.utf8 ?? "".utf8)[$0], as: UTF8.self)
            } ?? []
        }
        #expect(try marked("laun", "text", 14) == ["launch", "Launch"])
        #expect(try marked("launch-email", "text", 14) == ["launch", "Launch-Email"])
        #expect(try marked("\"the launch\"", "text", 14) == ["the Launch"])
        #expect(try marked("\"the launch\"", "text", 21) == ["the launch"])
        #expect(try marked("email marketing", "address", nil) == ["marketing", "email"])
        #expect(try marked("-launch first", "text", 13) == ["First"])
    }

    @Test func aRecordThatCannotBeReadIsFoundByItsAddress() throws {
        let broken = SearchCollection.file("name: [", .prompt, "old/broken-draft")
        #expect(broken.record == nil)
        let matches = broken.searchMatches(try SearchQuery("draft"))
        #expect(matches.map(\.field) == ["address"])
        #expect(try SearchCollection([broken]).found("broken old") == ["old/broken-draft"])
    }
}
