import Diagnostics
import Foundation
import PromptCore
import PromptTestSupport
import TestSupport
import Testing

@testable import PromptMerge

/// Random libraries with moves, renames, deletions and new uses on both sides. `PROMPTPAL_LIBRARY_PAIRS` sets
/// the number of pairs.
@Suite struct RandomLibraryTests {
    static let pairs =
        ProcessInfo.processInfo.environment["PROMPTPAL_LIBRARY_PAIRS"].flatMap { Int($0) } ?? 300

    @Test(arguments: 0..<4)
    func nothingNewIsUnlisted(part: Int) {
        for seed in part * Self.pairs / 4..<(part + 1) * Self.pairs / 4 {
            if let failure = Self.run(seed) {
                Issue.record("seed \(seed): \(failure)")
                return
            }
        }
    }

    private static func run(_ seed: Int) -> String? {
        var random = SeededRandom(seed &+ 77)
        let base = RandomLibrary(&random)
        var (ours, theirs) = (base, base)
        for _ in 0..<Int.random(in: 1...4, using: &random) { ours.change("o", &random) }
        for _ in 0..<Int.random(in: 1...4, using: &random) { theirs.change("t", &random) }
        func bytes(_ files: [String: String]) -> [String: [UInt8]] { files.mapValues { Array($0.utf8) } }
        let whole = TreeMerge.merge(
            base: bytes(base.files), ours: bytes(ours.files), theirs: bytes(theirs.files))
        let files = whole.files.compactMapValues(\.bytes).mapValues { String(decoding: $0, as: UTF8.self) }
        let known = problems(ours.files).union(problems(theirs.files))
        let listed = Set(whole.problems.map { $0.code + $0.message })
        let conflicts = Set(whole.conflicts)
        func dump() -> String {
            "\n--- base \(base.files)\n--- ours \(ours.files)\n--- theirs \(theirs.files)\n--- merged \(files)\n--- listed \(whole.problems)"
        }
        for problem in problems(files).subtracting(known) where !listed.contains(problem) {
            if problem.hasPrefix("PP219"), !conflicts.isEmpty { continue }
            return "not listed: \(problem)" + dump()
        }
        // The files that differ are enough.
        let paths = Set(base.files.keys).union(ours.files.keys).union(theirs.files.keys)
        let same = paths.filter { path in
            base.files[path] == ours.files[path] && base.files[path] == theirs.files[path]
        }
        func part(_ files: [String: String]) -> [String: [UInt8]] {
            bytes(files.filter { !same.contains($0.key) })
        }
        let rest = base.files.filter { same.contains($0.key) }
        let unchanged = rest.compactMap { RecordPath($0.key)?.parsed(Array($0.value.utf8)) }
        let narrow = TreeMerge.merge(
            base: part(base.files), ours: part(ours.files), theirs: part(theirs.files),
            unchanged: SideLibrary(unchanged, touched: [], over: EmptyLibrary()),
            isTaken: { rest[$0] != nil }, referrers: { _ in unchanged })
        var all = narrow.files.compactMapValues(\.bytes)
        for (path, text) in rest { all[path] = Array(text.utf8) }
        if all != whole.files.compactMapValues(\.bytes) {
            return "the changed files give another result" + dump()
        }
        if Set(narrow.problems) != Set(whole.problems) {
            return "the changed files give other problems: \(narrow.problems)" + dump()
        }
        return checkPush(of: files, since: theirs.files).map { $0 + dump() }
    }

    /// What a push would bring: the problems of the differing files are those of the whole libraries.
    private static func checkPush(of new: [String: String], since old: [String: String]) -> String? {
        let same = Set(new.keys.filter { new[$0] == old[$0] })
        func part(_ files: [String: String]) -> [String: [UInt8]] {
            files.filter { !same.contains($0.key) }.mapValues { Array($0.utf8) }
        }
        let unchanged = same.sorted().compactMap { path in
            new[path].flatMap { RecordPath(path)?.parsed(Array($0.utf8)) }
        }
        let narrow = TreeMerge.problems(
            of: part(new), since: part(old),
            unchanged: SideLibrary(unchanged, touched: [], over: EmptyLibrary()), lower: EmptyLibrary(),
            formats: .newest, referrers: { _ in unchanged })
        let listed = Set(narrow.map { $0.code + $0.message })
        let now = problems(new)
        // Two unchanged files can't have a new problem of names or ids.
        for problem in now.subtracting(problems(old)) where !listed.contains(problem) {
            return "a push does not list \(problem)"
        }
        return listed.subtracting(now).first.map { "a push lists \($0), which the library does not have" }
    }

    /// Returns the errors and the warnings that count of a whole library.
    private static func problems(_ files: [String: String]) -> Set<String> {
        let parsed = files.sorted { $0.key < $1.key }
            .compactMap { RecordPath($0.key)?.parsed(Array($0.value.utf8)) }
        let library = SideLibrary(parsed, touched: [], over: EmptyLibrary())
        var found = parsed.flatMap { Checker.check($0, in: library) }
        let entries = parsed.map {
            LibraryEntry(address: $0.address, kind: $0.kind, id: $0.record?.header.id)
        }
        found += LibraryChecker.check(entries).map(\.diagnostic)
        return Set(found.filter(\.countsInMerge).map { $0.code + $0.message })
    }
}

/// A random library of modules, variables and prompts that use them by their whole addresses.
private struct RandomLibrary {
    var files: [String: String] = [:]
    private var nextID = 0

    init(_ random: inout SeededRandom) {
        for number in 0..<4 { add("module", "m\(number)", "Module \(number).") }
        for number in 0..<2 { add("variable", "v\(number)", nil) }
        for number in 0..<5 { add("prompt", "p\(number)", "Prompt \(number).") }
        for _ in 0..<4 { use(&random) }
    }

    private mutating func add(_ kind: String, _ address: String, _ text: String?, by: String = "0") {
        nextID += 1
        let side = by == "o" ? "1" : by == "t" ? "2" : "0"
        let tail = String(nextID, radix: 16)
        let id = "0198c1de-0b5c-7c3e-9a5\(side)-" + String(repeating: "0", count: 12 - tail.count) + tail
        files["prompts/\(address).\(kind).yaml"] =
            "id: \(id)\n" + (text.map { "content: |\n  \($0)\n" } ?? "type: text\n")
    }

    private func addresses(_ kind: String) -> [String] {
        files.keys.filter { $0.hasPrefix("prompts/") && $0.hasSuffix(".\(kind).yaml") }.sorted()
            .map { String($0.dropFirst(8).dropLast(kind.count + 6)) }
    }

    /// The name of a shared variable, from its file or its key.
    private func name(of variable: String) -> String {
        let text = files["prompts/\(variable).variable.yaml"] ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("name: ") }
        return line.map { String($0.dropFirst(6)) }
            ?? Variable.name(fromFile: String(variable.split(separator: "/").last ?? ""))
    }

    private mutating func use(_ random: inout SeededRandom) {
        guard let user = addresses("prompt").randomElement(using: &random) else { return }
        let tag: String
        if Bool.random(using: &random), let module = addresses("module").randomElement(using: &random) {
            tag = "{{> /\(module)}}"
        } else if let variable = addresses("variable").filter({ !$0.contains("/") })
            .randomElement(using: &random)
        {
            tag = "{{\(name(of: variable))}}"
        } else {
            return
        }
        files["prompts/\(user).prompt.yaml"]? += "  Use \(tag).\n"
    }

    private mutating func replace(_ old: String, by new: String) {
        files = files.mapValues { $0.replacingOccurrences(of: old, with: new) }
    }

    mutating func change(_ side: String, _ random: inout SeededRandom) {
        let number = Int.random(in: 0...3, using: &random)
        switch Int.random(in: 0...7, using: &random) {
        case 0, 1: use(&random)
        case 2:
            // Move a module, as `mv` does.
            guard let old = addresses("module").randomElement(using: &random) else { return }
            let new = ["moved\(number)", "a/\(side)\(number)"].randomElement(using: &random) ?? ""
            guard files["prompts/\(new).module.yaml"] == nil else { return }
            files["prompts/\(new).module.yaml"] = files.removeValue(forKey: "prompts/\(old).module.yaml")
            replace("{{> /\(old)}}", by: "{{> /\(new)}}")
        case 3:
            // Rename a variable.
            guard let variable = addresses("variable").randomElement(using: &random) else { return }
            let (old, new) = (name(of: variable), "\(side)name\(number)")
            guard !addresses("variable").contains(where: { name(of: $0) == new }) else { return }
            let path = "prompts/\(variable).variable.yaml"
            replace("{{\(old)}}", by: "{{\(new)}}")
            files[path] =
                (files[path] ?? "").replacingOccurrences(of: "name: \(old)\n", with: "") + "name: \(new)\n"
        case 4:
            // Delete an unused module, as `rm` does.
            guard let module = addresses("module").randomElement(using: &random),
                !files.values.contains(where: { $0.contains("{{> /\(module)}}") })
            else { return }
            nextID += 1
            let entry =
                "trash/0198c1f0-7d2e-7a51-9b0c-\(side == "o" ? 1 : 2)00000000\(String(nextID % 900 + 100))/"
            let name = module.split(separator: "/").last ?? ""
            files[entry + "\(name).module.yaml"] = files.removeValue(forKey: "prompts/\(module).module.yaml")
            files[entry + "trash.yaml"] = "kind: module\ndeleted_by: \(side)\n"
        case 5:
            let address = "new\(number)"
            guard files["prompts/\(address).module.yaml"] == nil else { return }
            add("module", address, "New by \(side).", by: side)
            if let user = addresses("prompt").randomElement(using: &random) {
                files["prompts/\(user).prompt.yaml"]? += "  Use {{> /\(address)}}.\n"
            }
        case 6:
            let address =
                ["new\(number)", side == "o" ? "Case\(number)" : "case\(number)"].randomElement(
                    using: &random) ?? ""
            guard files["prompts/\(address).prompt.yaml"] == nil else { return }
            add("prompt", address, "New by \(side).", by: side)
        default:
            guard let old = addresses("prompt").randomElement(using: &random) else { return }
            let new = "b/\(side)\(number)"
            guard files["prompts/\(new).prompt.yaml"] == nil else { return }
            files["prompts/\(new).prompt.yaml"] = files.removeValue(forKey: "prompts/\(old).prompt.yaml")
        }
    }
}
