import Foundation
import TestSupport
import Testing

/// Random commands in two clones, then a sync of both: the library is valid, or the sync has listed the problem.
@Suite struct RandomSyncTests {
    @Test(arguments: 0..<20)
    func twoClones(seed: Int) throws {
        var random = SeededRandom(seed &+ 4000)
        let library = try SharedLibrary()
        try library.pass(
            """
            cd ana
            for name in one two three; do echo "content: Module $name." | promptpal new module $name -q --from -; done
            for name in who topic; do echo "type: text" | promptpal new variable $name -q --from -; done
            for name in p q; do printf 'content: |\\n  Text of %s.\\n' $name | promptpal new prompt $name -q --from -; done
            promptpal push -q && cd .. && promptpal clone "$URL" ben -q
            """)
        for clone in ["ana", "ben"] {
            for _ in 0..<3 {
                // A command that is refused changes nothing.
                _ = library.run("cd \(clone) && \(RandomSyncTests.command(clone, &random))")
            }
        }
        try library.pass("for clone in ana ben; do (cd $clone && promptpal validate -q); done")
        try library.pass("cd ana && promptpal sync -q")
        let synced = library.run("cd ben && promptpal sync")
        if synced.status != 0 {
            #expect(synced.errorText.contains("nothing was sent, because"), "\(synced.errorText)")
            try library.pass("promptpal -C ben sync --push-anyway -q")
        }
        let valid = library.run(
            "cd ben && promptpal validate -q && ! promptpal validate --json | grep -E 'PP(301|302|406|50[345])'"
        )
        #expect(
            valid.status == 0 || synced.errorText.contains("(PP") || synced.errorText.contains("resolve"),
            "\(synced.errorText)\n\(valid.outputText)\(valid.errorText)")
        try library.pass("cd ana && promptpal sync -q")
        #expect(try library.tree("ana") == library.tree("ben"))
    }

    private static func command(_ clone: String, _ random: inout SeededRandom) -> String {
        let module = ["one", "two", "three"].randomElement(using: &random) ?? ""
        let variable = ["who", "topic"].randomElement(using: &random) ?? ""
        let prompt = ["p", "q"].randomElement(using: &random) ?? ""
        let number = Int.random(in: 0...1, using: &random)
        let use = ["{{> \(module)}}", "{{\(variable)}}"].randomElement(using: &random) ?? ""
        // A text uses only a module that exists, so that each clone is valid before the sync.
        let isThere = use.hasPrefix("{{>") ? "[ -f prompts/\(module).module.yaml ]" : "true"
        return [
            "promptpal mv \(module) moved\(number) -q", "promptpal rm \(module) -q",
            "promptpal mv \(prompt) folder/\(clone)\(number) -q",
            "promptpal variable rename \(variable) \(clone)name -q",
            "echo 'content: New by \(clone).' | promptpal new module new\(number) -q --from -",
            "\(isThere) && [ -f prompts/\(prompt).prompt.yaml ] && printf '  Use \(use).\\n' >> prompts/\(prompt).prompt.yaml && promptpal save --all -q",
            "\(isThere) && echo 'content: \"\(use)\"' | promptpal new prompt new\(number) -q --from -",
            "echo 'content: x' | promptpal new prompt \(clone == "ana" ? "Case" : "case") -q --from -",
        ].randomElement(using: &random) ?? ""
    }
}
