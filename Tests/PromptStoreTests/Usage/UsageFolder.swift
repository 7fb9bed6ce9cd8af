import Foundation
import PromptCore
import TestSupport

@testable import PromptStore

/// A store in a Git repository, with usage files that the test writes itself.
struct UsageFolder {
    let git = GitFolder()
    static let place = ".git/promptpal/usage"

    var store: Store { get throws { try git.store } }

    /// Returns one event; the same number gives the same event.
    static func line(_ number: Int, prompt: Int = 1, at time: String = "2026-11-24T09:30:00Z") -> String {
        let digits = String(number, radix: 16)
        let id = "01a20e9f-cde5-7512-9224-" + String(repeating: "0", count: 12 - digits.count) + digits
        return #"{"id":"\#(id)","at":"\#(time)","user":"Ana <ana@x>","prompt":"\#(self.prompt(prompt))","#
            + #""address":"p\#(prompt)","action":"render","metadata":{"with":["a","\"}b"]}}"# + "\n"
    }

    static func prompt(_ number: Int) -> RecordID {
        RecordID(high: 0x0198_c1de_0b5c_7c3e, low: 0x9a53_0000_0000_0000 | UInt64(number))
    }

    func write(_ name: String, _ text: String) { git.folder.put(UsageFolder.place + "/" + name, text) }

    /// Appends text to a file, as another process would.
    func append(_ name: String, _ text: String) {
        git.folder.folder(UsageFolder.place)
        let path = git.folder.at(UsageFolder.place + "/" + name)
        if !FileManager.default.fileExists(atPath: path) { write(name, "") }
        guard let file = FileHandle(forWritingAtPath: path) else { return }
        file.seekToEndOfFile()
        file.write(Data(text.utf8))
        try? file.close()
    }

    func remove(_ path: String) { try? FileManager.default.removeItem(atPath: git.folder.at(path)) }

    /// Returns the number of uses of each prompt, by its number; prompts without uses are left out.
    func uses() throws -> [Int: Int] { UsageFolder.uses(try store.usage()) }

    static func uses(_ usage: Usage) -> [Int: Int] {
        var uses: [Int: Int] = [:]
        for (prompt, total) in zip(usage.prompts, usage.totals) where total.uses > 0 {
            uses[Int((prompt.id?.low ?? 0) & 0xFFFF)] = total.uses
        }
        return uses
    }

    /// Returns the same, counted from scratch.
    func usesWithoutCache() throws -> [Int: Int] {
        remove(UsageFolder.place + "/counts")
        return try uses()
    }
}
