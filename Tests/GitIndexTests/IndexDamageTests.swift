import Foundation
import GitIndex
import TestSupport
import Testing

/// No bytes make the reader trap, and damage is reported.
struct IndexDamageTests {
    static func sample(version: String) throws -> (GitWorkspace, [UInt8]) {
        let work = try GitWorkspace([
            "a": "a\n", "p/a.yaml": "a\n", "p/b.yaml": "b\n", "p/q/c.yaml": "c\n", "zz": "z\n",
        ])
        try work.git("update-index", "--skip-worktree", "zz")
        try work.git("config", "core.untrackedCache", "true")
        try work.write("p/untracked", "u\n")
        let id = try work.git("hash-object", "-w", "--stdin", input: [65]).dropLast()
        let lines = (1...3).map { "100644 \(id) \($0)\tp/conflict\n" }
        try work.git("update-index", "--index-info", input: Array(lines.joined().utf8))
        try work.git("update-index", "--index-version", version)
        try work.git("update-index", "--untracked-cache")
        try work.git("status")
        return (work, try work.indexBytes)
    }

    /// Checks that an accepted index can be read, changed, written and read again.
    static func exercise(_ bytes: [UInt8]) throws {
        var index: IndexFile
        do {
            index = try IndexFile(bytes, verifyingChecksum: false)
        } catch {
            #expect(!"\(error)".isEmpty)
            return
        }
        var count = 0
        index.forEach { path, _ in count += path.isEmpty ? 0 : 1 }
        #expect(count == index.entryCount)
        try index.update(
            [
                IndexFileTests.set("p/b.yaml"), IndexFileTests.set("p/q"),
                .remove(path: Array("p/conflict".utf8)),
                IndexFileTests.set("p/new/x"), IndexFileTests.set("zzz"),
            ], indexModified: (seconds: 1, nanoseconds: 0))
        _ = try IndexFile(index.serialised())
    }

    @Test(arguments: ["2", "4"])
    func everyPrefix(version: String) throws {
        let (_, bytes) = try Self.sample(version: version)
        for length in bytes.indices {
            #expect(throws: IndexError.self) { try IndexFile(Array(bytes[..<length])) }
            try Self.exercise(Array(bytes[..<length]))
        }
        try Self.exercise(bytes)
    }

    @Test(arguments: ["2", "4"])
    func everyByteChanged(version: String) throws {
        let (_, bytes) = try Self.sample(version: version)
        for place in bytes.indices {
            for change in [0x01, 0x20, 0x80, 0xff] as [UInt8] {
                var other = bytes
                other[place] ^= change
                if place < bytes.count - 20 { #expect(throws: IndexError.self) { try IndexFile(other) } }
                try Self.exercise(other)
            }
        }
    }

    @Test(arguments: [UInt64](1...8))
    func manyBytesChanged(seed: UInt64) throws {
        let (_, bytes) = try Self.sample(version: seed.isMultiple(of: 2) ? "2" : "4")
        var random = SeededRandom(seed)
        for _ in 0..<300 {
            var other = bytes
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let place = Int.random(in: 0..<other.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: other[place] = UInt8.random(in: 0...255, using: &random)
                case 1: other[place] = [0, 0x7f, 0xff, 0x40].randomElement(using: &random) ?? 0
                case 2: other.remove(at: place)
                default: other.insert(UInt8.random(in: 0...255, using: &random), at: place)
                }
            }
            try Self.exercise(other)
        }
    }

    @Test func damageIsNamedAndTheCommandMendsIt() throws {
        let (work, bytes) = try Self.sample(version: "2")
        var shorter = IndexFile()
        try shorter.update([IndexFileTests.set("b"), IndexFileTests.set("a")], indexModified: (0, 0))
        var unsorted = shorter.serialised()
        unsorted[12 + 62] = UInt8(ascii: "c")
        let cases: [([UInt8], String)] = [
            ([], "Git's index is damaged: it has only 0 bytes"),
            (Array(bytes.prefix(40)), "Git's index is damaged: it is too short for its 8 entries"),
            (
                Array("junk".utf8) + bytes.dropFirst(4),
                "Git's index is damaged: it does not begin with 'DIRC'"
            ),
            (
                bytes.dropLast() + [bytes[bytes.count - 1] ^ 1],
                "Git's index is damaged: its checksum is wrong"
            ),
            (
                unsorted.dropLast(20) + [UInt8](repeating: 0, count: 20),
                "Git's index is damaged: entry 2 of 2 is out of order"
            ),
        ]
        for (damaged, message) in cases {
            try work.writeIndex(damaged)
            let error = try #require(throws: IndexError.self) { try IndexFile(damaged) }
            #expect("\(error)" == message)
            #expect(error.help?.contains("`git read-tree HEAD`") == true)
            try work.git("read-tree", "HEAD")
            #expect(try IndexFile(try work.indexBytes).entryCount == 5)
            #expect(try work.git("status", "--porcelain") == "?? p/untracked\n")
        }
    }

    @Test func splitAndSparseAreRefusedWithTheCommandThatUndoesIt() throws {
        for (name, making, undoing) in [
            ("link", ["update-index", "--split-index"], ["update-index", "--no-split-index"]),
            (
                "sdir", ["sparse-checkout", "set", "--sparse-index", "p"],
                ["sparse-checkout", "reapply", "--no-sparse-index"]
            ),
        ] {
            let work = try GitWorkspace(["a/a": "a\n", "p/a": "a\n", "q/r/b": "b\n"])
            let before = try work.git("ls-files", "--stage")
            try work.git(making)
            let error = try #require(throws: IndexError.self) { try IndexFile(try work.indexBytes) }
            #expect(error == .unsupportedExtension(name))
            let command = "`git " + undoing.joined(separator: " ") + "` "
            #expect(error.help?.hasPrefix(command) == true)
            try work.git(undoing)
            #expect(try IndexFile(try work.indexBytes).entryCount == 3)
            #expect(try work.git("ls-files", "--stage") == before)
        }
    }

    /// In a split index, an entry without a path means that the other file's entry has changed.
    @Test(arguments: ["2", "4"])
    func aSplitIndexWithChangesIsRefusedAsOne(version: String) throws {
        let work = try GitWorkspace(["a/a": "a\n", "p/a": "a\n", "q/r/b": "b\n"])
        try work.git("update-index", "--index-version", version)
        try work.git("update-index", "--split-index")
        try work.write("p/a", "changed\n")
        try work.git("add", "p/a")
        let bytes = try work.indexBytes
        #expect(throws: IndexError.unsupportedExtension("link")) { try IndexFile(bytes) }
        try work.git("update-index", "--no-split-index")
        #expect(try IndexFile(try work.indexBytes).entryCount == 3)
    }

    @Test func versionsAndExtensionsThatNobodyKnows() throws {
        var index = IndexFile()
        try index.update([IndexFileTests.set("a")], indexModified: (0, 0))
        let bytes = Array(index.serialised().dropLast(20))
        let noSum = [UInt8](repeating: 0, count: 20)
        var later = bytes
        later[7] = 5
        #expect(throws: IndexError.unsupportedVersion(5)) { try IndexFile(later + noSum) }
        let must = Array("four".utf8) + [0, 0, 0, 1, 9]
        #expect(throws: IndexError.unsupportedExtension("four")) { try IndexFile(bytes + must + noSum) }
        // An optional extension is dropped from a changed index, and a checksum of zeros stays zeros.
        let may = Array("FOUR".utf8) + [0, 0, 0, 1, 9]
        var known = try IndexFile(bytes + may + noSum)
        #expect(known.serialised() == bytes + may + noSum)
        try known.update([IndexFileTests.set("a")], indexModified: (5, 0))
        #expect(known.serialised() == bytes + noSum)
    }

    /// Each path is one byte longer than the last: a file of 4 MB that would expand to 30 GB.
    @Test func aCompressedIndexThatGrowsWithoutEndIsRefused() {
        var bytes = Array("DIRC".utf8) + [0, 0, 0, 4]
        let count = 60_000
        bytes += withUnsafeBytes(of: UInt32(count).bigEndian) { Array($0) }
        for place in 1...count {
            var entry = [UInt8](repeating: 0, count: 62)
            let length = UInt16(min(place, 0xfff))
            entry[60] = UInt8(length >> 8)
            entry[61] = UInt8(length & 0xff)
            bytes += entry + [0, 97, 0]
        }
        bytes += [UInt8](repeating: 0, count: 20)
        #expect(throws: IndexError.tooLarge) { try IndexFile(bytes) }
    }
}
