import Foundation
import Testing

/// Every prompt in `examples/` is a model to copy: it has no errors or warnings, and it renders in every form
/// with its sample values.
@Suite struct ExamplesTests {
    static let store = Program.repository + "/examples"

    /// The addresses of all prompts, sorted by path.
    static let addresses: [String] = {
        let prompts = store + "/prompts"
        let names = FileManager.default.enumerator(atPath: prompts)?.compactMap { $0 as? String } ?? []
        return names.filter { $0.hasSuffix(".prompt.yaml") }.map { String($0.dropLast(12)) }.sorted()
    }()

    @Test func thereAreEnough() {
        let folders = Set(
            Self.addresses.compactMap { $0.contains("/") ? $0.split(separator: "/").first : nil })
        #expect(Self.addresses.count >= 15)
        #expect(folders.count >= 4)
    }

    @Test func theStoreIsValid() throws {
        let result = Program(folder: try Folder()).run("promptpal -C \"$EXAMPLES\" validate --strict")
        #expect(result.status == 0, "\(result.outputText)")
        #expect(result.outputText.hasSuffix(": no problems\n"))
    }

    @Test(arguments: addresses)
    func renders(_ address: String) throws {
        let program = Program(
            folder: try Folder(), environment: ["ADDRESS": address, "VALUES": Self.values(for: address)])
        let render = "promptpal -C \"$EXAMPLES\" render \"$ADDRESS\" --no-input $VALUES"
        let text = program.run(render)
        #expect(text.status == 0, "\(text.errorText)")
        #expect(text.errorText == "")
        #expect(text.outputText.count > 40)

        let messages = try #require(try json(program.run("\(render) --as messages")) as? [[String: String]])
        #expect(!messages.isEmpty)
        #expect(
            messages.allSatisfy {
                ["system", "user", "assistant"].contains($0["role"]) && $0["content"]?.isEmpty == false
            })
        #expect(
            zip(messages, messages.dropFirst()).allSatisfy { $0["role"] != $1["role"] },
            "neighbours have one role")

        let openAI = try #require(
            try json(program.run("\(render) --as openai 2>/dev/null")) as? [String: Any])
        #expect(openAI["messages"] as? [[String: String]] == messages)

        let anthropic = try #require(
            try json(program.run("\(render) --as anthropic 2>/dev/null")) as? [String: Any])
        #expect(anthropic["max_tokens"] is NSNumber)
        let turns = try #require(anthropic["messages"] as? [[String: String]])
        #expect(turns.allSatisfy { $0["role"] != "system" })
        #expect((anthropic["system"] != nil) == messages.contains { $0["role"] == "system" })

        let record = try #require(try json(program.run("\(render) --as json")) as? [String: Any])
        #expect(record["text"] as? String == String(text.outputText.dropLast()))
        #expect(record["address"] as? String == address)
        #expect(record["messages"] as? [[String: String]] == messages)
    }

    /// Returns `--vars` with the sample values if there are any.
    private static func values(for address: String) -> String {
        let file = "\(store)/values/\(address.replacing("/", with: "__")).yaml"
        return FileManager.default.fileExists(atPath: file) ? "--vars \(file)" : ""
    }

    private func json(_ result: Program.Result) throws -> Any {
        #expect(result.status == 0, "\(result.errorText)")
        return try JSONSerialization.jsonObject(with: Data(result.output))
    }
}
