import Glibc
import PromptStore
import Testing

@testable import promptpal

/// The process as a `StoreEnvironment`.
@Suite struct HostTests {
    @Test func nowIsNow() {
        let before = Int64(time(nil))
        let now = Host.secondsSinceEpoch()
        let text = Host.now()
        let after = Int64(time(nil))
        #expect((before - 1...after).contains(now))
        #expect((before - 1...after).map { CivilTime(secondsSinceEpoch: $0).text }.contains(text))
        #expect(abs(Host.millisecondsSinceEpoch() / 1000 - after) <= 1)
        #expect((before - 1...after + 1).contains(StoreEnvironment.process.clock.seconds))
    }

    @Test func randomNumbersDiffer() {
        #expect(Swift.Set((0..<100).map { _ in StoreEnvironment.process.random() }).count == 100)
    }

    @Test func theEnvironmentNamesTheUser() {
        let all = [
            "GIT_AUTHOR_NAME": "Ana Ruiz", "GIT_AUTHOR_EMAIL": "ana@example.com", "GIT_COMMITTER_EMAIL": "",
            "PROMPTPAL_ACTOR": "agent",
        ]
        let user = StoreEnvironment.ofProcess { all[$0] }.user()
        #expect(user.identity(of: user.author).text == "Ana Ruiz <ana@example.com>")
        #expect(user.actor == "agent")
        let account = user.identity(of: user.committer)
        #expect(!account.name.isEmpty && account.email.contains("@"))
    }

    @Test func filesOfTheUser() {
        let home = ["HOME": "/home/ana"]
        let personal = StoreEnvironment.ofProcess { home[$0] }.personal()
        #expect(personal.stateDirectory == "/home/ana/.local/state/promptpal")
        #expect(
            personal.gitConfiguration == [
                "/home/ana/.gitconfig", "/home/ana/.config/git/config", "/etc/gitconfig",
            ])
        let xdg = [
            "HOME": "/home/ana", "XDG_STATE_HOME": "/state", "XDG_CONFIG_HOME": "/config",
            "GIT_CONFIG_NOSYSTEM": "1",
        ]
        let other = StoreEnvironment.ofProcess { xdg[$0] }.personal()
        #expect(other.stateDirectory == "/state/promptpal")
        #expect(other.gitConfiguration == ["/home/ana/.gitconfig", "/config/git/config"])
        let none = StoreEnvironment.ofProcess { ["GIT_CONFIG_GLOBAL": ""][$0] }.personal()
        #expect(none.stateDirectory == nil && none.gitConfiguration.isEmpty)
    }

    @Test(arguments: [
        ("off", false), ("0", false), ("No", false), ("false", false), ("", true), ("on", true),
    ])
    func usageCanBeSwitchedOff(_ value: String, _ isOn: Bool) {
        #expect(StoreEnvironment.ofProcess { ["PROMPTPAL_USAGE": value][$0] }.recordsUsage() == isOn)
    }

    @Test func settingsForTransfers() {
        let all = [
            "https_proxy": "", "ALL_PROXY": "http://proxy", "NO_PROXY": "a.example, .b.example",
            "PROMPTPAL_TIMEOUT": "5",
        ]
        let transfers = StoreEnvironment.ofProcess { all[$0] }.transfers()
        #expect(transfers.proxy == "http://proxy")
        #expect(transfers.directHosts == ["a.example", ".b.example"])
        #expect(transfers.patience == 5 && transfers.sshCommand == nil)
        let bad = StoreEnvironment.ofProcess { ["PROMPTPAL_TIMEOUT": "-1"][$0] }.transfers()
        #expect(bad.patience == nil)
    }

    @Test func readsVariables() {
        setenv("PROMPTPAL_TEST_VARIABLE", "é", 1)
        #expect(Host.environment("PROMPTPAL_TEST_VARIABLE") == "é")
        #expect(Host.environment("PROMPTPAL_TEST_UNSET") == nil)
    }
}
