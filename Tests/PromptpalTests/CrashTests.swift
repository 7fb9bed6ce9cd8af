import Foundation
import Testing

/// A crash starts no program from the current directory. Swift's runtime starts `swift-backtrace` on these
/// signals, from below its root: the current directory for a program that has the Swift library linked in and
/// was called by its bare name, or the directory that `SWIFT_ROOT` names, which is how a test program without
/// that library gets there.
@Suite struct CrashTests {
    /// All names that the runtime tries below its root.
    private static let planted = ["bin", "libexec/swift/linux", "libexec/swift", "."].flatMap { folder in
        ["swift-backtrace", "swift-backtrace-static"].map { "\(folder)/\($0)" }
    }

    /// Runs `promptpal render` with a planted `swift-backtrace` and sends it a signal while it reads values.
    private func end(
        by signal: String, environment: [String: String]
    ) throws -> (Program.Result, canary: String?) {
        let folder = try Folder()
        try folder.write("format: 1\n", to: "promptpal.yaml")
        try folder.write("modules: [{name: T, content: Hi}]\n", to: "prompts/x.prompt.yaml")
        for path in Self.planted {
            try folder.write("#!/bin/sh\necho \"$0\" >> canary\n", to: path)
            try #require(chmod(folder.path + "/" + path, 0o755) == 0)
        }
        // The program has read from the pipe, and so is past its start, once more bytes than a pipe holds are
        // written. `set -m`, because bash makes jobs in the background ignore SIGQUIT.
        let result = Program(folder: folder, environment: environment).run(
            """
            ulimit -c 0; set -m; mkfifo input
            promptpal render x --vars - < input & exec 3> input
            head -c 300000 /dev/zero | tr '\\0' ' ' >&3
            kill -\(signal) $!; sleep 0.1; exec 3>&-; wait $!
            """)
        return (result, folder.read("canary"))
    }

    @Test(arguments: ["QUIT", "SEGV", "ILL", "ABRT", "TRAP", "BUS", "FPE"])
    func startsNothing(signal: String) throws {
        for environment in [
            [:], ["SWIFT_ROOT": "."], ["SWIFT_BACKTRACE": "enable=yes,swift-backtrace=./swift-backtrace"],
        ] {
            let (result, canary) = try end(by: signal, environment: environment)
            #expect(canary == nil)
            let number = ["QUIT": 3, "ILL": 4, "TRAP": 5, "ABRT": 6, "BUS": 7, "FPE": 8, "SEGV": 11][signal]
            #expect(Int(result.status) == 128 + (number ?? 0))
        }
    }

    /// A signal that the parent ignores stays ignored.
    @Test func ignoredSignalStaysIgnored() throws {
        let folder = try Folder()
        try folder.write("format: 1\n", to: "promptpal.yaml")
        try folder.write("modules: [{name: T, content: Hi}]\n", to: "prompts/x.prompt.yaml")
        let result = Program(folder: folder).run(
            """
            mkfifo input; trap '' QUIT
            promptpal render x --vars - < input & exec 3> input
            head -c 300000 /dev/zero | tr '\\0' ' ' >&3
            kill -QUIT $!; exec 3>&-; wait $!
            """)
        #expect(result.status == 0 && result.outputText == "Hi\n", "\(result)")
    }
}
