import GitIndex
import TestSupport
import Testing

/// Compares random changes of ours with those of `git update-index`.
struct IndexPropertyTests {
    static func path(_ random: inout SeededRandom) -> String {
        let names = ["a", "b", "a-", "a.", "a0", "ab", "é", "long-name-of-a-folder", "A"]
        return (0...Int.random(in: 0...3, using: &random)).map { _ in
            names.randomElement(using: &random) ?? "a"
        }
        .joined(separator: "/")
    }

    @Test(arguments: [UInt64](1...12))
    func sameEntriesAsGit(seed: UInt64) throws {
        var random = SeededRandom(seed)
        let ours = try GitWorkspace()
        let gits = try GitWorkspace()
        for work in [ours, gits] {
            try work.write("a", "a\n")
            try work.git("add", "a")
            try work.git("update-index", "--index-version", seed.isMultiple(of: 2) ? "4" : "2")
        }
        let id = try ours.git("hash-object", "-w", "--stdin", input: [65])
        try gits.git("hash-object", "-w", "--stdin", input: [65])
        for _ in 0..<6 {
            var changes: [IndexChange] = []
            var lines = ""
            for _ in 0..<Int.random(in: 1...9, using: &random) {
                let path = Self.path(&random)
                // One change per path, and no path inside another one, because git applies changes one after
                // the other.
                let isApart = changes.allSatisfy {
                    let other = String(decoding: $0.path, as: UTF8.self)
                    return other != path && !other.hasPrefix(path + "/") && !path.hasPrefix(other + "/")
                }
                guard isApart else { continue }
                if Int.random(in: 0..<3, using: &random) == 0 {
                    changes.append(.remove(path: Array(path.utf8)))
                    lines += "0 \(ObjectID.zero)\t\(path)\n"
                } else {
                    let blob = try #require(
                        Bool.random(using: &random) ? ObjectID.emptyBlob : ObjectID(hex: id.dropLast()))
                    let mode: UInt32 = Bool.random(using: &random) ? 0o100644 : 0o100755
                    changes.append(.set(path: Array(path.utf8), id: blob, mode: mode, stat: .unknown))
                    lines += "\(String(mode, radix: 8)) \(blob)\t\(path)\n"
                }
            }
            if Int.random(in: 0..<3, using: &random) == 0 {
                // A conflict, made by git in both.
                let sides = ["0 \(ObjectID.zero)"] + (1...3).map { "100644 \(id.dropLast()) \($0)" }
                let input = sides.map { $0 + "\tconflict/of/three\n" }.joined()
                for work in [ours, gits] {
                    try work.git("update-index", "--index-info", input: Array(input.utf8))
                }
                if Bool.random(using: &random) {
                    changes.append(
                        .set(
                            path: Array("conflict/of/three".utf8), id: .emptyBlob, mode: 0o100644,
                            stat: .unknown))
                    lines += "100644 \(ObjectID.emptyBlob)\tconflict/of/three\n"
                }
            }
            try gits.git("update-index", "--replace", "--index-info", input: Array(lines.utf8))
            try ours.update(changes.shuffled(using: &random))
            let expected = try gits.git("ls-files", "--stage")
            #expect(try ours.git("ls-files", "--stage") == expected, "seed \(seed)")
            #expect(IndexFileTests.listing(try IndexFile(try ours.indexBytes)) == unquoted(expected))
            // The cached trees of unchanged folders must still be right.
            let tree = try gits.git("write-tree", "--missing-ok", failing: nil)
            #expect(try ours.git("write-tree", "--missing-ok", failing: nil) == tree, "seed \(seed)")
        }
    }

    private func unquoted(_ listing: String) -> String {
        listing.replacing("\"", with: "").replacing("\\303\\251", with: "é")
    }
}
