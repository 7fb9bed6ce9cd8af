import Foundation
import Git
import TestSupport
import Testing

/// Many new objects become one pack that Git can read.
@Suite struct PackingTests {
    private struct Refused: Error {
        var git: GitError?
    }

    private static func packing<Value>(
        _ repository: Repository, _ body: () throws -> Value
    ) throws -> Value {
        try repository.packing(
            { () throws(Refused) in
                do { return try body() } catch { throw Refused(git: error as? GitError) }
            }, folding: { Refused(git: $0) })
    }

    /// Sizes around each step of the header's own size, and of contents that compress well and badly.
    private static let contents: [[UInt8]] = {
        var random = SystemRandomNumberGenerator()
        let sizes = [0, 1, 15, 16, 17, 2_046, 2_047, 2_048, 2_049, 65_535, 262_143, 262_144, 1_000_000]
        return sizes.map { [UInt8](repeating: 0x61, count: $0) }
            + sizes.dropFirst().map { size in
                (0..<size).map { _ in UInt8.random(in: 0...255, using: &random) }
            }
            + (0..<3_000).map { Array("text \($0)\n".utf8) }
    }()

    private static func looseCount(_ workspace: GitWorkspace) throws -> Int {
        try workspace.git("count-objects").split(separator: " ").first.flatMap { Int($0) } ?? -1
    }

    @Test(arguments: [true, false])
    func gitReadsIt(isOrdered: Bool) throws {
        let workspace = try GitWorkspace(["kept.txt": "kept\n"])
        let repository = try Repository.open(containing: workspace.directory)
        try repository.orderObjects(isOrdered)
        let before = try Self.looseCount(workspace)
        let kept = try workspace.git("rev-parse", "HEAD:kept.txt").trimmingCharacters(in: .newlines)
        let base = try #require(try repository.head().commit)
        let signature = Signature(name: "Ana Ruiz", email: "ana@example.com", seconds: 0, offsetMinutes: 0)
        let commit = try Self.packing(repository) {
            var changes: [TreeChange] = []
            for (number, bytes) in Self.contents.enumerated() {
                let id = try repository.writeBlob(bytes)
                // A collected object can be read, and written again.
                #expect(try repository.blob(id) == bytes)
                #expect(try repository.writeBlob(bytes) == id)
                #expect(try repository.has(id))
                changes.append(
                    TreeChange("f\(number % 40)/\(number)", content: TreeContent(mode: .file, id: id)))
            }
            // An object that exists is not collected.
            #expect(try repository.writeBlob(Array("kept\n".utf8)).description == kept)
            let tree = try repository.writeTree(from: try repository.commit(base).tree, applying: changes)
            return try repository.writeCommit(
                tree: tree, parents: [base], author: signature, committer: signature, message: "Many\n")
        }
        #expect(try Self.looseCount(workspace) == before, "nothing is loose")
        let folder = workspace.directory + "/.git/objects/pack"
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(files.count == 2 && files.allSatisfy { $0.hasPrefix("pack-") }, "\(files)")
        let pack = try #require(files.first { $0.hasSuffix(".pack") })
        let listed = try workspace.git("verify-pack", "-v", ".git/objects/pack/" + pack)
        #expect(!listed.contains(kept))
        #expect(listed.contains(commit.description))
        // Git's own index of the same pack is equal byte for byte.
        try workspace.git("index-pack", "-o", "again.idx", ".git/objects/pack/" + pack)
        let index = folder + "/" + pack.replacingOccurrences(of: ".pack", with: ".idx")
        #expect(FileManager.default.contentsEqual(atPath: index, andPath: workspace.directory + "/again.idx"))
        try workspace.git("update-ref", "refs/heads/main", commit.description)
        #expect(try workspace.git("fsck", "--strict") == "")
        for (number, bytes) in Self.contents.enumerated() where number < 40 || number % 500 == 0 {
            let text = try workspace.git("rev-parse", "HEAD:f\(number % 40)/\(number)").dropLast()
            #expect(try repository.blobID(of: bytes).description == text)
            #expect(try repository.blob(try #require(ObjectID(hex: String(text)))) == bytes)
        }
        // Another process, ours or Git's, finds the objects also after a repack.
        try workspace.git("gc", "-q", "--prune=now")
        let again = try Repository.open(containing: workspace.directory)
        #expect(try again.commit(commit).parents == [base])
    }

    @Test func whatIsRefusedLeavesNothing() throws {
        let workspace = try GitWorkspace(["kept.txt": "kept\n"])
        let repository = try Repository.open(containing: workspace.directory)
        let before = try Self.looseCount(workspace)
        var written: ObjectID?
        #expect(throws: Refused.self) {
            try Self.packing(repository) {
                written = try repository.writeBlob(Array("passing\n".utf8))
                throw CancellationError()
            }
        }
        let id = try #require(written)
        #expect(try !repository.has(id))
        #expect(try Self.looseCount(workspace) == before)
        // Later objects are written as files of their own again.
        #expect(try repository.writeBlob(Array("passing\n".utf8)) == id)
        #expect(try Self.looseCount(workspace) == before + 1)
        // Without objects, no pack is written.
        try Self.packing(repository) {}
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: workspace.directory + "/.git/objects/pack")
                == [])
    }

    /// If a pack can't be written, an error is thrown and no file is left.
    @Test func theFolderIsNone() throws {
        let workspace = try GitWorkspace(["kept.txt": "kept\n"])
        let repository = try Repository.open(containing: workspace.directory)
        let folder = workspace.directory + "/.git/objects/pack"
        try FileManager.default.removeItem(atPath: folder)
        let elsewhere = workspace.directory + "/elsewhere"
        try FileManager.default.createDirectory(atPath: elsewhere, withIntermediateDirectories: false)
        try FileManager.default.createSymbolicLink(atPath: folder, withDestinationPath: elsewhere)
        let refused = #expect(throws: Refused.self) {
            try Self.packing(repository) { _ = try repository.writeBlob(Array("passing\n".utf8)) }
        }
        #expect(refused?.git?.message.contains("is no directory") == true, "\(String(describing: refused))")
        #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere) == [])
        try FileManager.default.removeItem(atPath: folder)
        try Self.packing(repository) { _ = try repository.writeBlob(Array("passing\n".utf8)) }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder).count == 2,
            "it is made where it is missing")
    }
}
