/// A pattern as it was read. Only groups nest, and their depth is limited.
indirect enum PatternNode: Sendable {
    case empty
    case scalar(Unicode.Scalar)
    case set(PatternSet)
    case assertion(PatternAssertion)
    case sequence([PatternNode])
    case choice([PatternNode])
    /// From `least` times to `most`, or without end.
    case repetition(PatternNode, least: Int, most: Int?)
}

/// What looks at the place between two scalars.
enum PatternAssertion: Sendable {
    case start, end, wordBoundary, noWordBoundary
}
