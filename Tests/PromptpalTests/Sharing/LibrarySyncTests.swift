import Foundation
import Testing

/// `sync` of two clones whose changes fit together file by file, and not as a library.
@Suite struct LibrarySyncTests {
    private func pair() throws -> SharedLibrary {
        let library = try SharedLibrary()
        try library.pass(
            """
            cd ana && promptpal new module tone -q --from <(echo 'content: Be kind.') && promptpal push -q
            cd .. && promptpal clone "$URL" ben -q
            """)
        return library
    }

    /// The library is the same for both, and valid.
    private func settle(_ library: SharedLibrary) throws {
        try library.pass(
            "cd ana && promptpal sync -q && promptpal validate && cd ../ben && promptpal validate")
        #expect(try library.tree("ana") == library.tree("ben"))
    }

    @Test func thePublishedRecordKeepsItsAddress() throws {
        let library = try pair()
        try library.pass(
            "cd ana && promptpal new prompt reply -q --from <(echo 'content: By Ana') && promptpal push -q")
        try library.pass("cd ben && promptpal new prompt reply -q --from <(echo 'content: By Ben')")
        let synced = library.run("cd ben && promptpal sync")
        #expect(synced.status == 0, "\(synced.errorText)")
        #expect(synced.errorText.contains("yours is now prompts/reply-2.prompt.yaml"))
        #expect(
            try library.pass("cd ben && promptpal render reply && promptpal render reply-2")
                == "By Ana\nBy Ben\n")
        try settle(library)
    }

    @Test func aMoveThereAndANewUseHere() throws {
        let library = try pair()
        try library.pass("cd ana && promptpal mv tone voice -q && promptpal push -q")
        try library.pass(
            "cd ben && promptpal new prompt x -q --from <(echo 'content: \"{{> tone}}\"') && promptpal sync -q"
        )
        #expect(try library.pass("cd ben && promptpal render x") == "Be kind.\n")
        try settle(library)
    }

    @Test func aDeletionThereAndANewUseHere() throws {
        let library = try pair()
        try library.pass("cd ana && promptpal rm tone -q --reason 'not needed' && promptpal push -q")
        try library.pass("cd ben && promptpal new prompt x -q --from <(echo 'content: \"{{> tone}}\"')")
        let synced = library.run("cd ben && promptpal sync")
        #expect(synced.errorText.contains("deleted it"), "\(synced.errorText)")
        #expect(try library.pass("cd ben && promptpal render x && promptpal trash list") == "Be kind.\n")
        try settle(library)
    }

    @Test func bothDeleteOneRecord() throws {
        let library = try pair()
        try library.pass("cd ana && promptpal rm tone -q && promptpal push -q")
        try library.pass("cd ben && promptpal rm tone -q && promptpal sync -q")
        #expect(
            try library.pass("cd ben && ls trash | wc -l").trimmingCharacters(in: .whitespacesAndNewlines)
                == "1")
        try library.pass("cd ben && promptpal trash restore tone -q && promptpal sync -q")
        try settle(library)
    }

    @Test func namesInTwoCases() throws {
        let library = try pair()
        try library.pass(
            "cd ana && promptpal new prompt email -q --from <(echo 'content: a') && promptpal push -q")
        try library.pass("cd ben && promptpal new prompt Email -q --from <(echo 'content: b')")
        let synced = library.run("cd ben && promptpal sync")
        #expect(synced.errorText.contains("prompts/Email-2.prompt.yaml"), "\(synced.errorText)")
        try settle(library)
    }

    @Test func namesInTwoUnicodeForms() throws {
        let library = try pair()
        try library.pass(
            """
            cd ana && printf 'content: a\\n' > $(printf 'prompts/caf\\xc3\\xa9.prompt.yaml') && promptpal save --all -q && promptpal push -q
            cd ../ben && printf 'content: b\\n' > $(printf 'prompts/cafe\\xcc\\x81.prompt.yaml') && promptpal save --all -q && promptpal sync -q
            """)
        #expect(try library.pass("ls ben/prompts | grep -c caf").hasPrefix("2"))
        try settle(library)
    }

    @Test func uncommittedEditsFollow() throws {
        let library = try pair()
        try library.pass("cd ana && promptpal mv tone voice -q && promptpal push -q")
        try library.pass(
            """
            cd ben && sed -i 's/Be kind./Be very kind./' prompts/tone.module.yaml
            printf 'content: "{{> tone}}"\\n' > prompts/draft.prompt.yaml
            promptpal pull -q
            """)
        #expect(try library.pass("cd ben && promptpal render draft") == "Be very kind.\n")
        #expect(try library.pass("cd ben && ls prompts").contains("tone") == false)
    }

    @Test func anUncommittedRecordGivesWay() throws {
        let library = try pair()
        try library.pass(
            "cd ana && promptpal new prompt reply -q --from <(echo 'content: By Ana') && promptpal push -q")
        try library.pass(
            """
            cd ben && printf 'id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d10\\ncontent: By Ben\\n' > prompts/reply.prompt.yaml
            promptpal pull -q
            """)
        #expect(
            try library.pass("cd ben && promptpal render reply && promptpal render reply-2")
                == "By Ana\nBy Ben\n")
    }
}
