import Glibc
import Testing

@testable import PromptStore

@Suite struct HostTests {
    @Test(arguments: [
        (Int64(0), "1970-01-01T00:00:00Z"), (1_795_512_600, "2026-11-24T09:30:00Z"),
        (951_782_399, "2000-02-28T23:59:59Z"), (951_782_400, "2000-02-29T00:00:00Z"),
        (4_107_542_400, "2100-03-01T00:00:00Z"), (4_107_542_399, "2100-02-28T23:59:59Z"),
        (-1, "1969-12-31T23:59:59Z"), (-62_167_219_200, "0000-01-01T00:00:00Z"),
        (253_402_300_799, "9999-12-31T23:59:59Z"), (-62_167_219_201, "-0001-12-31T23:59:59Z"),
    ])
    func timesAsText(seconds: Int64, text: String) {
        #expect(CivilTime(secondsSinceEpoch: seconds).text == text)
    }

    @Test func agreesWithTheSystemsCalendar() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<20_000 {
            var seconds = Int.random(in: -62_167_219_200..<253_402_300_800, using: &generator)
            var parts = tm()
            gmtime_r(&seconds, &parts)
            let time = CivilTime(secondsSinceEpoch: Int64(seconds))
            #expect(
                [time.year, time.month, time.day, time.hour, time.minute, time.second]
                    == [
                        Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday),
                        Int(parts.tm_hour), Int(parts.tm_min), Int(parts.tm_sec),
                    ])
        }
    }

    @Test func nowIsNow() {
        let before = Int64(time(nil))
        let now = Host.secondsSinceEpoch()
        let text = Host.now()
        let after = Int64(time(nil))
        #expect((before - 1...after).contains(now))
        #expect((before - 1...after).map { CivilTime(secondsSinceEpoch: $0).text }.contains(text))
        #expect(abs(Host.millisecondsSinceEpoch() / 1000 - after) <= 1)
    }

    @Test func randomBytesDiffer() {
        #expect(Host.randomBytes(16).count == 16)
        #expect(Host.randomBytes(0).isEmpty)
        #expect(Set((0..<100).map { _ in Host.randomBytes(16) }).count == 100)
        #expect(Set(Host.randomBytes(10_000)).count == 256)
    }

    @Test func theEnvironmentNamesTheUser() {
        let all = ["GIT_AUTHOR_NAME": "Ana Ruiz", "GIT_AUTHOR_EMAIL": "ana@example.com"]
        #expect(Host.currentUser { all[$0] }.text == "Ana Ruiz <ana@example.com>")
        let name = Host.currentUser { ["GIT_AUTHOR_NAME": "Ana", "GIT_AUTHOR_EMAIL": ""][$0] }
        #expect(name.name == "Ana")
        #expect(name.email.contains("@"))
        let account = Host.currentUser { _ in nil }
        #expect(!account.name.isEmpty && account.email.contains("@"))
        // If the environment has no usable value, the account's data is used.
        let empty = Host.currentUser { _ in "<\n>" }
        #expect(!empty.name.isEmpty && !empty.email.isEmpty)
    }

    @Test(arguments: [
        ("Ana <x>\nEvil", "a@b\r\n", "Ana xEvil <a@b>"), ("  José \u{7F} ", " <j@x> ", "José <j@x>"),
    ])
    func identitiesFitOneLine(name: String, email: String, text: String) {
        #expect(UserIdentity(name: name, email: email)?.text == text)
    }

    @Test func anIdentityNeedsBothParts() {
        #expect(UserIdentity(name: "<>", email: "a@b") == nil)
        #expect(UserIdentity(name: "Ana", email: " ") == nil)
    }

    @Test func readsVariables() {
        setenv("PROMPTSTORE_TEST_VARIABLE", "é", 1)
        #expect(Host.environment("PROMPTSTORE_TEST_VARIABLE") == "é")
        #expect(Host.environment("PROMPTSTORE_TEST_UNSET") == nil)
    }
}
