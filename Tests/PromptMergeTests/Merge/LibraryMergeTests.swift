import PromptCore
import Testing

@testable import PromptMerge

/// Merges of libraries: addresses, references, and deletions of what the other side uses.
@Suite struct LibraryMergeTests {
    private static func module(_ number: Int, _ text: String = "Be brief.") -> String {
        "id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d1\(number)\ncontent: |\n  \(text)\n"
    }

    private static func prompt(_ number: Int, _ text: String) -> String {
        "id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d2\(number)\ncontent: |\n  \(text)\n"
    }

    private static func merge(
        _ base: [String: String], _ ours: [String: String], _ theirs: [String: String]
    ) -> (files: [String: String], notes: [String], problems: [MergeProblem]) {
        func bytes(_ files: [String: String]) -> [String: [UInt8]] { files.mapValues { Array($0.utf8) } }
        let merged = TreeMerge.merge(base: bytes(base), ours: bytes(ours), theirs: bytes(theirs))
        return (
            merged.files.filter { $0.value.bytes != nil }.mapValues(\.text),
            merged.files.sorted { $0.key < $1.key }.flatMap(\.value.notes).map(\.message), merged.problems
        )
    }

    private static let tone = "prompts/tone.module.yaml"
    private static let voice = "prompts/voice.module.yaml"
    private static let one = "prompts/one.prompt.yaml"
    private static let two = "prompts/two.prompt.yaml"

    @Test func twoNewModulesAndWhatRefersToThem() {
        let ours = [
            Self.tone: Self.module(1, "Mine."), Self.one: Self.prompt(1, "{{> tone}}"),
            Self.two: "id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d29\nmodules:\n  - use: tone\n",
        ]
        let theirs = [
            Self.tone: Self.module(2, "Theirs."), "prompts/x.prompt.yaml": Self.prompt(3, "{{> tone}}"),
        ]
        let merged = Self.merge([:], ours, theirs)
        #expect(merged.files[Self.tone] == theirs[Self.tone])
        #expect(merged.files["prompts/tone-2.module.yaml"] == ours[Self.tone])
        #expect(merged.files[Self.one] == Self.prompt(1, "{{> tone-2}}"))
        #expect(merged.files[Self.two]?.contains("use: tone-2") == true)
        #expect(merged.files["prompts/x.prompt.yaml"] == theirs["prompts/x.prompt.yaml"])
        #expect(merged.notes.contains { $0.contains("yours is now prompts/tone-2.module.yaml") })
        #expect(merged.notes.contains { $0.contains("--option tone=") && $0.contains("--option tone-2=") })
        #expect(merged.problems == [])
    }

    @Test func aMoveThereAndANewUseHere() {
        let base = [Self.tone: Self.module(1), Self.one: Self.prompt(1, "One.")]
        let using = [Self.tone: Self.module(1), Self.one: Self.prompt(1, "One. {{> tone}}")]
        let moved = [Self.voice: Self.module(1), Self.one: Self.prompt(1, "One.")]
        let result = [Self.voice: Self.module(1), Self.one: Self.prompt(1, "One. {{> voice}}")]
        #expect(Self.merge(base, using, moved).files == result)
        #expect(Self.merge(base, moved, using).files == result)
        // A new file uses it.
        let new = base.merging([Self.two: Self.prompt(2, "{{> tone}}")]) { one, _ in one }
        #expect(Self.merge(base, new, moved).files[Self.two] == Self.prompt(2, "{{> voice}}"))
        // The same line was changed by `mv` there and by hand here.
        let used = [Self.tone: Self.module(1), Self.one: Self.prompt(1, "{{> tone}} one")]
        let both = Self.merge(
            used, [Self.tone: Self.module(1), Self.one: Self.prompt(1, "{{> tone}} two")],
            [Self.voice: Self.module(1), Self.one: Self.prompt(1, "{{> voice}} one")])
        #expect(both.files == [Self.voice: Self.module(1), Self.one: Self.prompt(1, "{{> voice}} two")])
    }

    @Test func aVariableRenamedThereAndUsedHere() {
        let path = "prompts/who.variable.yaml"
        let variable = "id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d31\ntype: text\n"
        let base = [path: variable, Self.one: Self.prompt(1, "One.")]
        let using = [path: variable, Self.one: Self.prompt(1, "One {{who}}.")]
        let renamed = [path: variable + "name: reader\n", Self.one: Self.prompt(1, "One.")]
        #expect(Self.merge(base, using, renamed).files[Self.one] == Self.prompt(1, "One {{reader}}."))
        #expect(Self.merge(base, renamed, using).files[Self.one] == Self.prompt(1, "One {{reader}}."))
        #expect(Self.merge(base, using, renamed).problems == [])
    }

    @Test func aDeletionThereAndANewUseHere() {
        let base = [Self.tone: Self.module(1), Self.one: Self.prompt(1, "One.")]
        let using = [Self.tone: Self.module(1), Self.one: Self.prompt(1, "One. {{> tone}}")]
        let entry = "trash/0198c1f0-7d2e-7a51-9b0c-4f1d2c3b5a66/"
        let deleted = [
            Self.one: Self.prompt(1, "One."), entry + "tone.module.yaml": Self.module(1),
            entry + "trash.yaml":
                "kind: module\ndeleted_by: Ana <ana@example.com>\nreason: nobody needs it\n",
        ]
        for merged in [Self.merge(base, using, deleted), Self.merge(base, deleted, using)] {
            #expect(merged.files == using)
            #expect(
                merged.notes.contains {
                    $0.contains("Ana <ana@example.com>") && $0.contains("nobody needs it")
                })
            #expect(merged.problems == [])
        }
        // Without a new use, it stays deleted.
        let edited = [Self.tone: Self.module(1), Self.one: Self.prompt(1, "Two.")]
        let gone = deleted.merging([Self.one: Self.prompt(1, "Two.")]) { $1 }
        #expect(Self.merge(base, edited, deleted).files == gone)
    }

    @Test func namesThatAreTheSameOnManySystems() {
        let (upper, lower) = ("prompts/Email.prompt.yaml", "prompts/email.prompt.yaml")
        let merged = Self.merge([:], [upper: Self.prompt(1, "A")], [lower: Self.prompt(2, "B")])
        #expect(
            merged.files == ["prompts/Email-2.prompt.yaml": Self.prompt(1, "A"), lower: Self.prompt(2, "B")])
        #expect(merged.notes.count == 1)
        let folders = Self.merge(
            [:], ["prompts/Mail/a.prompt.yaml": Self.prompt(1, "A")],
            ["prompts/mail/b.prompt.yaml": Self.prompt(2, "B")])
        #expect(Set(folders.files.keys) == ["prompts/Mail-2/a.prompt.yaml", "prompts/mail/b.prompt.yaml"])
        // A record that only one side has is not renamed.
        let other = Self.merge(
            [:], [upper: Self.prompt(1, "A")], ["prompts/mail.prompt.yaml": Self.prompt(2, "B")])
        #expect(other.files[upper] == Self.prompt(1, "A"))
    }

    @Test func twoNewFoldersAndVariablesAreOne() {
        let folder = "prompts/a/folder.yaml"
        let id = "id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d4"
        let merged = Self.merge(
            [:], [folder: id + "1\nname: A\n"], [folder: id + "2\nname: A\ndescription: B\n"])
        #expect(merged.files.keys.sorted() == [folder])
        #expect(merged.files[folder]?.contains(id + "2") == true)
        let path = "prompts/who.variable.yaml"
        let variables = Self.merge(
            [:], [path: id + "1\ntype: text\n"], [path: id + "2\ntype: text\nhelp: Who\n"])
        #expect(variables.files.keys.sorted() == [path])
        #expect(variables.files[path]?.contains(id + "2") == true)
        // Another name is another variable.
        let others = Self.merge(
            [:], [path: id + "1\ntype: text\n"], [path: id + "2\nname: other\ntype: text\n"])
        #expect(others.files["prompts/who-2.variable.yaml"]?.contains("name: who") == true)
    }

    @Test func aBrokenFileThatTheOtherSideMoved() {
        let base = [Self.tone: Self.module(1)]
        let broken = Self.module(1) + "name: [\n"
        let merged = Self.merge(base, [Self.tone: broken], [Self.voice: Self.module(1)])
        #expect(merged.files[Self.voice] == Self.module(1))
        #expect(merged.files[Self.tone]?.contains("id:") == false)
        #expect(merged.files[Self.tone]?.contains("name: [") == true)
        #expect(merged.notes.count == 2)
    }
}
