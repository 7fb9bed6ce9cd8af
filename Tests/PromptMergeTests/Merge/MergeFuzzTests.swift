import Foundation
import PromptCore
import TestSupport
import Testing

@testable import PromptMerge

/// Any bytes in the three versions: the merge ends, and each line of either side is in the result unless the
/// base has it too or a note tells what happened to it.
@Suite struct MergeFuzzTests {
    private static let count =
        ProcessInfo.processInfo.environment["PROMPTPAL_MERGE_PAIRS"].flatMap { Int($0) } ?? 600

    private static let words = [
        "id:", "name:", "content:", "modules:", "  - ", "options:", "variables:", "tags:", "[", "]", "{", "}",
        "|", ">",
        "\n", "\n", "\n", "\r\n", "\t", "  ", "    ", "# note", "'", "\"", "&a", "*a", "<<", "---", "...",
        "\u{FEFF}",
        "conflict:", "conflicts:", "at:", "theirs:", "default: true", "é", "\u{85}", "\u{2028}", "x", "y: 1",
        "z: {a: 1}",
        "<<<<<<< ours", "=======", ">>>>>>> theirs", "?", ": ", ", ", "- - x",
    ]

    @Test(arguments: [
        "prompts/a.prompt.yaml", "prompts/a.module.yaml", "labels.yaml", "promptpal.yaml", "README",
        "a.jsonl",
    ])
    func anyBytes(path: String) {
        for seed in 0..<Self.count / 6 {
            var random = SeededRandom(seed &* 7919 &+ path.utf8.count)
            let versions = Self.versions(&random)
            let merged = FileMerge.merge(
                base: versions[0], ours: versions[1], theirs: versions[2], path: path)
            check(versions, merged, "\(path) seed \(seed)")
        }
    }

    /// Real prompts with bytes changed, removed and inserted.
    @Test func damagedPrompts() {
        for seed in 0..<Self.count {
            let pair = MergeTrial.Pair(seed)
            var random = SeededRandom(seed)
            let versions = [pair.base, pair.ours, pair.theirs].map { text in
                var bytes = Array(text.utf8)
                if Bool.random(using: &random) { return bytes }
                for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
                    let place = Int.random(in: 0..<bytes.count, using: &random)
                    switch Int.random(in: 0..<3, using: &random) {
                    case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &random)
                    case 1: bytes.remove(at: place)
                    default:
                        bytes.insert(
                            contentsOf: Self.words.randomElement(using: &random)?.utf8 ?? "".utf8, at: place)
                    }
                }
                return bytes
            }
            let merged = FileMerge.merge(
                base: versions[0], ours: versions[1], theirs: versions[2], path: "prompts/a.prompt.yaml")
            check(versions, merged, "seed \(seed)")
        }
    }

    private static func versions(_ random: inout SeededRandom) -> [[UInt8]] {
        var base: [UInt8] = []
        for _ in 0..<Int.random(in: 0...30, using: &random) {
            base += Array((words.randomElement(using: &random) ?? "").utf8)
        }
        return [base]
            + (0..<2).map { _ in
                var side = base
                for _ in 0..<Int.random(in: 1...4, using: &random) {
                    let place = Int.random(in: 0...side.count, using: &random)
                    if Bool.random(using: &random), place < side.count {
                        side.removeSubrange(
                            place..<min(side.count, place + Int.random(in: 1...9, using: &random)))
                    } else {
                        side.insert(
                            contentsOf: Array((words.randomElement(using: &random) ?? "").utf8), at: place)
                    }
                }
                return side
            }
    }

    /// Runs of letters and digits, so that a side's words are found in any layout.
    private static func words(_ bytes: [UInt8]) -> Swift.Set<String> {
        var words: Swift.Set<String> = []
        for word in bytes.split(whereSeparator: { !(0x30...0x39 ~= $0 || 0x61...0x7A ~= $0 | 0x20) }) {
            words.insert(String(decoding: word, as: UTF8.self))
        }
        return words
    }

    private func check(_ versions: [[UInt8]], _ merged: MergedFile, _ what: String) {
        guard let bytes = merged.bytes else {
            Issue.record("\(what): deleted")
            return
        }
        let new = Self.words(versions[1]).union(Self.words(versions[2])).subtracting(Self.words(versions[0]))
        let lost = new.subtracting(Self.words(bytes))
        if !lost.isEmpty, merged.notes.isEmpty {
            Issue.record(
                "\(what): lost \(lost.sorted())\n\(versions.map { String(decoding: $0, as: UTF8.self).debugDescription }.joined(separator: "\n"))\n\(merged.text.debugDescription)"
            )
        }
    }
}
