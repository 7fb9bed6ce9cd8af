import PromptTestSupport
import Testing

@testable import PromptMerge

/// Sealed keys and the list of recipients. The sealed values are any texts: the merge opens none.
@Suite struct KeyMergeTests {
    private static let path = "keys/acme/default.key.yaml"

    /// Returns the text of a key; without a sealed value it is revoked.
    private static func key(
        _ sealed: String?, hint: String = "…9f3a", rotated: String? = nil,
        to recipients: [String] = ["age1ana"]
    ) -> String {
        var text = """
            id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11
            provider: acme
            nickname: default
            hint: \(hint)
            created_at: 2026-11-24T09:30:00Z

            """
        if let rotated { text += "\(sealed == nil ? "revoked" : "rotated")_at: \(rotated)\n" }
        guard let sealed else { return text }
        text += "recipients:\n" + recipients.map { "  - \($0)\n" }.joined()
        return text + "encrypted_key: |\n  \(sealed)\n"
    }

    private static func merge(_ base: String?, _ ours: String, _ theirs: String) -> MergeCase {
        MergeCase(base, ours, theirs, path: path)
    }

    private static let old = key("OLD")
    private static let early = key("EARLY", hint: "…aaaa", rotated: "2026-11-25T09:30:00Z")
    private static let late = key("LATE", hint: "…bbbb", rotated: "2026-11-26T09:30:00Z")

    @Test func theLaterSecretStaysAndTheOtherIsKept() {
        let merge = Self.merge(Self.old, Self.early, Self.late)
        #expect(merge.text.hasPrefix(Self.late))
        #expect(merge.text.contains("conflicts:\n") && merge.text.contains("EARLY"))
        #expect(!merge.text.contains("OLD") && !merge.text.contains("<<<"))
        #expect(merge.merged.outcome == .keptBoth)
        #expect(merge.swapped.text == merge.text)
    }

    @Test func bothAreKeptIfTheTimesAreEqual() {
        let one = Self.key("ONE", hint: "…aaaa", rotated: "2026-11-25T09:30:00Z")
        let other = Self.key("TWO", hint: "…bbbb", rotated: "2026-11-25T09:30:00Z")
        let merge = Self.merge(Self.old, one, other)
        #expect(merge.text.contains("ONE") && merge.text.contains("TWO"))
        #expect(merge.swapped.text == merge.text)
    }

    @Test func twoNewKeysOfOneNameAreKept() {
        let merge = Self.merge(nil, Self.early, Self.late)
        #expect(merge.text.contains("EARLY") && merge.text.contains("LATE"))
        #expect(merge.merged.outcome == .keptBoth)
    }

    @Test func aNewSecretMeetsNewRecipients() {
        let more = Self.key("MORE", to: ["age1ana", "age1bo"])
        let merge = Self.merge(Self.old, Self.late, more)
        #expect(merge.text == Self.late)
        #expect(merge.merged.outcome == .merged)
        #expect(merge.swapped.text == Self.late)
    }

    @Test func twoNewRecipientsKeepOneSealedValue() {
        let bo = Self.key("BO", to: ["age1ana", "age1bo"])
        let eve = Self.key("EVE", to: ["age1ana", "age1eve"])
        let merge = Self.merge(Self.old, bo, eve)
        #expect([bo, eve].contains(merge.text))
        #expect(merge.swapped.text == merge.text)
        #expect(merge.merged.notes.count == 1)
        #expect(merge.merged.notes[0].message.contains("it is not sealed to age1"))
    }

    @Test func aRemovedRecipientIsNotBroughtBack() {
        let both = Self.key("BOTH", to: ["age1ana", "age1bo"])
        let fewer = Self.key("FEWER", to: ["age1ana"])
        let more = Self.key("MORE", to: ["age1ana", "age1bo", "age1eve"])
        let merge = Self.merge(both, fewer, more)
        #expect(merge.text == fewer)
        #expect(merge.swapped.text == fewer)
        #expect(merge.merged.notes[0].message.contains("it is not sealed to age1eve"))
    }

    @Test func revokedWins() {
        let revoked = Self.key(nil, rotated: "2026-11-25T12:00:00Z")
        let merge = Self.merge(Self.old, revoked, Self.late)
        #expect(merge.text == revoked)
        #expect(merge.swapped.text == revoked)
        #expect(merge.merged.notes[0].message.contains("…bbbb"))
        let resealed = Self.merge(Self.old, revoked, Self.key("MORE", to: ["age1ana", "age1bo"]))
        #expect(resealed.text == revoked)
        #expect(!resealed.merged.notes[0].message.contains("history"))
        let again = Self.key(nil, rotated: "2026-11-27T12:00:00Z")
        #expect(Self.merge(Self.old, again, revoked).text == revoked)
    }

    @Test func aKeptSecretStaysUntilOneSideChooses() {
        let kept = Self.merge(Self.old, Self.early, Self.late).text
        #expect(Self.merge(kept, Self.late, kept).text == Self.late)
        let newest = Self.key("NEWEST", hint: "…cccc", rotated: "2026-11-28T09:30:00Z")
        // One chose, the other one replaced the secret.
        #expect(Self.merge(kept, Self.late, newest).text == newest)
        // A third secret joins the two.
        let three = Self.merge(Self.old, kept, newest)
        #expect(three.text.hasPrefix(newest))
        #expect(three.text.contains("LATE") && three.text.contains("EARLY"))
        #expect(three.swapped.text == three.text)
        // Each side chose another one.
        let split = Self.merge(kept, Self.late, Self.early)
        #expect(split.text == kept)
    }

    @Test func otherFilesAreMergedByLines() {
        #expect(Self.merge(Self.old, Self.late, "- broken\n").merged.outcome == .markers)
        #expect(MergeFileKind(path: "sub/keys/acme/default.key.yaml") == .key)
        #expect(MergeFileKind(path: "keys/default.key.yaml") == .text)
        #expect(MergeFileKind(path: "keys/recipients.txt") == .recipients)
        #expect(MergeFileKind(path: "notes/recipients.txt") == .text)
    }

    // MARK: Recipients

    private static func list(_ base: String, _ ours: String, _ theirs: String) -> MergeCase {
        MergeCase(base, ours, theirs, path: "keys/recipients.txt")
    }

    private static let ana = "# Ana\nage1ana\n"

    @Test func recipientsAreASet() {
        let (bo, eve) = ("\n# Bo\nage1bo\n", "\n# Eve\nage1eve\n")
        let merge = Self.list(Self.ana, Self.ana + bo, Self.ana + eve)
        #expect(merge.text == Self.ana + bo + eve)
        #expect(merge.merged.notes.isEmpty)
        #expect(merge.swapped.text == Self.ana + eve + bo)
        // One name with two recipients: two entries. One recipient twice: one entry.
        #expect(
            Self.list(Self.ana, Self.ana + bo, Self.ana + "\n# Bo\nage1other\n").text
                == Self.ana + bo + "\n# Bo\nage1other\n")
        #expect(
            Self.list(Self.ana, Self.ana + bo, Self.ana + "\n# Bo Li\nage1bo\n").text == Self.ana + bo)
    }

    @Test func removedRecipientsStayRemoved() {
        let (bo, eve) = ("\n# Bo\nage1bo\n", "\n# Eve\nage1eve\n")
        #expect(Self.list(Self.ana + bo, Self.ana, Self.ana + bo + eve).text == Self.ana + eve)
        let none = Self.list(Self.ana + bo, Self.ana, "# Bo\nage1bo\n")
        #expect(none.text == Self.ana + bo)
        #expect(none.merged.notes.count == 1)
        #expect(Self.list(Self.ana, Self.ana + "<<<<<<< a\n", Self.ana + bo).merged.outcome != .keptBoth)
    }
}
