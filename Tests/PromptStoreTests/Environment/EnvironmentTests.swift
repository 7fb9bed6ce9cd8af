import Glibc
import StoreTestSupport
import Testing

@testable import PromptStore

@Suite struct EnvironmentTests {
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

    /// Each part as given, else from Git's configuration, else from the account.
    @Test func theEnvironmentNamesTheUser() {
        let user = StoreUser(
            author: StoreUser.Person(name: "Ana Ruiz", email: ""), committer: StoreUser.Person()
        ) {
            StoreUser.Account(login: "ana", fullName: "", hostName: "host")
        }
        #expect(user.author.email == nil)
        let configured: (String?, String?) = ("Bo", "bo@example.com")
        #expect(user.identity(of: user.author, configured: configured).text == "Ana Ruiz <bo@example.com>")
        #expect(user.identity(of: user.committer, configured: configured).text == "Bo <bo@example.com>")
        #expect(user.identity(of: user.author).text == "Ana Ruiz <ana@host>")
        // Nothing usable: the login is used, then a name that is always there.
        #expect(user.identity(of: user.committer).text == "ana <ana@localhost>")
        let unusable = StoreUser(
            author: StoreUser.Person(name: "<", email: ">"), committer: StoreUser.Person()
        ) {
            StoreUser.Account(login: "\n", fullName: "", hostName: "")
        }
        #expect(unusable.identity(of: unusable.author) == .unknown)
    }

    @Test func clockRoundsDown() {
        #expect(StoreClock(milliseconds: { -1 }).text == "1969-12-31T23:59:59Z")
        #expect(StoreClock(milliseconds: { 999 }).text == "1970-01-01T00:00:00Z")
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
}
