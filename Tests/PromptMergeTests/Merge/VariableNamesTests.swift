import Diagnostics
import PromptCore
import PromptTestSupport
import Testing

@testable import PromptMerge

/// Variables whose names both sides changed.
@Suite struct VariableNamesTests {
    private static let base = """
        name: Email
        variables:
          words:
            type: number
            max: 400
        content: |
          Write {{words}} words.

          It is short.

        """

    private static func named(_ name: String) -> [(String, String)] {
        [("  words:", "  \(name):"), ("{{words}}", "{{\(name)}}")]
    }

    @Test func twoNewNamesAreAConflictOfTheName() throws {
        let merge = MergeCase(
            Self.base, ours: Self.named("length"), theirs: Self.named("count") + [("400", "300")])
        let expected = merge.ours.replacing("400", with: "300")
        #expect(
            merge.text == expected + "conflicts:\n  - at: variables.length.name\n    theirs: count\n")
        #expect(merge.merged.outcome == .keptBoth)
        #expect(merge.merged.notes.map(\.key) == ["variables.length.name"])
        #expect(merge.merged.errors.isEmpty)
        let file = Self.parsed(merge.text)
        #expect(file.openConflicts.map(\.ours) == ["length"])
        #expect(file.openConflicts.map(\.theirs) == ["count"])
        let theirs = try file.resolving(.theirs).file.source.bytes
        #expect(String(decoding: theirs, as: UTF8.self) == merge.theirs)
        let ours = try file.resolving(.ours).file.source.bytes
        #expect(String(decoding: ours, as: UTF8.self) == expected)
        #expect(merge.swapped.text.hasSuffix("- at: variables.count.name\n    theirs: length\n"))
    }

    @Test func oneNewNameIsNoConflict() {
        let same = MergeCase(Self.base, ours: Self.named("length"), theirs: Self.named("length"))
        #expect(same.text == same.ours)
        let changed = MergeCase(Self.base, ours: Self.named("length"), theirs: [("400", "300")])
        #expect(changed.text == changed.ours.replacing("400", with: "300"))
        #expect(changed.swapped.text == changed.text)
        #expect(changed.merged.outcome == .merged)
    }

    @Test func aConflictOfTheDefinitionBesideThatOfTheName() throws {
        let merge = MergeCase(
            Self.base, ours: Self.named("length") + [("400", "500")],
            theirs: Self.named("count") + [("400", "300")])
        #expect(merge.text.contains("- at: variables.length.name\n    theirs: count\n"))
        #expect(merge.text.contains("- at: variables.length.max\n    theirs: 300\n"))
        let resolved = try Self.parsed(merge.text).resolving(.theirs).file.source.bytes
        #expect(String(decoding: resolved, as: UTF8.self) == merge.theirs)
    }

    @Test func aNameThatTheOtherSideAdded() {
        let added = [
            ("    max: 400\n", "    max: 400\n  length:\n    type: text\n"), ("short.", "{{length}}."),
        ]
        let merge = MergeCase(Self.base, ours: Self.named("length"), theirs: added)
        // Both variables are there, and each text means its own.
        #expect(merge.text.contains("Write {{length}} words.\n"))
        #expect(merge.text.contains("It is {{length_theirs}}.\n"))
        #expect(merge.text.contains("- at: variables.length_theirs.name\n    theirs: length\n"))
        #expect(merge.merged.errors.isEmpty)
        let swapped = merge.swapped
        #expect(swapped.text.contains("Write {{words}} words.\n"))
        #expect(swapped.text.contains("It is {{length}}.\n"))
        #expect(swapped.text.contains("- at: variables.words.name\n    theirs: length\n"))
        #expect(swapped.merged.errors.isEmpty)
    }

    @Test func modulesAndOptionsKeepBothNames() {
        let base =
            "modules:\n  - name: Persona\n    options:\n      - name: Short\n        content: Be brief, and kind.\n      - name: Long\n        content: Explain everything.\n"
        let module = MergeCase(
            base, ours: [("Persona", "Role")], theirs: [("Persona", "Voice")])
        #expect(module.text.contains("name: Role") && module.text.contains("theirs: Voice"))
        let option = MergeCase(base, ours: [("Short", "Brief")], theirs: [("Short", "Terse")])
        #expect(option.text.contains("name: Brief") && option.text.contains("theirs: Terse"))
    }

    private static func parsed(_ text: String) -> ParsedFile {
        ParsedFile(
            SourceText(name: "merged", bytes: Array(text.utf8)), kind: .prompt,
            address: Address(unchecked: "email"), format: .one)
    }
}
