import Foundation
import PromptIndex
import SafeFiles
import TestSupport

@testable import PromptStore

/// Random files of a store, and random changes of them.
struct LibraryEdits {
    let git: GitFolder
    var random: SeededRandom

    init(seed: UInt64, prefix: String) {
        git = GitFolder(prefix: prefix)
        random = SeededRandom(seed)
    }

    private static let folders = ["", "a/", "a/b/", "a-b/", "m/", "m/ü/", "z/y/x/"]
    private static let names = ["one", "two", "three", "a", "a-b", "b", "ton", "tone", "brand", "größe"]
    private static let words = [
        "launch", "email", "Größe", "請求書", "GPT-4.1", "audience", "report", "résumé", "plain", "x",
    ]

    private mutating func pick<Element>(_ all: [Element]) -> Element {
        all[Int.random(in: 0..<all.count, using: &random)]
    }

    private mutating func words(_ count: Int) -> String {
        (0..<count).map { _ in pick(Self.words) }.joined(separator: " ")
    }

    private mutating func path() -> String {
        let kind = pick(["prompt", "prompt", "prompt", "module", "variable"])
        if Int.random(in: 0..<10, using: &random) == 0 { return "prompts/\(pick(Self.folders))folder.yaml" }
        return "prompts/\(pick(Self.folders))\(pick(Self.names)).\(kind).yaml"
    }

    private mutating func text(_ path: String) -> String {
        if Int.random(in: 0..<15, using: &random) == 0 { return "content: [broken\n" }
        var text = ""
        if Bool.random(using: &random) {
            text += "id: 0198c1de-0b5c-7c3e-9a53-00000000000\(Int.random(in: 0..<10, using: &random))\n"
        }
        if Bool.random(using: &random) { text += "name: \(words(2))\n" }
        if path.hasSuffix("folder.yaml") { return text + "description: \(words(3))\n" }
        if path.hasSuffix(".variable.yaml") { return text + "type: text\nhelp: \(words(3))\n" }
        if Bool.random(using: &random) {
            text += "description: \(words(3))\ntags: [\(pick(Self.words)), T\(pick(Self.words))]\n"
        }
        let target = pick(["tone", "ton", "/m/tone", "b/one", "a", "missing", "größe"])
        let name = pick(["brand", "tone", "own", "a_b", "one"])
        if path.hasSuffix(".module.yaml") {
            if Int.random(in: 0..<4, using: &random) == 0 { return text + "use: \(target)\n" }
            return text + "content: |\n  \(words(4)) {{\(name)}} {{> \(target)}}\n"
        }
        text += "variables:\n  own: {type: text, default: \(words(1))}\n"
        text += "modules:\n  - use: \(target)\n  - name: \(words(1))\n    options:\n"
        text += "      - {name: A, content: '\(words(6)) {{\(name)}} {{own}}'}\n"
        text +=
            "      - {name: B, description: \(words(2)), content: '{{#\(name)}}{{> \(target)}}{{/\(name)}}'}\n"
        return text
    }

    private func existing() -> [String] {
        let found = FileManager.default.enumerator(atPath: git.folder.at(git.prefix + "prompts"))
        return (found?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".yaml") }.sorted()
            .map { "prompts/" + $0 }
    }

    /// Writes a new file, or a new text for an existing one.
    mutating func write() {
        let path = path()
        git.put(path, text(path))
    }

    /// Makes a random change. Returns its name.
    mutating func step() -> String {
        let files = existing()
        let manager = FileManager.default
        func at(_ path: String) -> String { git.folder.at(git.prefix + path) }
        let action = Int.random(in: 0..<12, using: &random)
        if files.isEmpty || action < 2 {
            write()
            return "write"
        }
        let file = pick(files)
        switch action {
        case 2:
            // As editors do: another file takes the name.
            let other = at(file) + ".swp"
            try? Data(text(file).utf8).write(to: URL(fileURLWithPath: other))
            rename(other, at(file))
            return "rename-save \(file)"
        case 3:
            let handle = FileHandle(forWritingAtPath: at(file))
            try? handle?.truncate(atOffset: 0)
            try? handle?.write(contentsOf: Data(text(file).utf8))
            try? handle?.close()
            return "in place \(file)"
        case 4:
            // The same size and the same modification time.
            guard var data = manager.contents(atPath: at(file)), let last = data.lastIndex(of: 0x61) else {
                return "nothing"
            }
            let date = try? manager.attributesOfItem(atPath: at(file))[.modificationDate]
            data[last] = 0x62
            let handle = FileHandle(forUpdatingAtPath: at(file))
            try? handle?.write(contentsOf: data)
            try? handle?.close()
            if let date { try? manager.setAttributes([.modificationDate: date], ofItemAtPath: at(file)) }
            return "same size and time \(file)"
        case 5:
            try? manager.removeItem(atPath: at(file))
            return "rm \(file)"
        case 6:
            let target = path()
            if file.hasSuffix(String(target.split(separator: ".").dropFirst().joined(separator: "."))) {
                git.git("add", "-A")
                git.git("mv", "-f", git.prefix + file, git.prefix + target)
            }
            return "git mv \(file) \(target)"
        case 7:
            let folder = String(file.split(separator: "/").dropLast().joined(separator: "/"))
            let target = "prompts/\(pick(["moved", "a", "new"]))-\(Int.random(in: 0..<99, using: &random))"
            if folder != "prompts" { rename(at(folder), at(target)) }
            return "mv \(folder) \(target)"
        case 8:
            git.commit("Step")
            git.git("checkout", "-q", pick(["other", "main"]))
            return "checkout"
        case 9:
            git.git("stash", "-u")
            if Bool.random(using: &random) { git.git("stash", "pop") }
            return "stash"
        case 10:
            git.git("reset", "-q", "--hard")
            return "reset"
        default:
            for _ in 0..<Int.random(in: 1...20, using: &random) { write() }
            return "many"
        }
    }
}
