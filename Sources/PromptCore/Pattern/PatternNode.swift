/// A parsed pattern. Only groups nest, and their depth is limited.
indirect enum PatternNode: Sendable {
    case empty
    case scalar(Unicode.Scalar)
    case set(PatternSet)
    case assertion(PatternAssertion)
    case sequence([PatternNode])
    case choice([PatternNode])
    /// Repeats from `least` to `most` times; without an upper limit if `most` is `nil`.
    case repetition(PatternNode, least: Int, most: Int?)
}

/// A condition on the position between two scalars.
enum PatternAssertion: Sendable {
    case start, end, wordBoundary, noWordBoundary
}
