/// Random numbers that a seed repeats on every machine: SplitMix64 (Steele, Lea and Flood, 2014).
///
/// A test prints the seed when it fails.
public struct SeededRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Starts the sequence of `seed`.
    public init(_ seed: UInt64) { state = seed }

    /// Starts the sequence of `seed`, its bits taken as they are.
    public init(_ seed: Int) { state = UInt64(bitPattern: Int64(seed)) }

    /// Returns the next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Returns a number from 0 to `count - 1`; 0 if `count` is less than 1.
    public mutating func below(_ count: Int) -> Int { Int.random(in: 0..<max(1, count), using: &self) }

    /// Returns true in `percent` of 100 calls.
    public mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

    /// Returns one of `elements`, which must not be empty.
    public mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
}
