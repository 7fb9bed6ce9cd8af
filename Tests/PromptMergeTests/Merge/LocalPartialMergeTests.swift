import Diagnostics
import PromptCore
import PromptTestSupport
import Testing

@testable import PromptMerge

/// The texts under `partials:` in merges and differences.
@Suite struct LocalPartialMergeTests {
    static let base = """
        id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11
        partials:
          tone: Be kind.
          rules: |
            One.
            Two.
            Three.
        content: "{{> tone}} {{> rules}}"

        """

    @Test func differentPartialsAndLinesMeet() {
        let merge = MergeCase(
            Self.base, ours: [("One.", "1."), ("  tone: Be kind.\n", "  tone: Be kind.\n  ours: x\n")],
            theirs: [("Three.", "3."), ("Be kind", "Be very kind")])
        #expect(
            merge.text
                == Self.base.replacing("One.", with: "1.").replacing("Three.", with: "3.").replacing(
                    "Be kind.\n", with: "Be very kind.\n  ours: x\n"))
        #expect(merge.merged.outcome == .merged)
    }

    @Test func oneOfTwoTextsIsKeptBeside() throws {
        let merge = MergeCase(
            Self.base, ours: [("Be kind", "Be brief")], theirs: [("Be kind", "Be witty")])
        #expect(
            merge.text
                == Self.base.replacing("Be kind", with: "Be brief")
                + "conflicts:\n  - at: partials.tone\n    theirs: Be witty.\n")
        let file = DictionaryLibrary.file("email.prompt.yaml", merge.text, format: .two)
        #expect(file.openConflicts.map(\.key) == ["partials.tone"])
        let (settled, _) = try file.resolving(.theirs, at: nil)
        #expect(settled.source.bytes == Array(Self.base.replacing("Be kind", with: "Be witty").utf8))
    }

    @Test func aDifferenceNamesThePartial() {
        let (old, new) = (
            Self.base,
            Self.base.replacing("Be kind", with: "Be brief").replacing(
                "  rules: |\n    One.\n    Two.\n    Three.\n", with: "")
        )
        let changes = RecordComparison.between(
            DictionaryLibrary.file("a.prompt.yaml", old, format: .two),
            and: DictionaryLibrary.file("a.prompt.yaml", new, format: .two)
        ).changes
        #expect(changes.map(\.path) == ["partials.tone", "partials.rules"])
    }
}
