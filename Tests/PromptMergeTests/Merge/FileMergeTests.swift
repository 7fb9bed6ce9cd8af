import Diagnostics
import PromptCore
import Testing

@testable import PromptMerge

/// Typical merges, each with the expected text.
@Suite struct FileMergeTests {
    static let base = """
        # The team's letter.
        id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11
        name: Launch email
        tags: [marketing, email]

        variables:
          product: {type: text, help: The public name}
          # How long it may get.
          words: {type: number, min: 50, max: 400, default: 150}

        modules:
          - name: Persona
            role: system
            options:
              - name: Copywriter
                default: true
                content: |
                  You are a senior copywriter.
                  You write for {{product}}.
                  You are brief.
              - name: Engineer
                content: |
                  You are an engineer.
          - name: Task
            content: |
              Write an email of at most {{words}} words.

              It announces {{product}}.

        """

    @Test func aSideThatDidNotChangeGivesTheOther() {
        let changed = Self.base.replacing("Launch email", with: "Launch letter")
        #expect(MergeCase(Self.base, changed, Self.base).text == changed)
        #expect(MergeCase(Self.base, Self.base, changed).text == changed)
        #expect(MergeCase(nil, changed, changed).text == changed)
    }

    @Test func changesOfNeighbouringKeysMeet() {
        let merge = MergeCase(
            Self.base, ours: [("name: Launch email", "name: Launch letter")],
            theirs: [("tags: [marketing, email]", "tags: [marketing, letter] # as of May")])
        #expect(
            merge.text
                == Self.base.replacing("Launch email", with: "Launch letter").replacing(
                    "tags: [marketing, email]", with: "tags: [marketing, letter] # as of May"))
        #expect(merge.merged.outcome == .merged)
        #expect(merge.swapped.text == merge.text)
    }

    @Test func tagsAreASet() {
        let merge = MergeCase(
            Self.base, ours: [("[marketing, email]", "[marketing, email, launch]")],
            theirs: [("[marketing, email]", "[email, short]")])
        #expect(merge.text.contains("tags: [email, launch, short]"))
    }

    @Test func keysOfOneVariableMeet() {
        let merge = MergeCase(
            Self.base, ours: [("max: 400", "max: 500")],
            theirs: [("min: 50", "min: 20"), ("default: 150", "default: 90")])
        #expect(merge.text.contains("words: {type: number, min: 20, max: 500, default: 90}"))
        #expect(merge.merged.outcome == .merged)
    }

    @Test func aNewModuleAndAnEditMeet() {
        let merge = MergeCase(
            Self.base,
            ours: [
                (
                    "  - name: Task\n",
                    "  # Sets the tone.\n  - name: Tone\n    content: Be kind.\n  - name: Task\n"
                )
            ],
            theirs: [
                ("It announces", "It proudly announces"),
                ("  - name: Task\n", "  - name: Rules\n    content: No lists.\n  - name: Task\n"),
            ])
        #expect(
            merge.text
                == Self.base.replacing(
                    "  - name: Task\n",
                    with:
                        "  # Sets the tone.\n  - name: Tone\n    content: Be kind.\n  - name: Rules\n    content: No lists.\n  - name: Task\n"
                ).replacing("It announces", with: "It proudly announces"))
    }

    @Test func linesOfOneTextMeet() {
        let merge = MergeCase(
            Self.base, ours: [("senior copywriter", "junior copywriter")],
            theirs: [("You are brief.", "You are very brief.")])
        #expect(
            merge.text
                == Self.base.replacing("senior copywriter", with: "junior copywriter").replacing(
                    "You are brief.", with: "You are very brief."))
    }

    @Test func twoTextsOfOneOptionAreTwoOptions() {
        let merge = MergeCase(
            Self.base, ours: [("You are brief.", "You are very brief.")],
            theirs: [("You are brief.", "You write at length.")])
        let merged = merge.merged
        #expect(merged.outcome == .keptBoth)
        #expect(
            merged.text
                == Self.base.replacing("You are brief.\n", with: "You are very brief.\n").replacing(
                    "      - name: Engineer\n",
                    with: """
                              - name: Copywriter (theirs)
                                conflict: copywriter
                                content: |
                                  You are a senior copywriter.
                                  You write for {{product}}.
                                  You write at length.
                              - name: Engineer

                        """))
        #expect(merged.errors.isEmpty)
        #expect(merged.notes.map(\.key) == ["modules.persona.options.copywriter"])
    }

    @Test func twoTextsOfAModuleAreTwoOptions() {
        let merge = MergeCase(
            Self.base, ours: [("It announces", "It proudly announces")],
            theirs: [("It announces", "It shyly announces")])
        let merged = merge.merged
        #expect(merged.outcome == .keptBoth)
        #expect(
            merged.text.hasSuffix(
                """
                  - name: Task
                    options:
                      - content: |
                          Write an email of at most {{words}} words.

                          It proudly announces {{product}}.
                      - name: Task (theirs)
                        conflict: "1"
                        content: |
                          Write an email of at most {{words}} words.

                          It shyly announces {{product}}.

                """), "\(merged.text)")
        #expect(merged.errors.isEmpty)
    }

    @Test func twoNamesAreKeptBoth() {
        let merge = MergeCase(
            Self.base, ours: [("Launch email", "Launch letter")], theirs: [("Launch email", "Launch note")])
        #expect(
            merge.text
                == Self.base.replacing("Launch email", with: "Launch letter")
                + "conflicts:\n  - at: name\n    theirs: Launch note\n")
        #expect(merge.merged.errors.isEmpty)
    }

    /// Two clones merge one conflict, each with itself as ours; then the two merges are merged.
    @Test func oneConflictMergedTwiceStaysOne() {
        let merge = MergeCase(
            Self.base,
            ours: [("You are brief.", "You are very brief."), ("Launch email", "Launch letter")],
            theirs: [("You are brief.", "You write at length."), ("Launch email", "Launch note")])
        let again = MergeCase(Self.base, merge.text, merge.swapped.text)
        #expect(again.text == merge.text)
        #expect(again.merged.outcome == .keptBoth)
        #expect(again.swapped.text == merge.swapped.text)
    }

    @Test func anEditIsKeptOverADeletion() {
        let engineer = "      - name: Engineer\n        content: |\n          You are an engineer.\n"
        let merge = MergeCase(
            Self.base, ours: [(engineer, ""), ("role: system", "role: user")],
            theirs: [("an engineer", "a good engineer")])
        #expect(
            merge.text
                == Self.base.replacing("an engineer", with: "a good engineer").replacing(
                    "role: system", with: "role: user"))
        #expect(merge.merged.notes.map(\.kind) == [.keptEdit])
        #expect(merge.merged.notes.map(\.key) == ["modules.persona.options.engineer"])
        #expect(merge.merged.outcome == .merged)
        #expect(merge.swapped.text == merge.text)
    }

    @Test func aRenameAndAnEditMeet() {
        let merge = MergeCase(
            Self.base, ours: [("- name: Task", "- name: Assignment")],
            theirs: [("It announces", "It proudly announces")])
        #expect(
            merge.text
                == Self.base.replacing("- name: Task", with: "- name: Assignment").replacing(
                    "It announces", with: "It proudly announces"))
    }

    @Test func aRenamedVariableAndAnEditMeet() {
        let merge = MergeCase(
            Self.base, ours: [("words:", "length:"), ("{{words}}", "{{length}}")],
            theirs: [("max: 400", "max: 300"), ("It announces", "It proudly announces")])
        #expect(
            merge.text
                == Self.base.replacing("words:", with: "length:").replacing("{{words}}", with: "{{length}}")
                .replacing("max: 400", with: "max: 300").replacing(
                    "It announces", with: "It proudly announces"))
    }

    @Test func aMoveAndAnEditMeet() {
        let task =
            "  - name: Task\n    content: |\n      Write an email of at most {{words}} words.\n\n      It announces {{product}}.\n"
        let moved = Self.base.replacing(task, with: "").replacing("modules:\n", with: "modules:\n" + task)
        let merge = MergeCase(Self.base, moved, Self.base.replacing("an engineer", with: "a good engineer"))
        #expect(merge.text == moved.replacing("an engineer", with: "a good engineer"))
        #expect(merge.swapped.text == merge.text)
    }

    @Test func theLongFormMeetsTheShortOne() {
        let long = Self.base.replacing(
            "  - name: Task\n    content: |\n      Write an email of at most {{words}} words.\n\n      It announces {{product}}.\n",
            with:
                "  - name: Task\n    options:\n      - content: |\n          Write an email of at most {{words}} words.\n\n          It announces {{product}}.\n      - name: Short\n        content: Write.\n"
        )
        let merge = MergeCase(
            Self.base, long, Self.base.replacing("It announces", with: "It proudly announces"))
        #expect(merge.text == long.replacing("It announces", with: "It proudly announces"))
        #expect(merge.swapped.text == merge.text)
    }

    @Test func whatDoesNotFitTogetherIsKeptBoth() {
        // A default of 350 is valid below 400, and a maximum of 300 is valid with a default of 150.
        let merge = MergeCase(
            Self.base, ours: [("max: 400", "max: 300")], theirs: [("default: 150", "default: 350")])
        #expect(merge.merged.outcome == .keptBoth)
        #expect(merge.merged.errors.isEmpty)
        #expect(merge.text.contains("max: 300, default: 150}"))
        #expect(merge.text.contains("  - at: variables.words\n"), "\(merge.text)")
        #expect(merge.text.contains("default: 350"))
    }

    @Test func oneOptionIsTheDefault() {
        let other = "      - name: Engineer\n"
        let none = Self.base.replacing("        default: true\n", with: "")
        let merge = MergeCase(
            none, Self.base, none.replacing(other, with: other + "        default: true\n"))
        #expect(merge.merged.errors.isEmpty)
        #expect(
            merge.text.contains("  - at: modules.persona.options.engineer.default\n    theirs: true\n"),
            "\(merge.text)")
        // Only one side has changed the choice.
        let moved = none.replacing(other, with: other + "        default: true\n")
        let edited = Self.base.replacing("You are an engineer", with: "You're an engineer")
        let plain = MergeCase(Self.base, moved, edited)
        #expect(plain.text == moved.replacing("You are an engineer", with: "You're an engineer"))
    }

    @Test func commentsGoWithTheirEntries() {
        let merge = MergeCase(
            Self.base,
            ours: [("  # How long it may get.\n", "  # How long it may get, by the style guide.\n")],
            theirs: [("max: 400, default: 150}", "max: 300, default: 150} # shorter")])
        #expect(
            merge.text
                == Self.base.replacing("may get.\n", with: "may get, by the style guide.\n").replacing(
                    "max: 400, default: 150}", with: "max: 300, default: 150} # shorter"))
    }

    @Test func indentationAndLineEndsAreOfTheSideThatChangedThem() {
        let windows = Self.base.replacing("\n", with: "\r\n")
        let edited = Self.base.replacing("It announces", with: "It proudly announces")
        #expect(MergeCase(Self.base, windows, edited).text == edited.replacing("\n", with: "\r\n"))
        #expect(MergeCase(Self.base, edited, windows).text == edited.replacing("\n", with: "\r\n"))
    }

    @Test func whatIsNoYAMLIsMergedByLines() {
        let broken = Self.base.replacing("name: Launch email", with: "name: [Launch email")
        let merge = MergeCase(Self.base, broken, Self.base.replacing("brief", with: "short"))
        #expect(merge.text == broken.replacing("brief", with: "short"))
        let both = MergeCase(Self.base, broken, Self.base.replacing("Launch email", with: "Launch note"))
        #expect(both.merged.outcome == .markers)
        #expect(
            both.text.contains(
                "<<<<<<< ours\nname: [Launch email\n=======\nname: Launch note\n>>>>>>> theirs\n"))
    }

    @Test func labelsMeetAndAreKeptBoth() {
        let base = """
            launch-email:
              production: {commit: aaa, by: Ana, at: 2026-11-24T09:30:00Z}
            tone:
              production: {commit: bbb, by: Ana, at: 2026-11-24T09:30:00Z}

            """
        let merge = MergeCase(
            base, ours: [("commit: aaa", "commit: ccc")],
            theirs: [
                ("commit: bbb", "commit: ddd"),
                ("tone:\n", "tone:\n  staging: {commit: eee, by: Bo, at: 2026-11-25T09:30:00Z}\n"),
            ],
            path: "labels.yaml")
        #expect(
            merge.text
                == base.replacing("commit: aaa", with: "commit: ccc").replacing(
                    "commit: bbb", with: "commit: ddd"
                )
                .replacing(
                    "tone:\n", with: "tone:\n  staging: {commit: eee, by: Bo, at: 2026-11-25T09:30:00Z}\n"))
        let both = MergeCase(
            base, ours: [("commit: aaa", "commit: ccc")], theirs: [("commit: aaa", "commit: ddd")],
            path: "labels.yaml")
        #expect(both.merged.outcome == .keptBoth)
        #expect(
            both.text.contains(
                "production: {commit: ccc, by: Ana, at: 2026-11-24T09:30:00Z, conflict: {commit: ddd, by: Ana, at: 2026-11-24T09:30:00Z}}"
            ), "\(both.text)")
    }

    @Test func eventsAreJoined() {
        let merge = MergeCase(
            "{\"id\":1}\n", "{\"id\":1}\n{\"id\":2}\n", "{\"id\":1}\n{\"id\":3}\n",
            path: "usage/a/2026-11.jsonl")
        #expect(merge.text == "{\"id\":1}\n{\"id\":2}\n{\"id\":3}\n")
    }
}
