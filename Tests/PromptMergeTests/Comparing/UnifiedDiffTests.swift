import Foundation
import PromptCore
import TestSupport
import Testing

@testable import PromptMerge

@Suite struct UnifiedDiffTests {
    /// Runs a program in `folder`. Returns its status and its output.
    private static func run(_ folder: URL, _ command: String) throws -> (status: Int32, output: [UInt8]) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", command]
        process.currentDirectoryURL = folder
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, Array(data))
    }

    private static func inFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "diff-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    private static func diff(_ old: String, _ new: String) -> [UInt8] {
        UnifiedDiff.between(Array(old.utf8), and: Array(new.utf8)).bytes(oldName: "old", newName: "new")
    }

    /// The output of `diff -u`, byte for byte.
    @Test(arguments: [
        ("a\nb\nc\n", "a\nx\nc\n"), ("", "a\n"), ("a\n", ""), ("a", "a\n"), ("a\n", "a"), ("a\nb", "a\nc"),
        ("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n", "1\n2!\n3\n4\n5\n6\n7\n8\n9\n10\n11!\n12\n"),
        ("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2!\n3\n4\n5\n6\n7\n8!\n9\n"),
        ("a\nb\n", "x\na\nb\n"), ("a\nb\n", "a\nb\nx\n"), ("a\r\nb\r\n", "a\r\nb\n"),
        ("{\n}\n", "{\n}\n{\n}\n"),
        ("", "no end"),
    ])
    func asDiffPrintsIt(_ old: String, _ new: String) throws {
        try Self.inFolder { folder in
            try Data(old.utf8).write(to: folder.appendingPathComponent("old"))
            try Data(new.utf8).write(to: folder.appendingPathComponent("new"))
            let (_, output) = try Self.run(folder, "diff -u --label old --label new old new")
            let ours = String(decoding: Self.diff(old, new), as: UTF8.self)
            #expect(ours == String(decoding: output, as: UTF8.self))
        }
    }

    /// `patch` makes the new file from the old one, and `diff` finds no smaller difference.
    @Test func asPatchReadsIt() throws {
        var random = SeededRandom(9)
        let words = ["a", "b", "", "c c", "- d", "+ e", "@@", "é", "\\ No", "--- f", "\r"]
        try Self.inFolder { folder in
            for number in 0..<60 {
                let old = (0..<30).map { _ in words.randomElement(using: &random) ?? "" }
                var new = old
                for _ in 0..<Int.random(in: 1...6, using: &random) {
                    new.insert(
                        words.randomElement(using: &random) ?? "",
                        at: Int.random(in: 0...new.count, using: &random))
                    new.remove(at: Int.random(in: 0..<new.count, using: &random))
                }
                let ends = ["", "\n"]
                let before = old.joined(separator: "\n") + (ends.randomElement(using: &random) ?? "")
                let after = new.joined(separator: "\n") + (ends.randomElement(using: &random) ?? "")
                try Data(before.utf8).write(to: folder.appendingPathComponent("old\(number)"))
                try Data(after.utf8).write(to: folder.appendingPathComponent("new\(number)"))
                try Data(Self.diff(before, after)).write(to: folder.appendingPathComponent("diff\(number)"))
            }
            let script = """
                for n in $(seq 0 59); do
                  if [ -s diff$n ]; then
                    patch -s --binary -o patched old$n diff$n || echo "patch $n"
                    cmp patched new$n || echo "differs $n"
                  else cmp old$n new$n; fi
                  want=$(diff -u --minimal old$n new$n | grep -ac '^[-+]'); have=$(grep -ac '^[-+]' diff$n)
                  [ "$want" = "$have" ] || echo "larger $n: $have, not $want"
                done 2>&1
                """
            let (status, output) = try Self.run(folder, script)
            #expect(status == 0)
            #expect(String(decoding: output, as: UTF8.self) == "")
        }
    }

    @Test func anyBytes() throws {
        let difference = UnifiedDiff.between([0xFF, 0x0A, 0x00, 0x0A], and: [0xFF, 0x0A, 0xFE])
        #expect(difference.hunks.first?.head == "@@ -1,2 +1,2 @@")
        #expect(difference.hunks.first?.lines.last?.bytes == [0xFE])
        #expect(UnifiedDiff.between([0xFF], and: [0xFF]).bytes(oldName: "a", newName: "b") == [])
    }
}
