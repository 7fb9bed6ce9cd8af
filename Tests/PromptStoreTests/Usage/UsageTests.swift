import Foundation
import PromptCore
import SafeFiles
import StoreTestSupport
import TestSupport
import Testing

@testable import PromptStore

/// The events that render records, and their counts.
@Suite struct UsageTests {
    @Test func recordedIsCounted() throws {
        let folder = UsageFolder()
        let store = try folder.store
        let address = Address(unchecked: "a/b")
        let metadata: [(key: String, value: UsageEvent.Value)] = [("options", .list(["tone=\"kind\""]))]
        for _ in 0..<3 {
            #expect(
                store.record(
                    UsageEvent("render", prompt: UsageFolder.prompt(7), at: address, metadata: metadata)))
        }
        #expect(store.record(UsageEvent("copy", prompt: nil, at: address)))
        let usage = store.usage()
        #expect(
            usage.total(of: UsageFolder.prompt(7), at: address).uses == 4,
            "what had no id yet counts by its address")
        #expect(usage.total(of: UsageFolder.prompt(8), at: Address(unchecked: "c")).uses == 0)
        #expect(Set(usage.entries().map(\.action)) == ["render", "copy"])
        #expect(usage.torn.isEmpty)
        let text = try #require(
            folder.git.folder.text(
                UsageFolder.place + "/\(StoreEnvironment.testing().clock.text.prefix(7)).jsonl"))
        let lines = text.split(separator: "\n")
        #expect(lines.count == 4)
        for line in lines { _ = try JSONSerialization.jsonObject(with: Data(line.utf8)) }
        #expect(folder.git.git("status", "--porcelain").isEmpty)
    }

    @Test func offInTheManifest() throws {
        let folder = UsageFolder()
        folder.git.put("promptpal.yaml", "format: 1\nusage: {record: false}\n")
        #expect(try !folder.store.record(UsageEvent("render", prompt: nil, at: Address(unchecked: "a"))))
        #expect(try folder.uses() == [:])
    }

    /// One `write(2)` takes a whole line.
    @Test func linesAreShort() throws {
        let long = String(repeating: "ü", count: 3000)
        let id = UsageFolder.prompt(1)
        let event = UsageEvent(
            "render", prompt: id, at: Address(unchecked: "a"), metadata: [("with", .list([long]))])
        let line = try #require(event.line(id: id, at: StoreEnvironment.testing().clock.text, user: long))
        #expect(line.count <= 4096 && line.last == 0x0A)
        #expect(String(decoding: line, as: UTF8.self).contains(#""metadata":{"cut":true}"#))
        let endless = UsageEvent(
            "render", prompt: id, at: Address(unchecked: String(repeating: "a", count: 5000)))
        #expect(endless.line(id: id, at: StoreEnvironment.testing().clock.text, user: "u") == nil)
    }

    /// Garbage from a full disk or a power cut costs its own line and no other.
    @Test(arguments: [
        #"{"id":"01a20e9f-cde5"#, "\0\0\0\0\0",
        #"{"id":"01a20e9f-cde5-7512-9224-000000000009","at":"2026-11-24T0"#,
        "not JSON", #"[1,2]"#, #"{"a":{"b":[1,{"c":"#,
    ])
    func tornLines(_ torn: String) throws {
        let folder = UsageFolder()
        folder.write(
            "2026-11.jsonl",
            UsageFolder.line(1) + torn + UsageFolder.line(2, prompt: 2) + torn + "\n" + UsageFolder.line(3))
        #expect(try folder.uses() == [1: 2, 2: 1])
        #expect(try folder.store.usage().torn.map(\.lines) == [2])
        folder.append("2026-11.jsonl", torn)
        #expect(try folder.uses() == [1: 2, 2: 1], "an end without a line end waits for more")
    }

    /// A line that is still being written is counted when it is complete.
    @Test func lineInTwoParts() throws {
        let folder = UsageFolder()
        let line = UsageFolder.line(1)
        folder.append("2026-11.jsonl", String(line.prefix(40)))
        #expect(try folder.uses() == [:])
        folder.append("2026-11.jsonl", String(line.dropFirst(40)))
        #expect(try folder.uses() == [1: 1])
        #expect(try folder.store.usage().torn.isEmpty)
    }

    @Test func anEventCountsOnce() throws {
        let folder = UsageFolder()
        let lines = (1...50).map { UsageFolder.line($0, prompt: $0 % 3) }
        folder.write("2026-11.jsonl", lines.joined() + lines.reversed().joined())
        folder.git.put("usage/device-a/2026-11.jsonl", lines.shuffled().joined())
        folder.git.put("usage/device-b/2026-10.jsonl", lines.prefix(10).joined() + UsageFolder.line(99))
        let expected = [0: 16, 1: 18, 2: 17]
        #expect(try folder.uses() == expected)
        folder.append("2026-11.jsonl", lines.joined())
        #expect(try folder.uses() == expected)
    }

    /// Keys in any order, white space, escapes, time offsets: the output of another program.
    @Test func othersWriteJSONToo() throws {
        let folder = UsageFolder()
        folder.write(
            "2026-11.jsonl",
            #"{ "metadata" : {"n": [1, -2.5e3, null, true]} , "action":"run","prompt": null, "address":"caf\u00e9\/\ud83d\ude00", "user":"B", "at":"2026-11-24T01:30:00.25+02:00", "id":"01A20E9F-CDE5-7512-9224-000000000001" }"#
                + "\r\n")
        let usage = try folder.store.usage()
        let entry = try #require(usage.entries().first)
        #expect(entry.prompt.address == "café/😀")
        #expect(entry.action == "run" && entry.user == "B")
        #expect(UsageTime.text(day: entry.day) == "2026-11-23")
        #expect(usage.total(of: nil, at: Address(unchecked: "café/😀")).lastText == "2026-11-23T23:30:00Z")
    }

    /// The newest address of a renamed prompt, and only the requested days.
    @Test func addressesAndDays() throws {
        let folder = UsageFolder()
        folder.write(
            "2026-11.jsonl",
            UsageFolder.line(1, at: "2026-11-01T00:00:00Z").replacing("p1", with: "new")
                + UsageFolder.line(2, at: "2026-10-30T23:59:59Z")
                + UsageFolder.line(3, at: "2026-10-31T00:00:00Z"))
        let usage = try folder.store.usage()
        #expect(usage.prompts.map(\.address) == ["new"])
        let since = try #require(UsageTime.day("2026-10-31", today: 0))
        #expect(try folder.store.usage(since: since).totals.map(\.uses) == [2])
        #expect(UsageTime.day("2d", today: since) == since - 2)
        #expect(UsageTime.day("yesterday", today: since) == nil)
    }

    /// Files that grow, are rewritten, vanish and come back, and a damaged cache: the counts are always those
    /// of the files.
    @Test(arguments: 0..<6) func refreshedIsCountedAnew(_ seed: Int) throws {
        var random = SeededRandom(seed)
        let folder = UsageFolder()
        var next = 1
        let months = ["2026-09", "2026-10", "2026-11"]
        func lines(_ count: Int) -> String {
            (0..<count).map { _ -> String in
                // Some events are repeated.
                let number =
                    Int.random(in: 0..<4, using: &random) == 0
                    ? Int.random(in: 1...next, using: &random) : next
                if number == next { next += 1 }
                return UsageFolder.line(
                    number, prompt: number % 5, at: "\(months[number % 3])-0\(1 + number % 9)T00:00:00Z")
            }.joined()
        }
        for _ in 0..<12 {
            let shared =
                "usage/device-\(Int.random(in: 0..<2, using: &random))/2026-1\(Int.random(in: 0...1, using: &random)).jsonl"
            let own = "\(months[Int.random(in: 0..<3, using: &random)]).jsonl"
            switch Int.random(in: 0..<8, using: &random) {
            case 0...2: folder.append(own, lines(Int.random(in: 1...400, using: &random)))
            case 3: folder.write(own, lines(Int.random(in: 0...20, using: &random)))
            case 4: folder.git.put(shared, lines(Int.random(in: 1...300, using: &random)))
            case 5: folder.remove(shared)
            case 6: folder.remove(UsageFolder.place + "/" + own)
            default: damage(folder, &random)
            }
            let refreshed = try folder.uses()
            // Twice, so that the new cache is read as well.
            #expect(try folder.uses() == refreshed)
            let kept = UsageFolder()
            copy(folder, to: kept)
            #expect(try kept.uses() == refreshed)
        }
    }

    /// Changes a byte of the cache, truncates it, or removes one of its files.
    private func damage(_ folder: UsageFolder, _ random: inout SeededRandom) {
        let top = folder.git.folder.at(UsageFolder.place + "/counts")
        let names = (FileManager.default.enumerator(atPath: top)?.allObjects as? [String] ?? []).filter {
            name in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: top + "/" + name, isDirectory: &isFolder)
                && !isFolder.boolValue
        }.sorted()
        guard let name = names.randomElement(using: &random) else { return }
        let path = top + "/" + name
        var bytes = [UInt8](FileManager.default.contents(atPath: path) ?? Data())
        switch Int.random(in: 0..<3, using: &random) {
        case 0:
            bytes[Int.random(in: 0..<bytes.count, using: &random)] ^=
                1 << UInt8.random(in: 0..<8, using: &random)
        case 1: bytes.removeLast(Int.random(in: 1...bytes.count, using: &random))
        default:
            try? FileManager.default.removeItem(atPath: path)
            return
        }
        _ = FileManager.default.createFile(atPath: path, contents: Data(bytes))
    }

    /// Copies the events without the cache.
    private func copy(_ folder: UsageFolder, to other: UsageFolder) {
        for (path, names) in [
            (UsageFolder.place, folder.git.folder.names(UsageFolder.place)),
            ("usage/device-0", folder.git.folder.names("usage/device-0")),
            ("usage/device-1", folder.git.folder.names("usage/device-1")),
        ] {
            for name in names where name.hasSuffix(".jsonl") {
                let data =
                    FileManager.default.contents(atPath: folder.git.folder.at(path + "/" + name)) ?? Data()
                other.git.folder.folder(path)
                _ = FileManager.default.createFile(
                    atPath: other.git.folder.at(path + "/" + name), contents: data)
            }
        }
    }
}
