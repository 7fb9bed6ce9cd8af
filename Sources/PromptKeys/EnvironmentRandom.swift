internal import PromptStore

/// The randomness of a store's environment as a generator.
struct EnvironmentRandom: RandomNumberGenerator, Sendable {
    private let number: @Sendable () -> UInt64

    init(_ environment: StoreEnvironment) { number = environment.random }

    /// Returns 64 random bits.
    mutating func next() -> UInt64 { number() }
}
