import Foundation
import Glibc
import Testing

/// Two users of one machine. Needs root to act as both.
@Suite(.enabled(if: geteuid() == 0 && access("/usr/bin/setpriv", X_OK) == 0, "needs root and setpriv"))
struct KeyUsersTests {
    private let folder: Folder
    private let program: Program

    init() throws {
        folder = try Folder()
        program = Program(folder: folder, environment: ["PROGRAM": folder.path + "/bin/promptpal"])
        // The directories that the other user must be able to reach.
        let top = (folder.path as NSString).deletingLastPathComponent
        #expect(chmod(top, 0o755) == 0 && chmod(folder.path, 0o755) == 0)
        let made = program.run(
            """
            mkdir bin && cp "$(command -v promptpal)" bin/ && cp -r "$(dirname "$(command -v promptpal)")"/*.so bin/ 2>/dev/null
            mkdir -m 777 data other && export XDG_DATA_HOME="$DIR/data"
            promptpal key identity new && echo correct-horse-battery | promptpal key add acme
            """)
        #expect(made.status == 0, "\(made.errorText)")
    }

    private let asOther = "setpriv --reuid=65534 --regid=65534 --clear-groups"

    private func other(_ command: String, data: String = "data") -> Program.Result {
        program.run("HOME=$DIR/other XDG_DATA_HOME=$DIR/\(data) \(asOther) sh -c '\(command)'")
    }

    @Test func cantRead() {
        #expect(other("\"$PROGRAM\" --version").status == 0)
        for command in [
            "cat data/promptpal/identity", "cat data/promptpal/keys/acme/default.key.yaml",
            "ls data/promptpal",
            "\"$PROGRAM\" key reveal acme --yes --to-stdout", "\"$PROGRAM\" key exec acme -- env",
            "\"$PROGRAM\" key list", "\"$PROGRAM\" key identity show",
        ] {
            let result = other(command)
            #expect(result.status != 0 && !result.outputText.contains("correct-horse"), "\(command)")
        }
        let list = other("\"$PROGRAM\" key list")
        #expect(list.status == 2 && list.errorText.contains("ermission denied"), "\(list.errorText)")
    }

    /// Files of another user are not used even if they are readable: neither a whole directory nor a file in
    /// one's own.
    @Test func isNotLedAstray() {
        _ = program.run("chmod -R a+rX data/promptpal")
        let list = other("\"$PROGRAM\" key list")
        #expect(list.status == 2 && list.errorText.contains("belongs to another user"), "\(list.errorText)")
        let own = other(
            "\"$PROGRAM\" key identity new && echo x-y-z | \"$PROGRAM\" key add acme && \"$PROGRAM\" key reveal acme --yes --to-stdout",
            data: "other")
        #expect(own.status == 0 && own.outputText.hasSuffix("x-y-z"), "\(own.errorText)")
        _ = program.run(
            "cp -p data/promptpal/identity other/promptpal/identity && chown 0 other/promptpal/identity")
        let led = other("\"$PROGRAM\" key reveal acme --yes --to-stdout", data: "other")
        #expect(led.status == 2 && led.outputText.isEmpty, "\(led.errorText)")
        // Root gets the message too, although it could read everything.
        let root = program.run("XDG_DATA_HOME=$DIR/other promptpal key list")
        #expect(root.status == 2 && root.errorText.contains("belongs to another user"), "\(root.errorText)")
    }

    /// An ordinary user with a store of their own.
    @Test func sharedKeysWorkForAnOrdinaryUser() {
        let result = other(
            """
            cd other && mkdir s && cd s && "$PROGRAM" init . --name S && "$PROGRAM" key identity new && \
            "$PROGRAM" key recipients add && echo x-y-z | "$PROGRAM" key add acme --shared && \
            "$PROGRAM" key reveal acme --yes --to-stdout
            """, data: "other")
        #expect(result.status == 0 && result.outputText.hasSuffix("x-y-z"), "\(result.errorText)")
    }
}
