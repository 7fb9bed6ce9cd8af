import Foundation
import TestSupport
import Testing

/// Three clones that change and sync at random, a third of it by processes of plain Git.
/// `PROMPTPAL_NUMBER_CHANGES` sets the number of changes of each clone.
@Suite struct NumbersTrialTests {
    private static let changes =
        ProcessInfo.processInfo.environment["PROMPTPAL_NUMBER_CHANGES"].flatMap { Int($0) } ?? 60

    /// No published number of any clone means another text without having been announced: by `push` and `sync`
    /// before they send, or by the `pull` that receives it.
    @Test func nothingMovesUnannounced() throws {
        var trial = try NumbersTrial(seed: 1)
        for step in 0..<3 * NumbersTrialTests.changes { try trial.run(step) }
        try trial.end()
        let counts = trial.counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        print("numbers-trial \(counts.joined(separator: ", "))")
        // The trial shows nothing if plain Git made no merge that changes numbers.
        #expect(trial.counts["merges made again", default: 0] > 0)
        #expect(trial.counts["announced numbers", default: 0] > 0)
    }
}

/// The library, its clones, and the published numbers that each clone has shown.
private struct NumbersTrial {
    /// The commit of each published version, by `ADDRESS vN`.
    private typealias Numbers = [String: String]

    private static let addresses = ["hello", "second", "third"]
    private static let clones = ["ana", "ben", "cem"]

    private let library: SharedLibrary
    private var random: SeededRandom
    /// What each clone shows.
    private var seen: [String: Numbers] = [:]
    /// The text of each version, by address and commit.
    private var texts: [String: String] = [:]
    private(set) var counts: [String: Int] = [:]

    init(seed: Int) throws {
        random = SeededRandom(seed)
        library = try SharedLibrary()
        try library.pass(
            """
            git config --global promptpal.sync false
            git config --global core.fsync none
            cd ana
            printf 'content: Be kind.\\n' > prompts/tone.module.yaml
            for name in second third; do
                sed "s/hello/$name/" prompts/hello.prompt.yaml | grep -v '^id:' > prompts/$name.prompt.yaml
            done
            printf '  - use: tone\\n' >> prompts/third.prompt.yaml
            promptpal save --all -q && promptpal push -q
            cd ..
            for name in ben cem; do promptpal clone "$URL" $name -q; done
            for name in ana ben cem; do promptpal -C $name setup-git -q; done
            """)
        for clone in NumbersTrial.clones { seen[clone] = try published(clone) }
    }

    private mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int(random.next() % UInt64(values.count))]
    }

    /// One change in one clone, and possibly an exchange with the others.
    mutating func run(_ step: Int) throws {
        let clone = NumbersTrial.clones[step % 3]
        let isPlain = random.next() % 3 == 0
        let address = pick(NumbersTrial.addresses)
        counts[isPlain ? "plain changes" : "changes", default: 0] += 1
        if isPlain {
            try library.pass(
                """
                cd \(clone)
                sed -i '\(pick(["s/^description: .*/description", "s/content: You.*/content"])): You, step \(step)/' prompts/\(address).prompt.yaml
                git diff --quiet || git commit -qam 'Step \(step)'
                """)
        } else if random.next() % 8 == 0 {
            try library.pass("promptpal -C \(clone) set tone content='Be kind \(step).' -q")
        } else {
            let key = pick(["description", "modules.task.content", "tags"])
            try library.pass("promptpal -C \(clone) set \(address) \(key)='Step \(step)' -q")
        }
        if isPlain { try plainExchange(clone) } else { try sync(clone) }
        try checkText(clone)
    }

    /// Ends with a sync of all clones: they show the same numbers.
    mutating func end() throws {
        for _ in 0..<2 {
            for clone in NumbersTrial.clones { try sync(clone) }
        }
        let all = try NumbersTrial.clones.map { try published($0) }
        #expect(all[0] == all[1] && all[1] == all[2])
        #expect(all[0].count > NumbersTrialTests.expectedVersions)
        counts["published versions at the end"] = all[0].count
    }

    // MARK: Exchanges

    /// `git pull`, which merges or rebases; then nothing, `git push`, `promptpal push` or `promptpal sync`.
    private mutating func plainExchange(_ clone: String) throws {
        let pull = pick(["--no-rebase --no-edit", "--no-rebase --no-edit", "--rebase"])
        let old = try library.pass("git -C \(clone) rev-parse HEAD")
        let pulled = library.run(
            "cd \(clone) && git pull -q \(pull) || { git rebase --abort 2>/dev/null || git merge --abort; exit 1; }"
        )
        guard pulled.status == 0 else {
            counts["plain pulls that gave up", default: 0] += 1
            return try sync(clone)
        }
        counts["plain pulls", default: 0] += 1
        // Plain Git says nothing: a clone may only show other numbers than before if its last commit is not on
        // the first-parent line of the new one.
        let left = library.run(
            "cd \(clone) && git rev-list --first-parent HEAD | grep -q \(old.trimmingCharacters(in: .newlines))"
        ).status
        let next = random.next() % 4
        if next == 1 {
            let isOnLine = library.run(
                "cd \(clone) && git rev-list --first-parent HEAD | grep -q $(git rev-parse origin/main)"
            ).status
            counts[isOnLine == 0 ? "plain pushes" : "plain pushes of a foxtrot merge", default: 0] += 1
            try library.pass("git -C \(clone) push -q")
        }
        let (moved, now) = try moves(in: clone)
        if left == 0 { #expect(moved.isEmpty, "\(clone): \(moved) moved on one line") }
        counts["numbers moved by plain Git alone", default: 0] += moved.count
        seen[clone] = now
        switch next {
        case 2: try announced(clone, "push")
        case 3: try sync(clone)
        default: break
        }
    }

    /// Syncs; if a conflict or a problem stops it, resolves that and syncs again.
    private mutating func sync(_ clone: String) throws {
        if try announced(clone, "sync") { return }
        counts["syncs stopped by conflicts", default: 0] += 1
        let choice = pick(["--ours", "--theirs"])
        try library.pass(
            """
            cd \(clone)
            for address in $( (promptpal resolve --json || true) | jq -r '.[].address' | sort -u); do
                promptpal resolve $address \(choice) -q
            done
            """)
        #expect(try announced(clone, "sync"), "\(clone) can't send after the conflicts are resolved")
    }

    /// Runs a command, and checks that it names every published version whose number now means another text.
    ///
    /// - Returns: false if it sent nothing because of problems.
    @discardableResult private mutating func announced(_ clone: String, _ command: String) throws -> Bool {
        counts[command + " commands", default: 0] += 1
        let result = library.run("promptpal -C \(clone) \(command) --json")
        let isStopped = result.status == 1 && result.errorText.contains("nothing was sent, because")
        if command == "push", result.status == 1 {
            #expect(isStopped || result.errorText.contains("so nothing was sent"), "\(result.errorText)")
            return false
        }
        try #require(result.status == 0 || isStopped, "\(clone): \(result.outputText)\(result.errorText)")
        let listed = try NumbersTrial.renumbered(in: result.outputText)
        if result.outputText.contains("\"exchanged\": \"") { counts["merges made again", default: 0] += 1 }
        let (moved, now) = try moves(in: clone)
        for name in moved {
            counts["announced numbers", default: 0] += 1
            #expect(listed.contains(name), "\(name) moved silently in \(clone) by \(command)")
        }
        seen[clone] = now
        return !isStopped
    }

    // MARK: Numbers

    /// Returns the `ADDRESS vN` that the JSON of `push` or `sync` lists as renumbered.
    private static func renumbered(in json: String) throws -> Set<String> {
        guard let all = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any] else {
            return []
        }
        let parts =
            [all] + (all["pulled"] as? [[String: Any]] ?? []) + [all["pushed"] as? [String: Any] ?? [:]]
        let versions = parts.flatMap { $0["renumbered"] as? [[String: Any]] ?? [] }
        return Set(versions.map { "\($0["address"] ?? "") v\($0["before"] ?? "")" })
    }

    private static func objects(_ json: String) throws -> [[String: Any]] {
        try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]] ?? []
    }

    /// The published versions of a clone: those whose commits the other side is known to have.
    private func published(_ clone: String) throws -> Numbers {
        let lists = try library.pass(
            """
            cd \(clone) && git rev-list origin/main
            for address in \(NumbersTrial.addresses.joined(separator: " ")); do echo =; promptpal log $address --json; done
            """
        ).components(separatedBy: "=\n")
        let known = Set(lists[0].split(separator: "\n").map(String.init))
        var numbers: Numbers = [:]
        for (address, list) in zip(NumbersTrial.addresses, lists.dropFirst()) {
            for version in try NumbersTrial.objects(list) {
                guard let number = version["version"] as? Int, let commit = version["commit"] as? String,
                    known.contains(commit)
                else { continue }
                numbers["\(address) v\(number)"] = commit
            }
        }
        return numbers
    }

    /// Returns the published numbers that mean another text than when this clone last showed them.
    private mutating func moves(in clone: String) throws -> (moved: [String], now: Numbers) {
        let now = try published(clone)
        var moved: [String] = []
        for (name, commit) in seen[clone] ?? [:] where now[name] != commit {
            guard let other = now[name] else {
                moved.append(name)
                continue
            }
            if try text(name, commit, in: clone) != text(name, other, in: clone) { moved.append(name) }
        }
        return (moved.sorted(), now)
    }

    private mutating func text(_ name: String, _ commit: String, in clone: String) throws -> String {
        let address = name.split(separator: " ")[0]
        let key = "\(address)@\(commit)"
        if let known = texts[key] { return known }
        let text = try library.pass("promptpal -C \(clone) render \(key)")
        texts[key] = text
        return text
    }

    /// A number renders what its commit renders.
    private mutating func checkText(_ clone: String) throws {
        guard random.next() % 4 == 0, let numbers = seen[clone], !numbers.isEmpty else { return }
        let name = pick(numbers.keys.sorted())
        guard let commit = numbers[name] else { return }
        let expected = try text(name, commit, in: clone)
        let rendered = try library.pass("promptpal -C \(clone) render \(name.replacing(" ", with: "@"))")
        #expect(rendered == expected, "\(name) in \(clone)")
        counts["rendered numbers", default: 0] += 1
    }
}

extension NumbersTrialTests {
    fileprivate static var expectedVersions: Int { changes }
}
