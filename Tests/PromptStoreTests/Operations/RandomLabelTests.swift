import Foundation
import PromptCore
import StoreTestSupport
import SystemPackage
import TestSupport
import Testing

@testable import PromptStore

/// `X@LABEL` is rendered as `X@COMMIT` was when the label was set, whatever happens to the history.
@Suite struct RandomLabelTests {
    /// 200 stores; `PROMPTPAL_LABEL_STORES=2000` for more.
    static let stores =
        ProcessInfo.processInfo.environment["PROMPTPAL_LABEL_STORES"].flatMap { Int($0) } ?? 200
    static let shares = 10

    @Test(arguments: 0..<shares) func labelsKeepTheirTexts(share: Int) throws {
        var labelCount = 0
        for seed in stride(from: share, to: Self.stores, by: Self.shares) {
            var store = try RandomLabelledStore(seed: seed)
            try store.live()
            for (path, what) in try store.copies() {
                let opened = try Store(opening: FilePath(path))
                for (name, expected) in store.expected {
                    labelCount += 1
                    #expect(
                        RandomLabelledStore.renderings(of: name, in: opened) == expected,
                        "seed \(seed), \(what), \(name)")
                }
            }
        }
        // Few commits have errors that prevent a label.
        #expect(labelCount >= Self.stores / Self.shares * 2)
    }
}

/// A store of format 2 with a random library and a random history.
private struct RandomLabelledStore {
    let folder = GitFolder()
    /// The renderings that `ADDRESS@LABEL` must have.
    private(set) var expected: [String: [String]] = [:]
    private var random: SeededRandom
    private let seed: Int
    /// The addresses of the prompts by the digit of their id.
    private var prompts: [Character: String] = ["a": "x", "b": "f/y", "c": "f/g/z"]
    private var labels: [Character: Set<String>] = [:]

    init(seed: Int) throws {
        self.seed = seed
        random = SeededRandom(seed)
        folder.put("promptpal.yaml", "format: 2\n")
        for name in ["tone", "voice", "note"] { putModule(name, in: "") }
        for name in ["who", "city"] { putVariable(name, in: "") }
        for id in prompts.keys.sorted() { putPrompt(id) }
        folder.commit("First")
    }

    /// Makes random changes and labels.
    mutating func live() throws {
        for _ in 0..<(3 + random.below(5)) {
            switch random.below(7) {
            case 0, 1: putModule(random.pick(["tone", "voice", "note"]), in: random.pick(["", "f", "f/g"]))
            case 2: putVariable(random.pick(["who", "city"]), in: random.pick(["", "f", "f/g"]))
            case 3: try move()
            default: putPrompt(random.pick(["a", "b", "c"]))
            }
            folder.commit("Change")
            if random.chance(60) { try label() }
        }
        try label()
    }

    private mutating func move() throws {
        let id = random.pick(["a", "b", "c"] as [Character])
        let target = random.pick(["", "f/", "f/g/", "h/"]) + "moved\(random.below(1000))\(id)"
        let source = prompts[id] ?? ""
        var isMoved = false
        if random.chance(50) {
            do {
                _ = try folder.store.move(MoveRequest(RecordName(source), to: target))
                isMoved = true
            } catch StoreError.refactoring {
                // No path could give each name its meaning at the new address.
            }
        }
        if !isMoved {
            // As a person does it who does not know about labels.
            let path = "prompts/\(target).prompt.yaml"
            let parent = path.split(separator: "/").dropLast().joined(separator: "/")
            try FileManager.default.createDirectory(
                atPath: folder.folder.at(parent), withIntermediateDirectories: true)
            folder.git("mv", "prompts/\(source).prompt.yaml", path)
        }
        prompts[id] = target
        for label in labels[id] ?? [] {
            expected["\(target)@\(label)"] = expected.removeValue(forKey: "\(source)@\(label)")
        }
    }

    private mutating func label() throws {
        let id = random.pick(["a", "b", "c"] as [Character])
        let (address, label) = (prompts[id] ?? "", random.pick(["production", "staging", "β"]))
        let commit = folder.git("rev-parse", random.chance(70) ? "HEAD" : "HEAD~1").prefix(40)
        let store = try folder.store
        let before = Self.renderings(of: "\(address)@\(commit)", in: store)
        do throws(StoreError) {
            _ = try store.setLabel(
                SetLabelRequest(label, of: RecordName(address), at: .revision(String(commit))))
        } catch {
            // A version with errors, or one that does not have the prompt, can't be labelled.
            switch error {
            case .invalid, .versions: return
            default: throw error
            }
        }
        labels[id, default: []].insert(label)
        expected["\(address)@\(label)"] = before
        #expect(before.contains { !$0.hasPrefix("no") }, "seed \(seed): nothing can be rendered")
    }

    /// Returns stores with the present files and another history, with a title each. The last one has no
    /// history.
    func copies() throws -> [(path: String, title: String)] {
        var path = folder.folder.path
        let title: String
        switch seed % 5 {
        case 0:
            title = "squash"
            folder.git("checkout", "-q", "--orphan", "squashed")
            folder.commit("Squashed")
            folder.git("branch", "-q", "-D", "main")
            folder.git("reflog", "expire", "--expire=now", "--all")
            folder.git("gc", "-q", "--prune=now")
        case 1:
            title = "rebase"
            folder.git("rebase", "-q", "--root", "--force-rebase")
        case 2:
            title = "shallow clone"
            path = folder.folder.at("clone")
            folder.git("clone", "-q", "--depth", "1", "file://\(folder.folder.path)", path)
        case 3:
            title = "filter-branch"
            let filter = "!FILTER_BRANCH_SQUELCH_WARNING=1 git filter-branch -f --msg-filter 'cat; echo more'"
            folder.git("-c", "alias.filtered=\(filter)", "filtered", "--", "--all")
        default:
            title = "autocrlf"
            path = folder.folder.at("clone")
            folder.git("clone", "-q", "-c", "core.autocrlf=true", folder.folder.path, path)
        }
        let bare = folder.folder.at("bare")
        try FileManager.default.createDirectory(atPath: bare, withIntermediateDirectories: true)
        for name in ["promptpal.yaml", "prompts", "labels"]
        where FileManager.default.fileExists(atPath: path + "/" + name) {
            try FileManager.default.copyItem(atPath: path + "/" + name, toPath: bare + "/" + name)
        }
        return [(path, title), (bare, title + " and no .git")]
    }

    /// Returns the text, the messages and both bodies for several choices and values; the reason if there is
    /// none.
    static func renderings(of name: String, in store: Store) -> [String] {
        var inputs = [RenderInput()]
        for option in ["one", "two"] {
            var input = RenderInput()
            input.options = [("choice", option)]
            inputs.append(input)
        }
        var hidden = RenderInput()
        hidden.with = ["hidden"]
        hidden.values["who"] = RenderInput.Given(.text("Ana & Bo"), from: .answer)
        hidden.values["city"] = RenderInput.Given(.text("Rome"), from: .answer)
        inputs.append(hidden)
        return inputs.flatMap { input -> [String] in
            do {
                let outcome = try store.render(
                    RenderRequest(prompt: RecordName(name), input: input, marksMissing: true))
                guard let rendered = outcome.rendered else { return ["no: \(outcome.problems)"] }
                return [
                    rendered.text, RequestBody.messages(rendered), RequestBody.openAI(rendered),
                    RequestBody.anthropic(rendered),
                ]
            } catch {
                return ["no rendering"]
            }
        }
    }
}

extension RandomLabelledStore {
    private mutating func words() -> String {
        let words = ["Be kind.", "Ünïcode ✓", "a  b ", "# no comment", "- no list", "\\\"quoted\\\"", "x: y"]
        var text = random.pick(words)
        for _ in 0..<random.below(3) { text += random.pick([" ", "\\n", "\\n\\n"]) + random.pick(words) }
        return text
    }

    /// A text for a double-quoted scalar that may insert `partials` and variables.
    private mutating func text(inserting partials: [String]) -> String {
        var text = words()
        for partial in partials where random.chance(40) { text += " {{> \(partial)}}" }
        if random.chance(50) { text += " {{who}}" }
        if random.chance(30) { text += "\\n{{#city}}in {{city}}{{/city}}{{^city}}{{who}}{{/city}}" }
        if random.chance(20) { text += " {{{who.json}}}" }
        return "\"\(text)\""
    }

    private func place(_ name: String, in directory: String) -> String {
        "prompts/\(directory.isEmpty ? "" : directory + "/")\(name)"
    }

    private mutating func put(_ path: String, _ lines: [String]) {
        let end = random.chance(15) ? "\r\n" : "\n"
        folder.put(path, (random.chance(5) ? "\u{FEFF}" : "") + lines.joined(separator: end) + end)
    }

    private mutating func putModule(_ name: String, in directory: String) {
        let below = ["tone": ["voice", "note"], "voice": ["note"]][name] ?? []
        var lines = ["name: \(name)"]
        if random.chance(30) { lines.append("variables: {who: own}") }
        if random.chance(20) { lines.append("role: \(random.pick(["system", "assistant"]))") }
        if random.chance(25) {
            lines.append(
                "partials: {note: \(text(inserting: [])), deep: {content: \(text(inserting: below))}}")
            lines.append("content: \(text(inserting: below + ["deep"]))")
        } else if name == "tone", random.chance(30) {
            lines.append("use: voice")
        } else if random.chance(40) {
            lines.append("options:")
            for option in ["one", "two"] {
                lines.append("  - {name: \(option), content: \(text(inserting: below))}")
            }
        } else {
            lines.append("content: \(text(inserting: below))")
        }
        put(place(name, in: directory) + ".module.yaml", lines)
    }

    private mutating func putVariable(_ name: String, in directory: String) {
        let value = random.pick(["all", "nobody", "\"\"", "Ünal"])
        put(place(name, in: directory) + ".variable.yaml", ["default: \(value)", "description: d"])
    }

    private mutating func putPrompt(_ id: Character) {
        var lines = ["id: \(GitFolder.id(id))"]
        if random.chance(30) { lines.append("variables: {city: Oslo}") }
        if random.chance(30) {
            lines.append("model: {name: m, parameters: {temperature: 0.\(random.below(9))}}")
        }
        if random.chance(30) { lines.append("partials: {note: \(text(inserting: []))}") }
        let all = ["tone", "voice", "note"]
        lines += ["modules:", "  - {use: tone, role: system}"]
        if random.chance(40) { lines.append("  - {use: voice, separate: true}") }
        lines.append("  - {name: hidden, visible: false, content: \(text(inserting: all))}")
        lines += ["  - name: choice", "    options:"]
        for option in ["one", "two"] {
            lines.append("      - {name: \(option), content: \(text(inserting: all))}")
        }
        put("prompts/\(prompts[id] ?? "").prompt.yaml", lines)
    }
}
