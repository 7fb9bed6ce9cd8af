import Foundation
import Git
import TestSupport
import Testing

/// A repository that nobody uses any more has no open files.
@Suite struct DescriptorTests {
    /// Returns the files below a directory that this process has open.
    private static func openFiles(below directory: String) throws -> [String] {
        let folder = "/proc/self/fd"
        return try FileManager.default.contentsOfDirectory(atPath: folder).compactMap { name in
            // A descriptor of another test may be closed meanwhile.
            try? FileManager.default.destinationOfSymbolicLink(atPath: folder + "/" + name)
        }.filter { $0.hasPrefix(directory + "/") }
    }

    /// Several packs: one from each `repack`.
    private static func workspace() throws -> GitWorkspace {
        let workspace = try GitWorkspace(["a.txt": "1\n"])
        for number in 2...4 {
            try workspace.git("repack", "-q", "-d")
            // Another length: the size alone shows the change, whatever the times are.
            try workspace.write("a.txt", String(repeating: "\(number)", count: number) + "\n")
            try workspace.git("commit", "-q", "-a", "-m", "next")
        }
        try workspace.git("repack", "-q", "-d")
        return workspace
    }

    /// Reads every version of a file, which opens each pack.
    private static func read(_ repository: Repository) throws -> [[UInt8]] {
        let head = try #require(try repository.head().commit)
        return try repository.history(from: [head], hiding: []).map { id in
            let entry = try #require(try repository.entry("a.txt", in: repository.commit(id).tree))
            return try repository.blob(entry.id)
        }
    }

    /// libgit2 can't close a pack after its shutdown; it keeps the file open, and its lock. Other suites use it
    /// at the same time, so that only some of the many repositories are its last user.
    @Test func packsAreClosed() throws {
        let workspace = try Self.workspace()
        let directory = try #require(realpath(workspace.directory, nil).map { String(cString: $0) })
        for _ in 0..<200 {
            let repository = try Repository.open(containing: workspace.directory)
            #expect(try Self.read(repository).count == 4)
            let open = try Self.openFiles(below: directory)
            #expect(open.count { $0.hasSuffix(".pack") } == 4, "the test reads every pack")
        }
        #expect(try Self.openFiles(below: directory) == [])
    }

    /// Two values for one repository share its packs; the last one closes them.
    @Test func packsOfTwoValues() throws {
        let workspace = try Self.workspace()
        let directory = try #require(realpath(workspace.directory, nil).map { String(cString: $0) })
        for _ in 0..<50 {
            var one: Repository? = try Repository.open(containing: workspace.directory)
            let other = try Repository.open(containing: workspace.directory)
            #expect(try Self.read(#require(one)) == Self.read(other))
            one = nil
            #expect(try Self.read(other).count == 4)
        }
        #expect(try Self.openFiles(below: directory) == [])
    }
}
