import Foundation
import Testing

/// Interrupted transfers: nothing is half done or lost, and the next transfer succeeds.
@Suite(.serialized) struct BrokenTransferTests {
    /// Returns a library whose transfer takes some bytes, with a clone that is behind.
    private func served() throws -> SharedLibrary {
        let library = try SharedLibrary(.git)
        try library.pass(
            """
            promptpal clone "$URL" ben -q
            cd ana && mkdir -p prompts/big
            for i in $(seq 1 60); do (echo "id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d$(printf %02x $i)"; echo "content: $(head -c 3000 /dev/urandom | base64 -w0)") > prompts/big/p$i.prompt.yaml; done
            git add -A && git commit -qm Big && promptpal push -q
            """)
        return library
    }

    @Test(.enabled(if: !SharedLibrary.isMissing(.git)), arguments: [10, 300, 5000, 100_000])
    func serverGoesMidTransfer(_ limit: Int) throws {
        let library = try served()
        let port = try #require(UInt16(library.url.split(separator: ":")[2].split(separator: "/")[0]))
        let relay = try Relay(to: port, limit: limit)
        defer { relay.stop() }
        let before = try library.tree("ben")
        try library.pass("git -C ben remote set-url origin git://127.0.0.1:\(relay.port)/library.git")
        let broken = library.run("cd ben && promptpal pull")
        #expect(broken.status == 2, "\(broken.outputText)")
        #expect(broken.errorText.contains("help:"), "\(broken.errorText)")
        #expect(try library.tree("ben") == before)
        #expect(library.run("promptpal clone git://127.0.0.1:\(relay.port)/library.git cleo").status == 2)
        #expect(library.run("test -e cleo").status == 1)
        #expect(library.run("ls -A | grep promptpal").outputText == "")
        try library.pass(
            "git -C ben remote set-url origin \"$URL\" && cd ben && promptpal pull -q && git fsck --strict")
        #expect(try library.tree("ben") == library.tree("ana"))
    }

    @Test(.enabled(if: !SharedLibrary.isMissing(.git)))
    func aSilentServerIsNotWaitedForForEver() throws {
        let library = try served()
        let port = try #require(UInt16(library.url.split(separator: ":")[2].split(separator: "/")[0]))
        let relay = try Relay(to: port, limit: 300, isSilent: true)
        defer { relay.stop() }
        library.program.environment["PROMPTPAL_TIMEOUT"] = "1"
        let started = Date()
        let result = library.run(
            "git -C ben remote set-url origin git://127.0.0.1:\(relay.port)/library.git; cd ben && promptpal pull"
        )
        #expect(result.status == 2)
        #expect(result.errorText.contains("for 1 seconds"), "\(result.errorText)")
        #expect(Date().timeIntervalSince(started) < 15)
        // If the user cancels it, nothing is left either.
        library.program.environment["PROMPTPAL_TIMEOUT"] = "30"
        let ended = library.run(
            "env --default-signal=TERM promptpal clone git://127.0.0.1:\(relay.port)/library.git cleo & sleep 2; kill -TERM $!; wait $!; code=$?; ls -A | grep -c 'cleo'; exit $code"
        )
        #expect(ended.status == 2, "\(ended.errorText)")
        #expect(ended.errorText.contains("interrupted"), "\(ended.errorText)")
        #expect(ended.outputText == "0\n")
    }

    @Test(.enabled(if: !SharedLibrary.isMissing(.git) && geteuid() == 0))
    func theDiskIsFull() throws {
        let library = try served()
        let result = library.run(
            """
            set -e
            mkdir small && unshare -m bash -e <<'END'
            mount -t tmpfs -o size=300k tmpfs small
            promptpal clone "$URL" small/cleo 2>clone.err && echo cloned
            ls -A small
            mount -o remount,size=1200k small && cp -r ben small/ben
            # Room for the objects and not for the files.
            mount -o remount,size=$(($(du -sk small | cut -f1) + 330))k small
            cd small/ben && git rev-parse HEAD > ../../before
            promptpal pull 2>../../pull.err && echo pulled
            git rev-parse HEAD > ../../after; git status --porcelain
            git fsck --strict --no-dangling
            END
            """)
        #expect(result.outputText == "", "\(result.outputText) \(result.errorText)")
        #expect(try library.pass("cat clone.err").lowercased().contains("no"), "\(result.errorText)")
        #expect(
            try library.pass("cat pull.err").contains("room")
                || library.pass("cat pull.err").contains("space"))
        #expect(try library.pass("cat before") == library.pass("cat after"))
    }

    /// If a pull is killed at any moment, it is complete or not begun after the next command.
    @Test(arguments: [10, 40, 80, 160])
    func killedPulls(_ milliseconds: Int) throws {
        let library = try SharedLibrary()
        try library.pass(
            """
            promptpal clone "$URL" ben -q
            cd ana && for i in $(seq 1 20); do
            \(SharedLibrary.prompt("many/p$i", "Text."))
            done; promptpal save --all -q && promptpal set hello name=New -q && promptpal push -q
            cd ../ben && promptpal set hello modules.task.content=Mine -q
            """)
        let result = library.run(
            "(cd ben && exec promptpal pull -q) & pid=$!; sleep 0.\(String(format: "%03d", milliseconds)); kill -KILL $pid; wait; cd ben && promptpal status -q && git status --porcelain && git fsck --strict 2>&1 | grep -v dangling; promptpal sync -q && promptpal list --json | grep -c '\"address\"'"
        )
        #expect(result.outputText.hasSuffix("22\n"), "\(result.outputText) \(result.errorText)")
        #expect(!result.outputText.contains("prompts/"), "\(result.outputText)")
        #expect(
            try library.pass("cd ana && promptpal sync -q; cd .. && git -C ana rev-parse HEAD")
                == library.pass("git -C ben rev-parse HEAD"))
    }
}
