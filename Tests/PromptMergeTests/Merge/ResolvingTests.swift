import Diagnostics
import PromptCore
import Testing

@testable import PromptMerge

/// Conflicts that a merge kept, and the result of each choice.
@Suite struct ResolvingTests {
    private static func file(_ text: String, kind: RecordKind = .prompt) -> ParsedFile {
        ParsedFile(
            SourceText(name: "prompts/a", text), kind: kind, address: Address(unchecked: "a"), format: .one)
    }

    private static func resolved(
        _ text: String, _ choice: ConflictChoice, at place: String? = nil, kind: RecordKind = .prompt
    ) throws -> String {
        let result = try file(text, kind: kind).resolving(choice, at: place)
        return result.file.source.string(in: 0..<result.file.source.bytes.count)
    }

    /// A merge, then each side is chosen: the result has the content of that side.
    @Test func aSideComesBack() throws {
        let merge = MergeCase(
            FileMergeTests.base,
            ours: [
                ("You are brief.", "You are very brief."), ("Launch email", "Launch letter"),
                ("It announces", "It tells"),
            ],
            theirs: [
                ("You are brief.", "You write at length."), ("Launch email", "Launch note"),
                ("It announces", "It says"),
            ])
        let text = merge.text
        #expect(try Self.resolved(text, .ours) == merge.ours)
        #expect(try Self.resolved(text, .theirs) == merge.theirs)
        let both = try Self.resolved(text, .both)
        #expect(Self.file(both).openConflicts.map(\.key) == ["name"])
        #expect(both.contains("- name: Copywriter (theirs)\n        content: |\n"))
    }

    @Test func conflictsAreListedInTheirOrder() {
        let merge = MergeCase(
            FileMergeTests.base, ours: [("You are brief.", "A."), ("Launch email", "B")],
            theirs: [("You are brief.", "C."), ("Launch email", "D")])
        let open = Self.file(merge.text).openConflicts
        #expect(open.map(\.key) == ["modules.persona.options.copywriter.content", "name"])
        #expect(open.map(\.kind) == [.option, .value])
        #expect(open.last?.ours == "B")
        #expect(open.last?.theirs == "D")
    }

    @Test func aWholeVariableIsTaken() throws {
        let merge = MergeCase(
            FileMergeTests.base, ours: [("max: 400", "max: 300")], theirs: [("default: 150", "default: 350")])
        let theirs = try Self.resolved(merge.text, .theirs)
        #expect(theirs.contains("max: 400, default: 350"), "\(theirs)")
        #expect(!theirs.contains("conflicts:"))
        #expect(try Self.resolved(merge.text, .ours) == merge.ours)
    }

    @Test func theDefaultOptionIsTakenFromTheOther() throws {
        let none = FileMergeTests.base.replacing("        default: true\n", with: "")
        let merge = MergeCase(
            none, FileMergeTests.base,
            none.replacing(
                "      - name: Engineer\n", with: "      - name: Engineer\n        default: true\n"))
        #expect(try Self.resolved(merge.text, .ours) == merge.ours)
        let theirs = try Self.resolved(merge.text, .theirs)
        #expect(theirs.split(separator: "default: true").count == 2)
        guard case .prompt(let prompt)? = Self.file(theirs).record else {
            Issue.record("no prompt")
            return
        }
        #expect(prompt.modules[0].options.map(\.isDefault) == [false, true])
    }

    /// If the keys of a variable's file do not fit together, the file is one unit.
    @Test func keysOfAVariableFile() throws {
        let base = "id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11\ntype: number\nmax: 400\ndefault: 150\n"
        let path = "prompts/words.variable.yaml"
        let merge = MergeCase(base, ours: [("400", "300")], theirs: [("150", "350")], path: path)
        #expect(merge.merged.outcome == .keptBoth)
        #expect(merge.text.hasPrefix(merge.ours))
        // The choice of theirs takes all of their keys that do not fit.
        let theirs = try Self.resolved(merge.text, .theirs, kind: .variable)
        #expect(theirs == merge.theirs)
    }

    @Test func aModuleThatUsesAndOneThatSays() throws {
        let base = "modules:\n  - name: Tone\n    content: Be kind.\n  - name: Task\n    content: Write.\n"
        let merge = MergeCase(
            base, ours: [("    content: Be kind.\n", "    use: tone\n")], theirs: [("Be kind.", "Be exact.")])
        let merged = merge.merged
        #expect(merged.outcome == .keptBoth, "\(merged.text)")
        #expect(merged.errors.filter { !$0.hasPrefix("PP3") }.isEmpty)
        #expect(merged.text.hasPrefix("modules:\n  - name: Tone\n    use: tone\n"), "\(merged.text)")
        #expect(try Self.resolved(merged.text, .theirs) == merge.theirs)
        #expect(try Self.resolved(merged.text, .ours) == merge.ours)
    }

    @Test func whatCanNotBeSettledIsLeft() {
        let text = "content: Write.\nconflicts:\n  - at: variables.gone.max\n    theirs: 5\n"
        #expect(throws: AssignmentError.self) { try Self.resolved(text, .theirs) }
        #expect(throws: AssignmentError.self) { try Self.resolved(text, .both) }
        #expect(throws: AssignmentError.self) { try Self.resolved(text, .ours, at: "name") }
        #expect(throws: AssignmentError.self) { try Self.resolved("content: Write.\n", .ours) }
        #expect(throws: Never.self) { try Self.resolved(text, .ours) }
    }
}
