import Glibc
import Testing

private let hasStrace = access("/usr/bin/strace", X_OK) == 0

/// The reference that remembers where the other side is (`refs/remotes/origin/main`), and its lock.
@Suite struct TrackingTests {
    private static let lock = ".git/refs/remotes/origin/main.lock"

    /// Ana has sent a change that Ben, `ben`, has not pulled yet.
    private func pair() throws -> SharedLibrary {
        let library = try SharedLibrary()
        try library.pass(
            """
            git config --global promptpal.sync false
            promptpal clone "$URL" ben -q
            cd ana && promptpal set hello name=New -q && promptpal push -q
            """)
        return library
    }

    /// The lock of a command that was killed, or that goes on for long: nothing is done, and it is said why.
    @Test func aLockThatStaysIsNamed() throws {
        let library = try pair()
        let before = try library.pass("cd ben && git rev-parse HEAD && : > \(TrackingTests.lock)")
        for command in ["pull", "sync"] {
            let refused = library.run("cd ben && promptpal \(command)")
            #expect(refused.status == 2)
            #expect(
                refused.errorText.contains(library.top + "/ben/" + TrackingTests.lock), "\(refused.errorText)"
            )
            #expect(refused.errorText.contains("another Git command"))
            #expect(refused.errorText.contains("nothing was written"))
        }
        #expect(try library.pass("cd ben && git rev-parse HEAD; git status --porcelain") == before)
        #expect(try library.pass("cd ben && promptpal doctor || true").contains("origin/main.lock"))
        try library.pass("cd ben && rm \(TrackingTests.lock) && promptpal sync -q")
        #expect(try library.tree("ana") == library.tree("ben"))
    }

    /// As `git fetch` holds it.
    @Test func aLockOfAMomentIsWaitedFor() throws {
        let library = try pair()
        try library.pass(
            "cd ben; : > \(TrackingTests.lock); (sleep 1; rm \(TrackingTests.lock)) & promptpal pull -q; status=$?; wait; exit $status"
        )
        #expect(try library.pass("cd ben && git status --porcelain --branch") == "## main...origin/main\n")
        #expect(
            try library.pass("cd ben && git reflog -1 --format=%gs refs/remotes/origin/main")
                == "promptpal pull\n")
    }

    /// The push succeeds; a note reports that the reference can't be updated here, and a later push updates
    /// it.
    @Test func aPushThatCannotBeNoted() throws {
        let library = try pair()
        let pushed = library.run(
            "cd ana && promptpal set hello name=Newer -q && : > \(TrackingTests.lock) && promptpal push")
        #expect(pushed.status == 0)
        #expect(pushed.outputText.contains("pushed 1 commit"))
        #expect(
            pushed.errorText.contains("the changes were sent, but this clone has not recorded that yet"),
            "\(pushed.errorText)")
        #expect(
            try library.pass("git -C shared/library.git rev-parse main; ")
                == library.pass("git -C ana rev-parse main"))
        let again = library.run("cd ana && promptpal push --json")
        #expect(again.status == 0 && again.outputText.contains("\"note\": \"the changes were sent"))
        try library.pass("cd ana && rm \(TrackingTests.lock) && promptpal push -q")
        #expect(try library.pass("cd ana && git status --porcelain --branch") == "## main...origin/main\n")
    }

    /// A first push, whose configuration can't be written for the time being.
    @Test func anUpstreamThatCannotBeNoted() throws {
        let library = try SharedLibrary()
        let pushed = library.run(
            "cd ana && git config --unset branch.main.remote; git config --unset branch.main.merge; : > .git/config.lock; promptpal push"
        )
        #expect(pushed.status == 0)
        #expect(pushed.errorText.contains("config.lock"), "\(pushed.errorText)")
        try library.pass("cd ana && rm .git/config.lock && promptpal push -q")
        #expect(try library.pass("cd ana && git rev-parse --abbrev-ref '@{upstream}'") == "origin/main\n")
    }

    /// Killed at every link, rename and removal: no lock stays in the way, and both sides meet.
    @Test(
        .enabled(if: hasStrace, "strace is not here"), arguments: ["pull", "push", "sync"],
        ["link,linkat", "rename,renameat,renameat2", "unlink,unlinkat"])
    func killedAnywhere(_ command: String, _ calls: String) throws {
        let library = try pair()
        let result = library.run(
            """
            if [ \(command) = push ]; then (cd ben && promptpal pull -q && git config --remove-section branch.main); fi
            (cd ben && promptpal set hello description=Ben -q)
            cp -a ben recorded; cp -a shared/library.git shared/before.git
            strace -qq -e signal=none -e trace=\(calls) -o trace promptpal -C recorded \(command) -q || exit 3
            for number in $(seq 1 $(grep -c '(' trace)); do
                rm -rf ben2 shared/library.git; cp -a ben ben2; cp -a shared/before.git shared/library.git
                strace -qq -o /dev/null -e trace=\(calls) -e inject=\(calls):signal=KILL:when=$number promptpal -C ben2 \(command) -q
                # The other side's own process may go on for a moment.
                while pgrep -f "$TOP/shared/library.git" > /dev/null; do sleep 0.02; done
                promptpal -C ben2 sync -q || { echo "sync after \(calls) $number"; exit 4; }
                for side in ben2 shared/library.git; do
                    git -C $side fsck --strict 2>&1 | grep -v '^dangling' && exit 5
                    (cd $side && find . -path ./.git/objects -prune -o \\( -name '*.lock' -o -name 'reference-*' -o -name 'config-*' \\) -print | grep .) && exit 6
                done
                test "$(git -C ben2 status --porcelain --branch)" = '## main...origin/main' || exit 7
                test "$(git -C ben2 rev-parse main)" = "$(git -C shared/library.git rev-parse main)" || exit 8
                git -C ben2 show main:prompts/hello.prompt.yaml | grep -q 'description: Ben' || exit 9
                git -C ben2 show main:prompts/hello.prompt.yaml | grep -q 'name: New' || exit 10
            done
            exit 0
            """)
        #expect(result.status == 0, "\(result.outputText)\(result.errorText)")
    }

    /// Old leftovers of a killed fetch among the packs are removed; files that may still be in use stay.
    @Test func whatAFetchLeft() throws {
        let library = try pair()
        try library.pass(
            """
            cd ben/.git/objects/pack && touch -d '2 days ago' pack_git2_old pack_git2_oldidx.lock tmp_pack_git
            touch pack_git2_new && cd ../../.. && promptpal pull -q && ls .git/objects/pack > ../left
            grep -q pack_git2_new ../left && grep -q tmp_pack_git ../left && ! grep pack_git2_old ../left
            """)
    }

    /// A clone that a disk error meets has all references, or is not there.
    @Test(.enabled(if: hasStrace, "strace is not here"), arguments: ["mkdir", "newfstatat"])
    func aCloneLacksNoReference(_ call: String) throws {
        let library = try SharedLibrary()
        let result = library.run(
            """
            strace -qq -e signal=none -e trace=\(call) -o trace promptpal clone "$URL" whole -q || exit 3
            first=$(grep -n '/.git/refs' trace | head -1 | cut -d: -f1)
            for number in $(seq $first $((first + 40))); do
                rm -rf copy
                strace -qq -o /dev/null -e trace=\(call) -e inject=\(call):error=EIO:when=$number promptpal clone "$URL" copy -q || continue
                test "$(git -C copy rev-parse origin/main)" = "$(git -C ana rev-parse main)" || { echo "after \(call) $number"; exit 4; }
            done
            exit 0
            """)
        #expect(result.status == 0, "\(result.outputText)\(result.errorText)")
    }

    /// A clone that is killed leaves nothing that the next one of that name does not remove.
    @Test(.enabled(if: hasStrace, "strace is not here")) func aKilledClone() throws {
        let library = try SharedLibrary()
        try library.pass(
            """
            for number in 1 3 6; do
                ! strace -qq -o /dev/null -e trace=mkdir,mkdirat -e inject=mkdir,mkdirat:signal=KILL:when=$number promptpal clone "$URL" ben -q
            done
            test ! -e ben && ls -A | grep -q promptpal-clone-ben
            promptpal clone "$URL" ben -q
            ! ls -A | grep promptpal-clone
            """)
    }
}
