internal import Glibc
public import PromptStore
public import SystemPackage

extension StoreEnvironment {
    /// Returns an environment for tests: the real clock and randomness, a user without a home, and no
    /// variable of the process.
    ///
    /// - Parameters:
    ///   - author: author and committer; by default Git's configuration names them, else the account
    ///     `tester`.
    ///   - milliseconds: the clock.
    public static func testing(
        author: StoreUser.Person = StoreUser.Person(), actor: String? = nil,
        personal: PersonalFiles = PersonalFiles(),
        milliseconds: @escaping @Sendable () -> Int64 = StoreEnvironment.now
    ) -> StoreEnvironment {
        StoreEnvironment(
            clock: StoreClock(milliseconds: milliseconds), random: { UInt64.random(in: .min ... .max) },
            user: {
                StoreUser(author: author, committer: author, actor: actor) {
                    StoreUser.Account(login: "tester", fullName: "Tester", hostName: "localhost")
                }
            }, personal: { personal }, transfers: { TransferEnvironment() })
    }

    /// Returns the machine's time in milliseconds since 1970.
    public static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}

extension Store {
    /// Opens a store in the usual environment of tests.
    ///
    /// - Throws: as opening it in an environment.
    public convenience init(opening path: FilePath) throws(StoreError) {
        try self.init(opening: path, in: .testing())
    }
}
