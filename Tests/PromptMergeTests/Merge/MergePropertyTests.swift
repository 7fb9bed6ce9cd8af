import Foundation
import PromptCore
import Testing

@testable import PromptMerge

/// Random prompts with random changes on two sides. `PROMPTPAL_MERGE_PAIRS` sets their number;
/// `Scripts/merge-trial` runs 20,000 and the same with `git merge-file`, and prints the table in
/// `docs/merging.md`.
@Suite struct MergePropertyTests {
    static let pairs = ProcessInfo.processInfo.environment["PROMPTPAL_MERGE_PAIRS"].flatMap { Int($0) } ?? 400
    static let parts = 8
    static let isTrial = pairs >= 1000

    @Test(arguments: 0..<parts)
    func randomPairs(part: Int) throws {
        var trial = MergeTrial()
        let git = try GitMergeFile()
        defer { git.remove() }
        for seed in part * Self.pairs / Self.parts..<(part + 1) * Self.pairs / Self.parts {
            if let failure = trial.run(seed) {
                Issue.record("seed \(seed): \(failure)")
                return
            }
            // Each comparison starts a process, so the suite compares only every tenth pair.
            if Self.isTrial || seed % 10 == 0 { try trial.compare(seed, git) }
        }
        if Self.isTrial { print("merge-trial \(trial.row)") }
        // Git's markers are the last resort, and must be rare.
        #expect(trial.markers * 200 <= trial.count, "\(trial.markers) of \(trial.count) with markers")
    }
}

/// Runs one pair after the other, checks the invariants of each, and counts the results.
struct MergeTrial {
    var count = 0
    var merged = 0
    var kept = 0
    var markers = 0

    /// The same pairs with `git merge-file`: clean, clean but an invalid prompt, in conflict, number of
    /// conflicts.
    var git = (clean: 0, broken: 0, conflicting: 0, conflicts: 0)
    /// Number of values of which both versions are kept.
    var keptThings = 0
    /// Number of pairs that Git merges and we do not.
    var worse = 0

    /// The numbers for the script.
    var row: String {
        "\(count) \(merged) \(kept) \(markers) \(keptThings) \(git.clean) \(git.broken) \(git.conflicting) \(git.conflicts) \(worse)"
    }

    mutating func compare(_ seed: Int, _ program: GitMergeFile) throws {
        let pair = Pair(seed)
        let (b, o, t) = (Array(pair.base.utf8), Array(pair.ours.utf8), Array(pair.theirs.utf8))
        let (text, conflicts) = try program.merge(base: b, ours: o, theirs: t)
        if conflicts > 0 {
            git.conflicting += 1
            git.conflicts += conflicts
        } else if MergedFile(bytes: text).errors.isEmpty {
            git.clean += 1
            let ours = FileMerge.merge(base: b, ours: o, theirs: t, path: "prompts/email.prompt.yaml")
            if ours.hasConflicts { worse += 1 }
        } else {
            git.broken += 1
        }
    }

    struct Pair {
        let base: String
        let ours: String
        let theirs: String
        let renames: Bool

        init(_ seed: Int) {
            renames = seed % 2 == 1
            var prompts = RandomPrompts(seed, renames: renames)
            let base = prompts.prompt()
            self.base = base.text
            ours = prompts.changed(base, by: "o").text
            theirs = prompts.changed(base, by: "t").text
        }
    }

    /// Returns the violated invariant; `nil` if there is none.
    mutating func run(_ seed: Int) -> String? {
        let pair = Pair(seed)
        let (b, o, t) = (Array(pair.base.utf8), Array(pair.ours.utf8), Array(pair.theirs.utf8))
        let path = "prompts/email.prompt.yaml"
        let result = FileMerge.merge(base: b, ours: o, theirs: t, path: path)
        let swapped = FileMerge.merge(base: b, ours: t, theirs: o, path: path)
        count += 1
        func report(_ what: String) -> String {
            if let file = ProcessInfo.processInfo.environment["PROMPTPAL_MERGE_DUMP"] {
                for (name, text) in [
                    ("b", b), ("o", o), ("t", t), ("r", result.bytes ?? []), ("s", swapped.bytes ?? []),
                ] {
                    try? Data(text).write(to: URL(fileURLWithPath: "\(file)-\(seed)-\(name)"))
                }
                return
                    "\(what) \(result.outcome) \(result.notes.map { "\($0.kind) \($0.key)" }) \(swapped.outcome)"
            }
            return
                "\(what)\n--- base\n\(pair.base)--- ours\n\(pair.ours)--- theirs\n\(pair.theirs)--- merged \(result.outcome) \(result.notes.map { "\($0.kind) \($0.key)" })\n\(result.text)--- swapped \(swapped.outcome)\n\(swapped.text)"
        }
        if FileMerge.merge(base: b, ours: o, theirs: b, path: path).bytes != o {
            return report("ours with the base")
        }
        if FileMerge.merge(base: b, ours: b, theirs: t, path: path).bytes != t {
            return report("theirs with the base")
        }
        if result.outcome != swapped.outcome { return report("another outcome the other way round") }
        switch result.outcome {
        case .merged: merged += 1
        case .keptBoth:
            kept += 1
            keptThings += result.notes.count { $0.kind == .keptOption || $0.kind == .keptValue }
        case .markers:
            markers += 1
            return nil
        }
        if !result.errors.isEmpty { return report("errors \(result.errors)") }
        guard let before = MergeAtoms(b), let left = MergeAtoms(o), let right = MergeAtoms(t),
            let after = MergeAtoms(result.bytes ?? []), let other = MergeAtoms(swapped.bytes ?? [])
        else { return report("no YAML") }
        // Everything that a side wrote is in the file, also comments.
        for text in left.texts.union(right.texts).subtracting(before.texts) where !after.texts.contains(text)
        {
            return report("lost \(text)")
        }
        for line in (pair.ours + pair.theirs).split(separator: "\n") where line.contains("#") {
            let comment = String(line[(line.firstIndex(of: "#") ?? line.startIndex)...])
            if !pair.base.contains(comment), !result.text.contains(comment) {
                return report("lost \(comment)")
            }
        }
        if result.outcome == .merged, after.values != other.values {
            return report("another result the other way round")
        }
        if pair.renames { return nil }
        return missing(before, left, right, after).map(report)
            ?? missing(before, right, left, after).map(report)
    }

    /// Returns a change of one side that the other one did not touch and that is missing; `nil` if there is
    /// none.
    private func missing(
        _ before: MergeAtoms, _ left: MergeAtoms, _ right: MergeAtoms, _ after: MergeAtoms
    ) -> String? {
        for path in Swift.Set(left.values.keys).union(before.values.keys) {
            let (old, new) = (before.values[path], left.values[path])
            guard old != new, right.values[path] == old, !after.isHeldBack(path) else { continue }
            if after.values[path] == new { continue }
            // Deleted values stay if the other side changed a part of them.
            if new == nil, isChanged(around: path, before, right) { continue }
            if new == nil, isLast(path, before, left, right) { continue }
            return "a change of \(path) is missing: \(new ?? "deleted")"
        }
        return nil
    }

    /// True if the two sides together deleted all modules, or all options of a module. All of them stay then,
    /// because a prompt without any is invalid.
    private func isLast(
        _ path: String, _ before: MergeAtoms, _ left: MergeAtoms, _ right: MergeAtoms
    ) -> Bool {
        let parts = path.split(separator: "/").map(String.init)
        return [1, 3].contains { depth in
            guard parts.count > depth, ["modules", "options"].contains(parts[depth - 1]) else { return false }
            let list = "/" + parts.prefix(depth).joined(separator: "/") + "/"
            let names = [before, left, right].map { side in
                Swift.Set(
                    side.values.keys.filter { $0.hasPrefix(list) }.map {
                        $0.dropFirst(list.count).prefix { $0 != "/" }
                    })
            }
            return names[1].union(names[2]).isSubset(of: names[0]) && names[1].isDisjoint(with: names[2])
        }
    }

    private func isChanged(around path: String, _ before: MergeAtoms, _ right: MergeAtoms) -> Bool {
        let parts = path.split(separator: "/")
        for depth in stride(from: 2, to: parts.count, by: 1) {
            let unit = "/" + parts.prefix(depth).joined(separator: "/") + "/"
            let paths = Swift.Set(before.values.keys).union(right.values.keys).filter { $0.hasPrefix(unit) }
            if paths.contains(where: { before.values[$0] != right.values[$0] }) { return true }
        }
        return false
    }
}
