import Foundation
import Testing

/// The sessions in the README are run again, and must give the same output.
@Suite struct ReadmeTests {
    struct Command {
        var text: String
        var output = ""
    }

    /// Returns the commands of all `console` blocks, in order, each with its output.
    static func commands(in text: String) -> [Command] {
        var commands: [Command] = []
        var isInside = false
        var end: String?
        for line in text.components(separatedBy: "\n") {
            if line.hasPrefix("```") {
                isInside = line == "```console"
            } else if !isInside {
                continue
            } else if let word = end {
                commands[commands.count - 1].text += "\n" + line
                if line == word { end = nil }
            } else if line.hasPrefix("$ ") {
                commands.append(Command(text: String(line.dropFirst(2))))
                if let here = line.firstRange(of: "<<'") {
                    end = String(line[here.upperBound...].prefix { $0 != "'" })
                }
            } else {
                commands[commands.count - 1].output += line + "\n"
            }
        }
        return commands
    }

    /// Replaces commit ids and times, which differ in each run.
    private static func withoutCommits(_ text: String) -> String {
        text.replacing(/\b[0-9a-f]{7}\b/, with: "0000000")
            .replacing(/20[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}/, with: "2026-11-24 09:30")
    }

    @Test func sessionsComeOutAsShown() throws {
        let text = try String(contentsOfFile: Program.repository + "/README.md", encoding: .utf8)
        let commands = Self.commands(in: text)
        #expect(commands.count >= 5)
        let folder = try Folder()
        let program = Program(folder: folder)
        var place = folder.path
        for command in commands {
            let result = program.run("cd '\(place)'\n{ \(command.text)\n} 2>&1\npwd > \"$HOME/place\"")
            place = program.run("cat \"$HOME/place\"").outputText.replacing("\n", with: "")
            let output = result.outputText.replacing(folder.path, with: "/home/ana")
            #expect(
                Self.withoutCommits(output) == Self.withoutCommits(command.output), "\(command.text)")
        }
    }

    /// The commands of the `sh` blocks that render examples, run in `examples/`.
    @Test(arguments: [
        "promptpal render marketing/launch-email --vars values/marketing__launch-email.yaml --option persona=founder --with examples",
        "promptpal render support/triage --var customer_message=@mail.txt --as openai > body.json",
        "git diff --staged | promptpal -C ~/src/promptpal/examples render engineering/commit-message --var diff=- --var style=topic",
    ])
    func examplesRun(_ command: String) throws {
        let text = try String(contentsOfFile: Program.repository + "/README.md", encoding: .utf8)
        #expect(text.contains(command), "the README shows another command now")
        let folder = try Folder()
        let program = Program(folder: folder)
        let prepare = """
            cp -r "$EXAMPLES" examples && mkdir -p "$HOME/src" && ln -s "$DIR" "$HOME/src/promptpal" && cd examples
            echo 'Where is my order?' > mail.txt && git init -q && git add mail.txt
            """
        let result = program.run("\(prepare)\n\(command)\n")
        #expect(result.status == 0)
        #expect(result.errorText == "")
    }
}
