import PromptStore
import SystemPackage

extension StoreEnvironment {
    /// A user with a fixed clock and nothing of the process.
    static let benchmark = StoreEnvironment(
        clock: StoreClock(milliseconds: { 1_795_512_600_000 }), random: { UInt64.random(in: .min ... .max) },
        user: {
            let person = StoreUser.Person(name: "Bench", email: "bench@example.com")
            return StoreUser(author: person, committer: person) {
                StoreUser.Account(login: "bench", fullName: "Bench", hostName: "localhost")
            }
        }, personal: { PersonalFiles() }, transfers: { TransferEnvironment() })
}
