import PromptCore
import Testing

@testable import PromptMerge

/// Merges of other layouts and other kinds of files.
@Suite struct FileMergeFormTests {
    @Test func listsAndMapsInBracketsMeetThoseOnLines() {
        let base = "tags: [a, b]\nmetadata: {owner: ana, team: one}\ncontent: Write.\n"
        let lines = "tags:\n  - a\n  - b\n  - c\nmetadata:\n  owner: ana\n  team: two\ncontent: Write.\n"
        let merge = MergeCase(
            base, lines,
            base.replacing("[a, b]", with: "[a, b, d]").replacing(
                "owner: ana", with: "owner: bo, since: 2020"))
        #expect(
            merge.text
                == "tags:\n  - a\n  - b\n  - d\n  - c\nmetadata:\n  owner: bo\n  since: 2020\n  team: two\ncontent: Write.\n"
                || merge.text
                    == "tags:\n  - a\n  - b\n  - c\n  - d\nmetadata:\n  owner: bo\n  since: 2020\n  team: two\ncontent: Write.\n",
            "\(merge.text)")
    }

    @Test func otherIndentation() {
        let base = "modules:\n  - name: A\n    content: |\n      One.\n  - name: B\n    content: Two.\n"
        let flat = "modules:\n- name: A\n  content: |\n    One.\n- name: B\n  content: Two.\n"
        let edited = base.replacing("One.", with: "One more.").replacing("Two.", with: "Two more.")
        #expect(
            MergeCase(base, flat, edited).text
                == flat.replacing("One.", with: "One more.").replacing("Two.", with: "Two more."))
        #expect(MergeCase(base, edited, flat).text == MergeCase(base, flat, edited).text)
    }

    @Test func aFileWithoutALastLineEnd() {
        let base = "name: A\ncontent: |\n  One."
        let merge = MergeCase(base, base.replacing("A", with: "B"), base + "\n  Two.")
        #expect(merge.text.hasPrefix("name: B\ncontent: |"))
        #expect(merge.text.contains("  One.\n  Two."))
        #expect(merge.merged.outcome == .merged)
    }

    /// Files that no person writes are merged by lines, within the time limit.
    @Test func veryLongLists() {
        let tags = (0..<20_000).map { "  - t\($0)\n" }.joined()
        let base = "name: A\ntags:\n\(tags)content: One.\n"
        let merge = MergeCase(
            base, base.replacing("  - t5\n", with: "  - u\n"), base.replacing("  - t19000\n", with: ""))
        #expect(
            merge.text == base.replacing("  - t5\n", with: "  - u\n").replacing("  - t19000\n", with: ""))
    }

    @Test func theManifest() {
        let base = "format: 1\nname: Team\nusage:\n  record: true\n"
        let merge = MergeCase(
            base, ours: [("Team", "All of us")], theirs: [("record: true", "record: false # for now")],
            path: "promptpal.yaml")
        #expect(merge.text == "format: 1\nname: All of us\nusage:\n  record: false # for now\n")
        let both = MergeCase(base, ours: [("Team", "One")], theirs: [("Team", "Two")], path: "promptpal.yaml")
        #expect(
            both.text == base.replacing("Team", with: "One") + "conflicts:\n  - at: name\n    theirs: Two\n")
    }

    @Test func twoNewFilesOnOnePath() {
        let (one, two) = ("name: A\ncontent: One.\n", "name: A\ntags: [x]\ncontent: One.\n")
        #expect(MergeCase(nil, one, two).text == two)
        // Two records with different ids have nothing in common: Git's conflict.
        let id = "id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d1"
        let merge = MergeCase(nil, "\(id)1\n\(one)", "\(id)2\n\(two)")
        #expect(merge.merged.outcome == .markers)
        #expect(merge.text.contains("\(id)1\n") && merge.text.contains("\(id)2\n"))
    }

    @Test func aCommentOfADeletedEntryIsNotLost() {
        let base = "name: A\n# About the tags.\ntags: [x]\ncontent: One.\n"
        let merge = MergeCase(
            base, base.replacing("# About the tags.\ntags: [x]\n", with: ""),
            base.replacing("About the tags.", with: "About the tags: as agreed."))
        #expect(merge.text == "name: A\ncontent: One.\n# About the tags: as agreed.\n")
        #expect(merge.merged.notes.map(\.kind) == [.keptComment])
    }

    @Test func bothDeletedAllOptionsButTheOther() {
        let base =
            "modules:\n  - name: A\n    options:\n      - name: X\n        content: One.\n      - name: Y\n        content: Two.\n"
        let merge = MergeCase(
            base, base.replacing("      - name: X\n        content: One.\n", with: ""),
            base.replacing("      - name: Y\n        content: Two.\n", with: ""))
        #expect(merge.text == base)
        #expect(merge.merged.errors.isEmpty)
    }

    @Test func aBrokenTemplateIsKeptWhole() {
        // Each side is valid; together the section has no end.
        let base = "variables:\n  a: {type: boolean}\ncontent: |\n  One.\n  Two.\n  Three.\n  Four.\n"
        let merge = MergeCase(
            base.replacing("One.", with: "{{#a}}One.").replacing("Two.", with: "Two.{{/a}}"),
            ours: [("Two.{{/a}}", "Two."), ("{{#a}}One.", "One.")], theirs: [("Four.", "Four.{{#a}}x{{/a}}")])
        #expect(merge.merged.errors.isEmpty, "\(merge.text)")
    }
}
