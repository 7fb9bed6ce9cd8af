import Diagnostics
import PromptCore
import PromptTestSupport
import Testing

@testable import PromptMerge

/// Random stores with files of every kind, changed at random on two sides, merged as trees.
@Suite struct StoreMergeTests {
    private static let pairs = max(200, MergePropertyTests.pairs / 4)

    @Test(arguments: 0..<4)
    func randomStores(part: Int) {
        for seed in part * Self.pairs / 4..<(part + 1) * Self.pairs / 4 {
            if let failure = Self.run(seed) {
                Issue.record("seed \(seed): \(failure)")
                return
            }
        }
    }

    private static func run(_ seed: Int) -> String? {
        var prompts = RandomPrompts(seed &+ 1_000_000, renames: false)
        let store = prompts.store()
        let (base, ours) = (store.texts, prompts.changed(store, by: "o").texts)
        let theirs = prompts.changed(store, by: "t").texts
        func bytes(_ files: [String: String]) -> [String: [UInt8]] { files.mapValues { Array($0.utf8) } }
        func merge(_ a: [String: String], _ b: [String: String]) -> MergedTree {
            TreeMerge.merge(base: bytes(base), ours: bytes(a), theirs: bytes(b))
        }
        // The merge of a side with the base is that side.
        for side in [ours, theirs] {
            for merged in [merge(side, base), merge(base, side)] {
                let files = merged.files.compactMapValues(\.bytes)
                if files != bytes(side) { return "a side with the base is not the side" }
            }
        }
        let (merged, swapped) = (merge(ours, theirs), merge(theirs, ours))
        func dump() -> String {
            "\n--- base\n\(base)\n--- ours\n\(ours)\n--- theirs\n\(theirs)\n--- merged\n\(merged.files.mapValues { "\($0.outcome) \($0.notes.map(\.message)) \($0.text)" })"
        }
        if merged.hasMarkers != swapped.hasMarkers { return "markers one way round only" + dump() }
        if merged.conflicts.count != swapped.conflicts.count {
            return "conflicts one way round only" + dump()
        }
        if merged.hasMarkers { return nil }
        var texts: Swift.Set<String> = []
        for (path, file) in merged.files {
            guard let bytes = file.bytes else { continue }
            guard let atoms = MergeAtoms(bytes) else { return "\(path) is no YAML" + dump() }
            texts.formUnion(atoms.texts)
            guard case .record(let kind) = MergeFileKind(path: path) else { continue }
            let parsed = ParsedFile(
                SourceText(name: path, bytes: bytes), kind: kind, address: Address(unchecked: "x"),
                format: .one)
            let errors = Checker.check(parsed, in: DictionaryLibrary()).filter { $0.severity == .error }
            if let error = errors.first { return "\(path): \(error.message)" + dump() }
        }
        // Everything that a side wrote is in some file.
        let old = Swift.Set(base.values.flatMap { MergeAtoms(Array($0.utf8))?.texts ?? [] })
        for text in Swift.Set(
            (Array(ours.values) + Array(theirs.values)).flatMap { MergeAtoms(Array($0.utf8))?.texts ?? [] })
        where !old.contains(text) && !texts.contains(text) {
            return "lost \(text)" + dump()
        }
        return nil
    }
}
