import CLinux
import Foundation
import GitIndex
import TestSupport
import Testing

/// The same index files, read here, by `git ls-files --stage` and by libgit2: the same entries, or one
/// refuses.
@Suite struct IndexDifferentialTests {
    /// Files of the real git, made by `Scripts/index-corpus`; the fuzzer starts from them.
    static let corpus: String = {
        var path = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { path.deleteLastPathComponent() }
        return path.appendingPathComponent("Fuzz/corpus/FuzzGitIndex").path
    }()
    static let names = ((try? FileManager.default.contentsOfDirectory(atPath: corpus)) ?? []).sorted()
    static let refused = ["split": "link", "sparse": "sdir"]

    private let work: GitWorkspace
    private let libgit2: LibGit2Index

    init() throws {
        work = try GitWorkspace()
        libgit2 = try LibGit2Index()
    }

    static func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: corpus + "/" + name)))
    }

    /// Our list, in the form of `git ls-files --stage -z`.
    static func listing(_ index: IndexFile) -> [String] {
        var lines: [String] = []
        index.forEach { path, entry in
            let mode = String(entry.mode, radix: 8)
            let padding = String(repeating: "0", count: max(0, 6 - mode.count))
            lines.append(
                "\(padding)\(mode) \(entry.id) \(entry.stage)\t\(String(decoding: path, as: UTF8.self))")
        }
        return lines
    }

    /// The list of git; nil if it refuses the file.
    private func gitListing(_ bytes: [UInt8]) throws -> [String]? {
        try work.writeIndex(bytes)
        do {
            return try work.git("ls-files", "--stage", "-z").split(separator: "\0").map(String.init)
        } catch is GitWorkspace.Failure {
            return nil
        }
    }

    private func libgit2Listing(_ bytes: [UInt8]) throws -> [String]? {
        try work.writeIndex(bytes)
        return libgit2.listing(work.directory + "/.git/index")
    }

    @Test func theCorpusIsThere() {
        #expect(Self.names.count >= 18)
    }

    @Test(arguments: names)
    func filesOfGit(name: String) throws {
        let bytes = try Self.bytes(name)
        guard let ours = try? IndexFile(bytes) else {
            #expect(Self.refused[name] != nil || name == "sha-256")
            if let letters = Self.refused[name] {
                #expect(throws: IndexError.unsupportedExtension(letters)) { try IndexFile(bytes) }
            }
            return
        }
        #expect(Self.refused[name] == nil && name != "sha-256")
        #expect(try gitListing(bytes) == Self.listing(ours))
        // libgit2 compares the checksum, which `skip-hash` has not.
        #expect(try libgit2Listing(bytes) == (name == "skip-hash" ? nil : Self.listing(ours)))
    }

    /// After a change of ours too.
    @Test(arguments: names, [1, 6])
    func changedFiles(name: String, count: Int) throws {
        guard var index = try? IndexFile(try Self.bytes(name)) else { return }
        let paths = ["p/b", "p/q/c", "new", "p", "p/conflict", "zz"]
        let changes = paths.suffix(count).map { path -> IndexChange in
            path == "p/q/c" ? .remove(path: Array(path.utf8)) : IndexFileTests.set(path)
        }
        try index.update(changes, indexModified: (seconds: 1, nanoseconds: 0))
        let bytes = index.serialised()
        let expected = Self.listing(try IndexFile(bytes))
        #expect(try gitListing(bytes) == expected)
        #expect(try libgit2Listing(bytes) == (name == "skip-hash" ? nil : expected))
    }

    /// Bytes changed at random and the checksum made right again: who accepts them reads the same.
    @Test(arguments: names)
    func damagedFiles(name: String) throws {
        let sound = try Self.bytes(name)
        var random = SeededRandom(UInt64(sound.count))
        var accepted = 0
        for _ in 0..<160 {
            var bytes = sound
            for _ in 0...random.below(3) {
                let place = random.below(max(1, bytes.count - 20))
                switch random.below(5) {
                case 0: bytes[place] = UInt8(random.below(256))
                case 1: bytes[place] ^= 1 << UInt8(random.below(8))
                case 2: bytes[place] = random.pick([0, 0x2F, 0x40, 0x7F, 0xFF])
                case 3: bytes.remove(at: place)
                default: bytes.insert(UInt8(random.below(256)), at: place)
                }
            }
            guard bytes.count > 32 else { continue }
            var sum = [UInt8](repeating: 0, count: 20)
            clinux_sha1(bytes, bytes.count - 20, &sum)
            bytes.replaceSubrange((bytes.count - 20)..., with: sum)
            guard let ours = try? IndexFile(bytes) else { continue }
            accepted += 1
            let expected = Self.listing(ours)
            if let theirs = try gitListing(bytes) { #expect(theirs == expected, "\(bytes)") }
            if let theirs = try libgit2Listing(bytes) { #expect(theirs == expected, "\(bytes)") }
        }
        #expect(accepted > 0 || Self.refused[name] != nil || name == "sha-256" || name == "empty")
    }
}
