import PromptCore
import Testing

@testable import PromptMerge

/// Merges of several files: renames, deletions, and two files on one path.
@Suite struct TreeMergeTests {
    static let email = "prompts/email.prompt.yaml"
    static let letter = "prompts/mail/letter.prompt.yaml"

    static func text(_ number: Int, _ words: String, name: String = "Email") -> String {
        "id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d0\(number)\nname: \(name)\ncontent: |\n  \(words)\n"
    }

    static func merge(
        _ base: [String: String], _ ours: [String: String], _ theirs: [String: String],
        isTaken: @escaping (String) -> Bool = { _ in false }
    ) -> (files: [String: String], notes: [MergeNote.Kind]) {
        func bytes(_ files: [String: String]) -> [String: [UInt8]] { files.mapValues { Array($0.utf8) } }
        let merged = TreeMerge.merge(
            base: bytes(base), ours: bytes(ours), theirs: bytes(theirs), isTaken: isTaken)
        let files = merged.files.filter { $0.value.bytes != nil }.mapValues(\.text)
        return (files, merged.files.sorted { $0.key < $1.key }.flatMap(\.value.notes).map(\.kind))
    }

    @Test func aRenameAndAnEditMeet() {
        let (old, new) = (Self.text(1, "Write it."), Self.text(1, "Write it well."))
        let renamed = Self.text(1, "Write it.", name: "Letter")
        let merged = Self.merge([Self.email: old], [Self.letter: renamed], [Self.email: new])
        #expect(merged.files == [Self.letter: Self.text(1, "Write it well.", name: "Letter")])
        #expect(merged.notes == [.followedRename])
        let swapped = Self.merge([Self.email: old], [Self.email: new], [Self.letter: renamed])
        #expect(swapped.files == merged.files)
    }

    @Test func bothRenamed() {
        let old = Self.text(1, "Write it.")
        let merged = Self.merge([Self.email: old], [Self.letter: old], ["prompts/note.prompt.yaml": old])
        #expect(merged.files == [Self.letter: old])
        #expect(merged.notes == [.followedRename])
    }

    @Test func anEditIsKeptOverADeletion() {
        let (old, new) = (Self.text(1, "Write it."), Self.text(1, "Write it well."))
        #expect(Self.merge([Self.email: old], [:], [Self.email: new]).files == [Self.email: new])
        #expect(Self.merge([Self.email: old], [Self.email: new], [:]).notes == [.keptEdit])
        #expect(Self.merge([Self.email: old], [:], [Self.email: old]).files == [:])
        // A rename counts as a change too.
        #expect(Self.merge([Self.email: old], [Self.letter: old], [:]).files == [Self.letter: old])
    }

    @Test func theTrashIsADeletion() {
        let (old, new) = (Self.text(1, "Write it."), Self.text(1, "Write it well."))
        let entry = "trash/0198c1f0-7d2e-7a51-9b0c-4f1d2c3b5a66/"
        let trashed = [entry + "trash.yaml": "kind: prompt\n", entry + "email.prompt.yaml": old]
        #expect(Self.merge([Self.email: old], trashed, [Self.email: old]).files == trashed)
        #expect(Self.merge([Self.email: old], trashed, [Self.email: new]).files == [Self.email: new])
        #expect(Self.merge([Self.email: old], [Self.email: new], trashed).files == [Self.email: new])
        // Only the changed file leaves the folder's trash entry.
        let other = "prompts/other.prompt.yaml"
        let rest = [
            entry + "trash.yaml": "kind: folder\n", entry + "other.prompt.yaml": Self.text(2, "Other."),
        ]
        let merged = Self.merge(
            [Self.email: old, other: Self.text(2, "Other.")],
            rest.merging([entry + "email.prompt.yaml": old]) { one, _ in one },
            [Self.email: new, other: Self.text(2, "Other.")])
        #expect(merged.files == rest.merging([Self.email: new]) { one, _ in one })
    }

    @Test func bothDeletedIt() {
        let old = Self.text(1, "Write it.")
        func entry(_ digit: Int, with extra: [String: String] = [:]) -> [String: String] {
            let folder = "trash/0198c1f0-7d2e-7a51-9b0c-4f1d2c3b5a6\(digit)/"
            return extra.reduce(into: [
                folder + "trash.yaml": "kind: prompt\n", folder + "email.prompt.yaml": old,
            ]) {
                $0[folder + $1.key] = $1.value
            }
        }
        let merged = Self.merge([Self.email: old], entry(1), entry(2))
        #expect(merged.files == entry(2))
        // Our folder had one more file: it stays in our entry.
        let more = Self.merge([Self.email: old], entry(1, with: ["note.txt": "x"]), entry(2))
        let mine = "trash/0198c1f0-7d2e-7a51-9b0c-4f1d2c3b5a61/"
        #expect(
            more.files
                == entry(2).merging([mine + "trash.yaml": "kind: prompt\n", mine + "note.txt": "x"]) {
                    one, _ in one
                })
    }

    @Test func twoFilesOnOnePath() {
        let (one, two) = (Self.text(1, "Mine."), Self.text(2, "Yours."))
        let merged = Self.merge([:], [Self.email: one], [Self.email: two])
        #expect(merged.files == [Self.email: two, "prompts/email-2.prompt.yaml": one])
        #expect(merged.notes == [.movedAside])
        let taken = Self.merge([:], [Self.email: one], [Self.email: two]) {
            $0 == "prompts/email-2.prompt.yaml"
        }
        #expect(taken.files == [Self.email: two, "prompts/email-3.prompt.yaml": one])
        // Theirs was renamed to a path at which ours created a file.
        let renamed = Self.merge(
            [Self.letter: two], [Self.letter: two, Self.email: one], [Self.email: two])
        #expect(renamed.files == [Self.email: two, "prompts/email-2.prompt.yaml": one])
    }

    @Test func twoThatChangePlaces() {
        let (one, two) = (Self.text(1, "One."), Self.text(2, "Two."))
        let merged = Self.merge(
            [Self.email: one, Self.letter: two], [Self.email: two, Self.letter: one],
            [Self.email: Self.text(1, "One more."), Self.letter: two])
        #expect(merged.files == [Self.email: two, Self.letter: Self.text(1, "One more.")])
    }

    @Test func otherFilesAreMergedByPath() {
        let merged = Self.merge(
            ["README.md": "a\nb\nc\n"], ["README.md": "A\nb\nc\n"],
            ["README.md": "a\nb\nC\n", "notes.txt": "x\n"])
        #expect(merged.files == ["README.md": "A\nb\nC\n", "notes.txt": "x\n"])
    }
}
