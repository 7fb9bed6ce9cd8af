import Testing

@testable import PromptStore

@Suite struct LineDoorTests {
    @Test func session() throws {
        let library = try LibraryFolder(["tone.module.yaml": "content: Be brief.\n"])
        var first = SaveRequest(.all)
        first.write = LibraryFolder.options
        #expect(try library.store.save(first).changes.count == 2)
        let door = LineDoor(library.store)
        #expect(
            door.answer("new a/mail modules: [{use: tone}, {name: Task, content: \"Sell {{what}}.\"}]")
                == "new prompts/a/mail.prompt.yaml")
        #expect(door.answer("new a/mail again") == "! a/mail is taken")
        #expect(door.answer("set a/mail variables.what.type=text") == "set variables.what.type")
        #expect(door.answer("set a/mail variables.what.type=text") == "unchanged")
        #expect(
            door.answer("set a/mail variables.what.required=true") == "set variables.what.required")
        #expect(door.answer("set a/mail modules.tAsK.role=owner").hasPrefix("! `modules.tAsK.role`"))
        #expect(door.answer("set a/mail modules.1.use=none") == "! PP301")
        #expect(door.answer("set a/male name=x") == "! no prompt, module or variable a/male; near: a/mail")
        #expect(door.answer("render a/mail what=tea") == "Be brief.\n\nSell tea.")
        #expect(door.answer("render a/mail").hasPrefix("! "))
        #expect(door.answer("search sell") == "a/mail")
        #expect(door.answer("search coffee") == "nothing")
        #expect(door.answer("move tone voices/") == "moved to voices/tone, 1 references rewritten")
        #expect(door.answer("move tone b/tone").hasPrefix("! no "))
        #expect(door.answer("undo") == "took back: Move tone to voices/tone")
        #expect(door.answer("undo").hasPrefix("took back: Set variables.what.required of a/mail"))
        #expect(door.answer("dance") == "? new, set, render, search, move, undo")
    }
}
